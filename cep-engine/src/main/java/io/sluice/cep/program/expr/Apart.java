package io.sluice.cep.program.expr;

import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that no row fits both: {@code B.kind = 'b' AND ...} and {@code C.kind = 'c' AND ...}.
 */
public final class Apart {
  private Apart() {}

  /**
   * Whether it is certain.
   *
   * @param a the condition of the variable {@code ofA}; null for any row
   * @param b that of {@code ofB}
   */
  public static boolean are(@Nullable TypedExpr a, int ofA, @Nullable TypedExpr b, int ofB) {
    Map<Integer, Object> first = fixed(a, ofA);
    for (Map.Entry<Integer, Object> then : fixed(b, ofB).entrySet()) {
      Object value = first.get(then.getKey());
      if (value != null
          && value.getClass() == then.getValue().getClass()
          && !value.equals(then.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** The values that columns must have. */
  private static Map<Integer, Object> fixed(@Nullable TypedExpr condition, int variable) {
    var fixed = new HashMap<Integer, Object>();
    if (condition == null) {
      return fixed;
    }
    List<TypedExpr> parts =
        condition instanceof TypedExpr.And and ? and.operands() : List.of(condition);
    for (TypedExpr part : parts) {
      if (part instanceof TypedExpr.Compare compare && compare.op() == Comparison.EQUAL) {
        fix(compare.left(), compare.right(), variable, fixed);
        fix(compare.right(), compare.left(), variable, fixed);
      }
    }
    return fixed;
  }

  private static void fix(
      TypedExpr column, TypedExpr constant, int variable, Map<Integer, Object> fixed) {
    if (!(column instanceof TypedExpr.Navigate e)
        || !(e.operand() instanceof TypedExpr.Column of)
        || !JoinedCondition.isHere(e.target(), variable)
        || !Constants.isConstant(constant)) {
      return;
    }
    try {
      // Of decimals there are several that are equal.
      if (Constants.value(constant) instanceof Object value
          && (value instanceof String
              || value instanceof Integer
              || value instanceof Long
              || value instanceof Boolean)) {
        fixed.put(of.index(), value);
      }
    } catch (ValueException e1) {
      // It is an error of the rows that meet it.
    }
  }
}
