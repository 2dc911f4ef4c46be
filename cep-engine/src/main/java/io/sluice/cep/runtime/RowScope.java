package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.expr.Scope;
import io.sluice.cep.runtime.match.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row outside of MATCH_RECOGNIZE. */
record RowScope(Event row, Environment environment) implements Scope {
  @Override
  public @Nullable Object parameter(int index) {
    return environment.parameters().get(index);
  }

  @Override
  public Scope at(Event other) {
    return new RowScope(other, environment);
  }

  @Override
  public @Nullable Event navigate(Navigation target) {
    throw noMatch();
  }

  @Override
  public @Nullable String classifier(Navigation target) {
    throw noMatch();
  }

  @Override
  public @Nullable String label() {
    throw noMatch();
  }

  @Override
  public List<Event> rows(RowSet rows, boolean running) {
    throw noMatch();
  }

  @Override
  public @Nullable Object property(MatchProperty property) {
    throw noMatch();
  }

  private static IllegalStateException noMatch() {
    return new IllegalStateException("there is no match outside of MATCH_RECOGNIZE");
  }
}
