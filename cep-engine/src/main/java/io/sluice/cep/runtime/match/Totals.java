package io.sluice.cep.runtime.match;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.Scope;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Aggregates over all matches that end at one row, from the list of these matches. */
public final class Totals {
  private final MatchProgram program;
  private final Environment environment;
  private final List<Match> matches;

  public Totals(MatchProgram program, Environment environment, List<Match> matches) {
    this.program = program;
    this.environment = environment;
    this.matches = matches;
  }

  /**
   * @throws ValueException where an argument can not be computed, or the result does not fit
   */
  public @Nullable Object of(int number) {
    MatchProgram.Total total = program.totals().get(number);
    if (total.countsMatches()) {
      return (long) matches.size();
    }
    List<Object> values = values(total);
    return switch (total.function()) {
      case COUNT -> (long) values.size();
      case SUM -> values.isEmpty() ? null : sum(values, total.type());
      case AVG -> values.isEmpty() ? null : mean(sum(values, total.type()), values.size());
      case MIN -> values.stream().min(ValueOrder::compare).orElse(null);
      case MAX -> values.stream().max(ValueOrder::compare).orElse(null);
    };
  }

  /** What is not null, of each row once for each match that it is in. */
  private List<Object> values(MatchProgram.Total total) {
    var values = new ArrayList<Object>();
    for (Match match : matches) {
      for (Labels at = match.labels(); at != null; at = at.before()) {
        if (total.rows().contains(at.variable())) {
          Scope scope = scope(match, at.row().event());
          Evaluator filter = total.filter();
          if (filter == null || filter.holds(scope)) {
            Evaluator argument = total.argument();
            Object value = argument == null ? Boolean.TRUE : argument.evaluate(scope);
            if (value != null) {
              values.add(value);
            }
          }
        }
      }
    }
    return values;
  }

  private Scope scope(Match match, Event row) {
    return new MatchScope(
        program,
        environment,
        match.partition(),
        match.labels(),
        match.labels(),
        row,
        match.kind(),
        match.number(),
        match.time(),
        null);
  }

  private static Object sum(List<Object> values, @Nullable ColumnType type) {
    if (type instanceof ColumnType.DoublePrecision) {
      double sum = 0;
      for (Object value : values) {
        sum += ((Number) value).doubleValue();
      }
      return sum;
    }
    int scale = type instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    BigInteger sum = BigInteger.ZERO;
    BigInteger magnitude = BigInteger.ZERO;
    for (Object value : values) {
      BigInteger each =
          value instanceof BigDecimal d
              ? d.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue()
              : BigInteger.valueOf(((Number) value).longValue());
      sum = sum.add(each);
      magnitude = magnitude.add(each.abs());
    }
    if (magnitude.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) >= 0) {
      throw doesNotFit();
    }
    return type instanceof ColumnType.Decimal
        ? BigDecimal.valueOf(sum.longValueExact(), scale)
        : (Object) sum.longValueExact();
  }

  /** A sum, as all sums over all matches, is held to 64 bits. */
  public static ValueException doesNotFit() {
    return new ValueException(
        "the sum over all matches does not fit 64 bits; SUM(CAST(... AS DOUBLE)) is a rounded one");
  }

  /** As AVG has it. */
  public static Object mean(Object sum, long count) {
    return sum instanceof BigDecimal total
        ? total.divide(BigDecimal.valueOf(count), Math.max(6, total.scale()), RoundingMode.HALF_UP)
        : (Object) ((Double) Objects.requireNonNull(sum) / count);
  }
}
