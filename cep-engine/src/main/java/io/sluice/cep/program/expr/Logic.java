package io.sluice.cep.program.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three-valued AND, OR, NOT and IS. Null is UNKNOWN. Operands are looked at from left to right and
 * only as long as they can change the result, so {@code n <> 0 AND 1 / n > x} never divides by
 * zero.
 */
final class Logic {
  private Logic() {}

  static Evaluator and(List<Evaluator> operands) {
    Evaluator[] each = operands.toArray(Evaluator[]::new);
    return scope -> {
      Boolean result = true;
      for (Evaluator operand : each) {
        Object value = operand.evaluate(scope);
        if (value == null) {
          result = null;
        } else if (!(Boolean) value) {
          return false;
        }
      }
      return result;
    };
  }

  static Evaluator or(List<Evaluator> operands) {
    Evaluator[] each = operands.toArray(Evaluator[]::new);
    return scope -> {
      Boolean result = false;
      for (Evaluator operand : each) {
        Object value = operand.evaluate(scope);
        if (value == null) {
          result = null;
        } else if ((Boolean) value) {
          return true;
        }
      }
      return result;
    };
  }

  static Evaluator not(Evaluator operand) {
    return scope -> {
      Object value = operand.evaluate(scope);
      return value == null ? null : !(Boolean) value;
    };
  }

  static Evaluator isTruth(Evaluator operand, @Nullable Boolean truth) {
    if (truth == null) {
      return scope -> operand.evaluate(scope) == null;
    }
    return scope -> truth.equals(operand.evaluate(scope));
  }
}
