package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparisons of two values of one type; null on either side gives UNKNOWN. */
final class Comparisons {
  private Comparisons() {}

  static Evaluator of(TypedExpr.Compare expr, Evaluator left, Evaluator right) {
    return of(expr.op(), expr.left().type(), left, right);
  }

  private static Evaluator of(Comparison op, ColumnType type, Evaluator left, Evaluator right) {
    return switch (type) {
      case ColumnType.DoublePrecision _ -> doubles(op, left, right);
      case ColumnType.ArrayOf _, ColumnType.MapOf _ -> structures(op, left, right);
      case ColumnType.Bool _,
          ColumnType.Int _,
          ColumnType.BigInt _,
          ColumnType.Decimal _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Timestamp _,
          ColumnType.Interval _,
          ColumnType.Null _ ->
          ordered(op, left, right);
    };
  }

  private static Evaluator ordered(Comparison op, Evaluator left, Evaluator right) {
    return scope -> {
      Object a = left.evaluate(scope);
      Object b = right.evaluate(scope);
      return a == null || b == null ? null : holds(op, ValueOrder.compare(a, b));
    };
  }

  /** IEEE: NaN is not equal to anything and stands in no order. */
  private static Evaluator doubles(Comparison op, Evaluator left, Evaluator right) {
    return scope -> {
      Object a = left.evaluate(scope);
      Object b = right.evaluate(scope);
      if (a == null || b == null) {
        return null;
      }
      double x = (Double) a;
      double y = (Double) b;
      return switch (op) {
        case EQUAL -> x == y;
        case NOT_EQUAL -> x != y;
        case LESS -> x < y;
        case LESS_OR_EQUAL -> x <= y;
        case GREATER -> x > y;
        case GREATER_OR_EQUAL -> x >= y;
      };
    };
  }

  private static Evaluator structures(Comparison op, Evaluator left, Evaluator right) {
    return scope -> {
      Object a = left.evaluate(scope);
      Object b = right.evaluate(scope);
      Boolean same = equal(a, b);
      return same == null ? null : (op == Comparison.EQUAL) == same;
    };
  }

  static boolean holds(Comparison op, int order) {
    return switch (op) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /** SQL equality: UNKNOWN where a null inside leaves it open. */
  static @Nullable Boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() == y.doubleValue();
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      Boolean result = true;
      for (int i = 0; i < x.size(); i++) {
        Boolean same = equal(x.get(i), y.get(i));
        if (same == null) {
          result = null;
        } else if (!same) {
          return false;
        }
      }
      return result;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      if (!x.keySet().equals(y.keySet())) {
        return false;
      }
      Boolean result = true;
      for (Object key : x.keySet()) {
        Boolean same = equal(x.get(key), y.get(key));
        if (same == null) {
          result = null;
        } else if (!same) {
          return false;
        }
      }
      return result;
    }
    return ValueOrder.compare(a, b) == 0;
  }

  /** Two-valued: nulls are not distinct from each other, nor is NaN from itself. */
  static Evaluator isDistinct(Evaluator left, Evaluator right) {
    return scope ->
        !Objects.equals(
            ValueOrder.key(left.evaluate(scope)), ValueOrder.key(right.evaluate(scope)));
  }
}
