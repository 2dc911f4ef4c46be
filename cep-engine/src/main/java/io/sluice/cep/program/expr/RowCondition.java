package io.sluice.cep.program.expr;

import org.jspecify.annotations.Nullable;

/** A condition for which there is a {@link RowTest} too; both say the same. */
public record RowCondition(Evaluator whole, RowTest test) implements Evaluator {
  @Override
  public @Nullable Object evaluate(Scope scope) {
    return whole.evaluate(scope);
  }
}
