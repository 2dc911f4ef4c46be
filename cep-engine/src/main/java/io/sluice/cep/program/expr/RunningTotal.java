package io.sluice.cep.program.expr;

import io.sluice.cep.navigation.RowSet;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of a sum or a count over the rows of a match so far, taken apart: {@code
 * SUM(B.amount) - B.fee > 10 * A.amount} says that what the rows add, what the current row says and
 * what other rows say is together more than zero. Each is known where its rows are, so nobody has
 * to add the rows up again.
 *
 * @param text as it is written
 * @param terms the aggregates
 * @param here of the current row
 * @param there of other rows
 * @param reads the rows that {@code there} looks at
 * @param orEqual whether zero is enough
 * @param scale numbers are counted in units of ten to the minus this
 * @param most in these units: up to here nothing overflows
 */
public record RunningTotal(
    String text,
    List<Term> terms,
    List<Part> here,
    List<Part> there,
    List<RowSet> reads,
    boolean orEqual,
    int scale,
    double most) {

  /** Up to here a DOUBLE holds each whole number. */
  public static final double EXACT = 1L << 53;

  /**
   * An aggregate.
   *
   * @param sign 1 or -1
   * @param argument null for {@code COUNT(*)}
   * @param sums whether values are added, else counted
   */
  public record Term(int sign, RowSet rows, @Nullable Evaluator argument, boolean sums) {}

  /**
   * @param sign 1 or -1
   */
  public record Part(int sign, Evaluator value) {}

  /**
   * In units; NaN for null.
   *
   * @param value a number
   */
  public double number(@Nullable Object value) {
    return switch (value) {
      case null -> Double.NaN;
      case BigDecimal n -> n.movePointRight(scale).doubleValue();
      case Number n when scale == 0 -> n.doubleValue();
      case Double n -> n * Math.pow(10, scale);
      case Number n -> BigDecimal.valueOf(n.longValue()).movePointRight(scale).doubleValue();
      default -> throw new IllegalArgumentException("a sum of what is no number");
    };
  }

  /**
   * Whether {@link #number} of the value is a whole number, and exact.
   *
   * @param value a number
   */
  public boolean isExact(Object value) {
    return switch (value) {
      case BigDecimal n -> {
        BigDecimal units = n.movePointRight(scale);
        yield units.abs().compareTo(BigDecimal.valueOf(1L << 53)) < 0
            && (units.scale() <= 0 || units.stripTrailingZeros().scale() <= 0);
      }
      case Double n -> n == Math.rint(n) && Math.abs(n) < EXACT && scale == 0;
      default -> Math.abs(number(value)) < EXACT;
    };
  }
}
