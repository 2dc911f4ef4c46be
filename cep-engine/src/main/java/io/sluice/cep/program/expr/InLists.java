package io.sluice.cep.program.expr;

import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.plan.TypedExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code x IN (...)}: TRUE where one is equal, else UNKNOWN where one comparison is, else FALSE.
 */
final class InLists {
  private InLists() {}

  static Evaluator of(TypedExpr.InList expr) {
    Evaluator value = ExpressionCompiler.compile(expr.value());
    List<Evaluator> list = ExpressionCompiler.compile(expr.list());
    boolean flat = list.stream().allMatch(InLists::isFlatConstant);
    return flat ? constants(value, list) : compared(value, list);
  }

  /** Arrays and maps may hold nulls, which no set of keys compares as SQL does. */
  private static boolean isFlatConstant(Evaluator evaluator) {
    return evaluator instanceof ExpressionCompiler.Constant c
        && !(c.value() instanceof List)
        && !(c.value() instanceof Map);
  }

  private static Evaluator constants(Evaluator value, List<Evaluator> list) {
    Set<@Nullable Object> keys = new HashSet<>();
    for (Evaluator each : list) {
      keys.add(ValueOrder.key(((ExpressionCompiler.Constant) each).value()));
    }
    boolean hasNull = keys.remove(null);
    return scope -> {
      Object v = value.evaluate(scope);
      if (v == null) {
        return null;
      }
      boolean found = keys.contains(ValueOrder.key(v)) && !(v instanceof Double d && d.isNaN());
      return found ? Boolean.TRUE : hasNull ? null : Boolean.FALSE;
    };
  }

  private static Evaluator compared(Evaluator value, List<Evaluator> list) {
    return scope -> {
      Object v = value.evaluate(scope);
      Boolean result = false;
      for (Evaluator each : list) {
        Boolean same = Comparisons.equal(v, each.evaluate(scope));
        if (same == null) {
          result = null;
        } else if (same) {
          return true;
        }
      }
      return result;
    };
  }
}
