package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Arithmetic.Operation;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison of a difference or a sum of two rows says of each: {@code B.price - A.price >
 * 5} holds only where {@code B.price} is not less than {@code A.price + 5}. That is necessary and
 * not sufficient, so the comparison itself is asked behind it.
 *
 * <p>Rounding keeps order. From {@code fl(h - t) > k} follows {@code h - t > k}, since a difference
 * of k or less would be rounded to k or less; so {@code h > t + k}, and {@code h >= fl(t + k)}.
 * From {@code fl(h - t) >= k} follows the same with the DOUBLE below k in place of k. What is no
 * DOUBLE is rounded first, and the sum is lowered by as much as that may have raised it.
 */
final class Differences {
  private final int variable;
  private final Function<TypedExpr, @Nullable RowNumber> here;
  private final Function<TypedExpr, @Nullable RowNumber> there;

  /** {@code h - t}, with signs. */
  private record Difference(RowNumber h, RowNumber t) {}

  /**
   * @param here numbers of the current row; null for what is none
   * @param there those of the other row, and constants
   */
  Differences(
      int variable,
      Function<TypedExpr, @Nullable RowNumber> here,
      Function<TypedExpr, @Nullable RowNumber> there) {
    this.variable = variable;
    this.here = here;
    this.there = there;
  }

  /**
   * Null where nothing follows.
   *
   * @param target where the other row is
   */
  Join.@Nullable Numbers of(String text, TypedExpr.Compare compare, Navigation target) {
    boolean mixedLeft = isMixed(compare.left());
    if (mixedLeft == isMixed(compare.right())) {
      return null;
    }
    TypedExpr mixed = mixedLeft ? compare.left() : compare.right();
    TypedExpr bound = mixedLeft ? compare.right() : compare.left();
    Comparison op = mixedLeft ? compare.op() : RowComparisons.mirrored(compare.op());
    boolean exact = compare.left().type() instanceof ColumnType.DoublePrecision;
    Difference difference = difference(mixed);
    RowNumber k = there.apply(bound);
    boolean ofThere = k != null;
    k = k == null ? here.apply(bound) : k;
    if (difference == null || k == null) {
      return null;
    }
    boolean more = op == Comparison.GREATER || op == Comparison.GREATER_OR_EQUAL;
    if (!more && op != Comparison.LESS && op != Comparison.LESS_OR_EQUAL) {
      return null;
    }
    boolean strict = op == Comparison.GREATER || op == Comparison.LESS;
    // Less is more with all signs changed.
    int sign = more ? 1 : -1;
    RowNumber h = signed(difference.h, sign);
    RowNumber t = signed(difference.t, sign);
    RowNumber least = signed(k, sign);
    RowNumber at = strict ? least : values -> Math.nextDown(least.of(values));
    return new Join.Numbers(
        text,
        text,
        target,
        ofThere ? h : minus(h, at, exact),
        Join.Order.GREATER_OR_EQUAL,
        ofThere ? plus(t, at, exact) : t);
  }

  private @Nullable Difference difference(TypedExpr mixed) {
    if (!(mixed instanceof TypedExpr.Arithmetic e)
        || e.op() != Operation.ADD && e.op() != Operation.SUBTRACT) {
      return mixed instanceof TypedExpr.Convert convert && Ranges.isExact(convert)
          ? difference(convert.operand())
          : null;
    }
    int second = e.op() == Operation.ADD ? 1 : -1;
    RowNumber h = here.apply(e.left());
    RowNumber t = there.apply(e.right());
    if (h != null && t != null) {
      return new Difference(h, signed(t, -second));
    }
    h = here.apply(e.right());
    t = there.apply(e.left());
    return h == null || t == null ? null : new Difference(signed(h, second), signed(t, -1));
  }

  private boolean isMixed(TypedExpr expr) {
    return reads(expr, true) && reads(expr, false);
  }

  private boolean reads(TypedExpr expr, boolean ofHere) {
    return expr instanceof TypedExpr.Navigate e
        ? JoinedCondition.isHere(e.target(), variable) == ofHere
        : expr.operands().stream().anyMatch(operand -> reads(operand, ofHere));
  }

  private static RowNumber signed(RowNumber number, int sign) {
    return sign > 0 ? number : values -> -number.of(values);
  }

  private static RowNumber plus(RowNumber t, RowNumber k, boolean exact) {
    return values -> {
      double a = t.of(values);
      double b = k.of(values);
      double sum = a + b;
      // Infinities of both signs: nothing is known, and it must be asked.
      return Double.isNaN(sum)
          ? Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Double.NEGATIVE_INFINITY
          : exact ? sum : sum - slack(a, b, sum);
    };
  }

  private static RowNumber minus(RowNumber h, RowNumber k, boolean exact) {
    return values -> {
      double a = h.of(values);
      double b = k.of(values);
      double difference = a - b;
      return Double.isNaN(difference)
          ? Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Double.POSITIVE_INFINITY
          : exact ? difference : difference + slack(a, b, difference);
    };
  }

  private static double slack(double a, double b, double sum) {
    return 2 * (Math.ulp(a) + Math.ulp(b) + Math.ulp(sum));
  }
}
