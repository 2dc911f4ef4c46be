package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.function.LikePattern;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.program.expr.RowOperands.Operand;
import io.sluice.cep.program.expr.RowOperands.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final RowOperands operands;
  private final RowComparisons comparisons;

  private RowTests(RowOperands operands) {
    this.operands = operands;
    this.comparisons = new RowComparisons(operands);
  }

  /**
   * @param variable whose condition it is in DEFINE, or -1
   * @param parameters values of the statement's parameters
   * @return null where there is none
   */
  public static @Nullable RowTest of(
      TypedExpr condition, int variable, List<@Nullable Object> parameters) {
    return of(condition, variable, parameters, null);
  }

  /**
   * @param past where columns of PREV get their places, or null where they have none
   */
  public static @Nullable RowTest of(
      TypedExpr condition,
      int variable,
      List<@Nullable Object> parameters,
      @Nullable PastColumns past) {
    return new RowTests(new RowOperands(variable, parameters, past)).test(condition, true);
  }

  /** Whether {@code expr} is {@code wanted}. */
  private @Nullable RowTest test(TypedExpr expr, boolean wanted) {
    return switch (expr) {
      case TypedExpr.And e -> wanted ? all(e.operands(), true) : any(e.operands(), false);
      case TypedExpr.Or e -> wanted ? any(e.operands(), true) : all(e.operands(), false);
      case TypedExpr.Not e -> test(e.operand(), !wanted);
      case TypedExpr.Compare e -> comparisons.of(e, wanted);
      case TypedExpr.InList e -> inList(e, wanted);
      case TypedExpr.Like e -> like(e, wanted);
      case TypedExpr.IsNull e -> {
        Operand operand = operands.of(e.operand());
        yield operand == null ? null : values -> (operand.of(values) == null) == wanted;
      }
      case TypedExpr.IsTruth e -> isTruth(e, wanted);
      default -> {
        Operand operand = expr.type() instanceof ColumnType.Bool ? operands.of(expr) : null;
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

  // ---- IN and LIKE ----

  private @Nullable RowTest inList(TypedExpr.InList expr, boolean wanted) {
    Operand value = operands.of(expr.value());
    Set<@Nullable Object> keys = new HashSet<>();
    for (TypedExpr each : expr.list()) {
      if (!(operands.of(each) instanceof Value constant)
          || constant.value() instanceof List
          || constant.value() instanceof Map) {
        return null;
      }
      keys.add(ValueOrder.key(constant.value()));
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
    Operand value = operands.of(expr.value());
    if (value == null || !(operands.of(expr.pattern()) instanceof Value p)) {
      return null;
    }
    if (!(p.value() instanceof String text)) {
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
