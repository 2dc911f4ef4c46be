package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.LikePattern;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link RowTest}s: a small object for each comparison, with the types of its operands built
 * in. A condition becomes two tests, whether it is TRUE and whether it is FALSE, so that UNKNOWN
 * needs no third value.
 *
 * <p>What can fail on a value (arithmetic, functions, casts) has none, and is evaluated as ever.
 */
public final class RowTests {
  private final int variable;
  private final List<@Nullable Object> parameters;

  private RowTests(int variable, List<@Nullable Object> parameters) {
    this.variable = variable;
    this.parameters = parameters;
  }

  /**
   * @param variable whose condition it is in DEFINE, or -1
   * @param parameters values of the statement's parameters
   * @return null where there is none
   */
  public static @Nullable RowTest of(
      TypedExpr condition, int variable, List<@Nullable Object> parameters) {
    return new RowTests(variable, parameters).test(condition, true);
  }

  /** Whether {@code expr} is {@code wanted}. */
  private @Nullable RowTest test(TypedExpr expr, boolean wanted) {
    return switch (expr) {
      case TypedExpr.And e -> wanted ? all(e.operands(), true) : any(e.operands(), false);
      case TypedExpr.Or e -> wanted ? any(e.operands(), true) : all(e.operands(), false);
      case TypedExpr.Not e -> test(e.operand(), !wanted);
      case TypedExpr.Compare e -> compare(e, wanted);
      case TypedExpr.InList e -> inList(e, wanted);
      case TypedExpr.Like e -> like(e, wanted);
      case TypedExpr.IsNull e -> {
        Operand operand = operand(e.operand());
        yield operand == null ? null : values -> (operand.of(values) == null) == wanted;
      }
      case TypedExpr.IsTruth e -> isTruth(e, wanted);
      default -> {
        Operand operand = expr.type() instanceof ColumnType.Bool ? operand(expr) : null;
        Boolean value = wanted;
        yield operand == null ? null : values -> value.equals(operand.of(values));
      }
    };
  }

  private @Nullable RowTest all(List<TypedExpr> operands, boolean wanted) {
    RowTest all = null;
    for (TypedExpr operand : operands) {
      RowTest next = test(operand, wanted);
      if (next == null) {
        return null;
      }
      RowTest before = all;
      all = before == null ? next : values -> before.holds(values) && next.holds(values);
    }
    return all;
  }

  private @Nullable RowTest any(List<TypedExpr> operands, boolean wanted) {
    RowTest any = null;
    for (TypedExpr operand : operands) {
      RowTest next = test(operand, wanted);
      if (next == null) {
        return null;
      }
      RowTest before = any;
      any = before == null ? next : values -> before.holds(values) || next.holds(values);
    }
    return any;
  }

  private @Nullable RowTest isTruth(TypedExpr.IsTruth expr, boolean wanted) {
    Boolean truth = expr.truth();
    RowTest is;
    if (truth == null) {
      RowTest yes = test(expr.operand(), true);
      RowTest no = test(expr.operand(), false);
      is = yes == null || no == null ? null : values -> !yes.holds(values) && !no.holds(values);
    } else {
      is = test(expr.operand(), truth);
    }
    RowTest holds = is;
    return holds == null ? null : wanted ? holds : values -> !holds.holds(values);
  }

  // ---- operands ----

  /** A value that can be had without failing. */
  private sealed interface Operand {
    @Nullable Object of(@Nullable Object[] values);
  }

  private record Column(int index) implements Operand {
    @Override
    public @Nullable Object of(@Nullable Object[] values) {
      return values[index];
    }
  }

  private record Value(@Nullable Object value) implements Operand {
    @Override
    public @Nullable Object of(@Nullable Object[] values) {
      return value;
    }
  }

  private @Nullable Operand operand(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Column e -> new Column(e.index());
      case TypedExpr.Parameter e -> new Value(parameters.get(e.index()));
      case TypedExpr.Navigate e -> isHere(e.target()) ? operand(e.operand()) : null;
      case TypedExpr.Convert e when e.type().equals(e.operand().type()) -> operand(e.operand());
      default -> {
        if (!Constants.isConstant(expr)) {
          yield null;
        }
        try {
          yield new Value(Constants.value(expr));
        } catch (ValueException e) {
          yield null;
        }
      }
    };
  }

  private boolean isHere(Navigation target) {
    return target.rows().contains(variable)
        && !target.fromFirst()
        && target.logicalOffset() == 0
        && target.physicalOffset() == 0;
  }

  /** The whole-number column behind a widening to DOUBLE, or -1. */
  private int widened(TypedExpr expr) {
    return expr instanceof TypedExpr.Convert e
            && e.type() instanceof ColumnType.DoublePrecision
            && (e.operand().type() instanceof ColumnType.Int
                || e.operand().type() instanceof ColumnType.BigInt)
            && operand(e.operand()) instanceof Column column
        ? column.index
        : -1;
  }

  // ---- comparisons ----

  private @Nullable RowTest compare(TypedExpr.Compare expr, boolean wanted) {
    ColumnType type = expr.left().type();
    if (type instanceof ColumnType.ArrayOf || type instanceof ColumnType.MapOf) {
      return null;
    }
    if (type instanceof ColumnType.DoublePrecision) {
      return doubles(expr, wanted);
    }
    Operand left = operand(expr.left());
    Operand right = operand(expr.right());
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
      return constant.value == null ? values -> false : against(column.index, op, constant.value);
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
        IntTest test = ints(op, n);
        yield values -> values[column] instanceof Integer v && test.holds(v);
      }
      case Long n -> {
        LongTest test = longs(op, n);
        yield values -> values[column] instanceof Long v && test.holds(v);
      }
      default -> ordered(new Column(column), op, new Value(constant));
    };
  }

  private interface IntTest {
    boolean holds(int value);
  }

  private static IntTest ints(Comparison op, int n) {
    return switch (op) {
      case EQUAL -> v -> v == n;
      case NOT_EQUAL -> v -> v != n;
      case LESS -> v -> v < n;
      case LESS_OR_EQUAL -> v -> v <= n;
      case GREATER -> v -> v > n;
      case GREATER_OR_EQUAL -> v -> v >= n;
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
    Operand constant = operand(expr.right());
    if (!(constant instanceof Value)) {
      constant = operand(expr.left());
      variable = expr.right();
      op = mirrored(op);
    }
    if (constant instanceof Value value) {
      if (!(value.value instanceof Double n)) {
        return value.value == null ? values -> false : null;
      }
      DoubleTest test = doubles(op, n);
      if (operand(variable) instanceof Column column) {
        int at = column.index;
        return values -> values[at] instanceof Double v && test.holds(v) == wanted;
      }
      int whole = widened(variable);
      return whole < 0
          ? null
          : values -> values[whole] instanceof Number v && test.holds(v.doubleValue()) == wanted;
    }
    if (operand(expr.left()) instanceof Column a && operand(expr.right()) instanceof Column b) {
      int left = a.index;
      int right = b.index;
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

  // ---- IN and LIKE ----

  private @Nullable RowTest inList(TypedExpr.InList expr, boolean wanted) {
    Operand value = operand(expr.value());
    Set<@Nullable Object> keys = new HashSet<>();
    for (TypedExpr each : expr.list()) {
      if (!(operand(each) instanceof Value constant)
          || constant.value instanceof List
          || constant.value instanceof java.util.Map) {
        return null;
      }
      keys.add(ValueOrder.key(constant.value));
    }
    if (value == null) {
      return null;
    }
    boolean hasNull = keys.remove(null);
    if (wanted) {
      return values -> {
        Object v = value.of(values);
        return v != null && keys.contains(ValueOrder.key(v)) && !isNan(v);
      };
    }
    return values -> {
      Object v = value.of(values);
      return v != null && !hasNull && (!keys.contains(ValueOrder.key(v)) || isNan(v));
    };
  }

  private static boolean isNan(Object value) {
    return value instanceof Double d && d.isNaN();
  }

  private @Nullable RowTest like(TypedExpr.Like expr, boolean wanted) {
    Operand value = operand(expr.value());
    if (value == null || !(operand(expr.pattern()) instanceof Value p)) {
      return null;
    }
    if (!(p.value instanceof String text)) {
      return values -> false;
    }
    LikePattern pattern;
    try {
      pattern = LikePattern.of(text, expr.escape());
    } catch (ValueException e) {
      return null;
    }
    return values -> value.of(values) instanceof String v && pattern.matches(v) == wanted;
  }
}
