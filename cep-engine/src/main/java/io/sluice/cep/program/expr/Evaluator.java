package io.sluice.cep.program.expr;

import org.jspecify.annotations.Nullable;

/** A compiled expression. Stateless; everything it reads comes from the scope. */
@FunctionalInterface
public interface Evaluator {
  /** The value, of the class that the expression's type names; null for NULL and UNKNOWN. */
  @Nullable Object evaluate(Scope scope);

  /** Whether a condition holds: UNKNOWN does not. */
  default boolean holds(Scope scope) {
    return Boolean.TRUE.equals(evaluate(scope));
  }
}
