package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.cep.program.expr.RowOperands.Column;
import io.sluice.cep.program.expr.RowOperands.Operand;
import io.sluice.cep.program.expr.RowOperands.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@link RowTest}s that compare: one for each type and operator, so that nothing is asked twice.
 */
final class RowComparisons {
  private final RowOperands operands;

  RowComparisons(RowOperands operands) {
    this.operands = operands;
  }

  /**
   * Whether the comparison is {@code wanted}.
   *
   * @return null where there is no test for it
   */
  @Nullable RowTest of(TypedExpr.Compare expr, boolean wanted) {
    ColumnType type = expr.left().type();
    if (type instanceof ColumnType.ArrayOf || type instanceof ColumnType.MapOf) {
      return null;
    }
    if (type instanceof ColumnType.DoublePrecision) {
      return doubles(expr, wanted);
    }
    Operand left = operands.of(expr.left());
    Operand right = operands.of(expr.right());
    if (left == null || right == null) {
      return null;
    }
    // Without NaN what is not true is the opposite, so FALSE needs no test of its own.
    Comparison op = wanted ? expr.op() : opposite(expr.op());
    if (left instanceof Value && right instanceof Column) {
      Operand swapped = left;
      left = right;
      right = swapped;
      op = mirrored(op);
    }
    if (left instanceof Column column && right instanceof Value constant) {
      return constant.value() == null
          ? values -> false
          : against(column.index(), op, constant.value());
    }
    return ordered(left, op, right);
  }

  private static RowTest ordered(Operand left, Comparison op, Operand right) {
    return values -> {
      Object a = left.of(values);
      Object b = right.of(values);
      return a != null && b != null && Comparisons.holds(op, ValueOrder.compare(a, b));
    };
  }

  private static RowTest against(int column, Comparison op, Object constant) {
    return switch (constant) {
      case String s when op == Comparison.EQUAL -> values -> s.equals(values[column]);
      case String s when op == Comparison.NOT_EQUAL ->
          values -> values[column] != null && !s.equals(values[column]);
      case Integer n -> {
        LongTest test = longs(op, n);
        yield values -> values[column] instanceof Integer v && test.holds(v);
      }
      case Long n -> {
        LongTest test = longs(op, n);
        yield values -> values[column] instanceof Long v && test.holds(v);
      }
      default -> ordered(new Column(column), op, new Value(constant));
    };
  }

  private interface LongTest {
    boolean holds(long value);
  }

  private static LongTest longs(Comparison op, long n) {
    return switch (op) {
      case EQUAL -> v -> v == n;
      case NOT_EQUAL -> v -> v != n;
      case LESS -> v -> v < n;
      case LESS_OR_EQUAL -> v -> v <= n;
      case GREATER -> v -> v > n;
      case GREATER_OR_EQUAL -> v -> v >= n;
    };
  }

  private interface DoubleTest {
    boolean holds(double value);
  }

  private static DoubleTest doubles(Comparison op, double n) {
    return switch (op) {
      case EQUAL -> v -> v == n;
      case NOT_EQUAL -> v -> v != n;
      case LESS -> v -> v < n;
      case LESS_OR_EQUAL -> v -> v <= n;
      case GREATER -> v -> v > n;
      case GREATER_OR_EQUAL -> v -> v >= n;
    };
  }

  /** IEEE: NaN makes every comparison false but {@code <>}, so FALSE is no other comparison. */
  private @Nullable RowTest doubles(TypedExpr.Compare expr, boolean wanted) {
    TypedExpr variable = expr.left();
    Comparison op = expr.op();
    Operand constant = operands.of(expr.right());
    if (!(constant instanceof Value)) {
      constant = operands.of(expr.left());
      variable = expr.right();
      op = mirrored(op);
    }
    if (constant instanceof Value value) {
      if (!(value.value() instanceof Double n)) {
        return value.value() == null ? values -> false : null;
      }
      DoubleTest test = doubles(op, n);
      if (operands.of(variable) instanceof Column column) {
        int at = column.index();
        return values -> values[at] instanceof Double v && test.holds(v) == wanted;
      }
      int whole = operands.widened(variable);
      return whole < 0
          ? null
          : values -> values[whole] instanceof Number v && test.holds(v.doubleValue()) == wanted;
    }
    if (operands.of(expr.left()) instanceof Column a
        && operands.of(expr.right()) instanceof Column b) {
      int left = a.index();
      int right = b.index();
      Comparison between = expr.op();
      return values ->
          values[left] instanceof Double x
              && values[right] instanceof Double y
              && holds(between, x, y) == wanted;
    }
    return null;
  }

  private static boolean holds(Comparison op, double x, double y) {
    return switch (op) {
      case EQUAL -> x == y;
      case NOT_EQUAL -> x != y;
      case LESS -> x < y;
      case LESS_OR_EQUAL -> x <= y;
      case GREATER -> x > y;
      case GREATER_OR_EQUAL -> x >= y;
    };
  }

  private static Comparison opposite(Comparison op) {
    return switch (op) {
      case EQUAL -> Comparison.NOT_EQUAL;
      case NOT_EQUAL -> Comparison.EQUAL;
      case LESS -> Comparison.GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> Comparison.GREATER;
      case GREATER -> Comparison.LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> Comparison.LESS;
    };
  }

  /** The same with its sides changed. */
  static Comparison mirrored(Comparison op) {
    return switch (op) {
      case EQUAL -> Comparison.EQUAL;
      case NOT_EQUAL -> Comparison.NOT_EQUAL;
      case LESS -> Comparison.GREATER;
      case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      case GREATER -> Comparison.LESS;
      case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
    };
  }
}
