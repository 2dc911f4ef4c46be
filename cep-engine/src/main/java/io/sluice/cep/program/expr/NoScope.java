package io.sluice.cep.program.expr;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What constants are evaluated in: there is no row. */
enum NoScope implements Scope {
  INSTANCE;

  @Override
  public Event row() {
    throw noRow();
  }

  @Override
  public @Nullable Object parameter(int index) {
    throw noRow();
  }

  @Override
  public @Nullable Event navigate(Navigation target) {
    throw noRow();
  }

  @Override
  public @Nullable String classifier(Navigation target) {
    throw noRow();
  }

  @Override
  public @Nullable String label() {
    throw noRow();
  }

  @Override
  public List<Event> rows(RowSet rows, boolean running) {
    throw noRow();
  }

  @Override
  public @Nullable Object property(MatchProperty property) {
    throw noRow();
  }

  @Override
  public Scope at(Event row) {
    throw noRow();
  }

  private static IllegalStateException noRow() {
    return new IllegalStateException("a constant looks at a row");
  }
}
