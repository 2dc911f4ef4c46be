package io.sluice.cep.program.expr;

import org.jspecify.annotations.Nullable;

/** A column of the current row; so that others can take it without a scope. */
public record ColumnOfRow(int index) implements Evaluator {
  @Override
  public @Nullable Object evaluate(Scope scope) {
    return scope.row().values()[index];
  }
}
