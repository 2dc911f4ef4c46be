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
    if (left instanceof Column a && right instanceof Column b) {
      return between(a.index(), op, b.index(), type);
    }
    return ordered(left, op, right);
  }

  /** Texts and whole numbers are equal as objects; decimals are not: 1.0 and 1.00. */
  private static RowTest between(int a, Comparison op, int b, ColumnType type) {
    boolean exact = !(type instanceof ColumnType.Decimal);
    if (exact && op == Comparison.EQUAL) {
      return values -> values[a] != null && values[b] != null && values[a].equals(values[b]);
    }
    if (exact && op == Comparison.NOT_EQUAL) {
      return values -> values[a] != null && values[b] != null && !values[a].equals(values[b]);
    }
    if (type instanceof ColumnType.BigInt) {
      int fit = orders(op);
      return values ->
          values[a] instanceof Long x && values[b] instanceof Long y && (order(x, y) & fit) != 0;
    }
    return ordered(new Column(a), op, new Column(b));
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
        int fit = orders(op);
        int bound = n;
        yield values -> values[column] instanceof Integer v && (order(v, bound) & fit) != 0;
      }
      case Long n -> {
        int fit = orders(op);
        long bound = n;
        yield values -> values[column] instanceof Long v && (order(v, bound) & fit) != 0;
      }
      default -> ordered(new Column(column), op, new Value(constant));
    };
  }

  // ---- numbers: the way in which two compare is a bit, an operator a set of them ----

  private static final int LESS = 1;
  private static final int SAME = 2;
  private static final int MORE = 4;
  private static final int UNORDERED = 8;

  private static int order(long a, long b) {
    return a < b ? LESS : a == b ? SAME : MORE;
  }

  private static int order(double a, double b) {
    return a < b ? LESS : a > b ? MORE : a == b ? SAME : UNORDERED;
  }

  private static int orders(Comparison op) {
    return switch (op) {
      case EQUAL -> SAME;
      case NOT_EQUAL -> LESS | MORE | UNORDERED;
      case LESS -> LESS;
      case LESS_OR_EQUAL -> LESS | SAME;
      case GREATER -> MORE;
      case GREATER_OR_EQUAL -> MORE | SAME;
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
      double bound = n;
      int fit = wanted ? orders(op) : ~orders(op);
      if (operands.of(variable) instanceof Column column) {
        int at = column.index();
        return values -> values[at] instanceof Double v && (order(v, bound) & fit) != 0;
      }
      int whole = operands.widened(variable);
      return whole < 0
          ? null
          : values ->
              values[whole] instanceof Number v && (order(v.doubleValue(), bound) & fit) != 0;
    }
    if (operands.of(expr.left()) instanceof Column a
        && operands.of(expr.right()) instanceof Column b) {
      int left = a.index();
      int right = b.index();
      int fit = wanted ? orders(expr.op()) : ~orders(expr.op());
      return values ->
          values[left] instanceof Double x
              && values[right] instanceof Double y
              && (order(x, y) & fit) != 0;
    }
    return null;
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
