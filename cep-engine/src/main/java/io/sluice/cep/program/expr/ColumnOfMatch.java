package io.sluice.cep.program.expr;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.Navigation;
import org.jspecify.annotations.Nullable;

/** A column of a row of the match; so that others can take it without a scope. */
public record ColumnOfMatch(Navigation target, int index) implements Evaluator {
  @Override
  public @Nullable Object evaluate(Scope scope) {
    Event row = scope.navigate(target);
    return row == null ? null : row.values()[index];
  }
}
