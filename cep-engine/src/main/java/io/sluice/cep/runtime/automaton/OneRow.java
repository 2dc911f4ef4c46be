package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.expr.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees that looks at the current row only. One object for all rows: the row is
 * set before each use.
 */
final class OneRow implements Scope {
  private final List<@Nullable Object> parameters;
  private @Nullable Event row;
  private String variable = "";

  OneRow(List<@Nullable Object> parameters) {
    this.parameters = parameters;
  }

  /**
   * @param label the variable whose condition is asked
   */
  OneRow set(Event next, String label) {
    row = next;
    variable = label;
    return this;
  }

  @Override
  public Event row() {
    if (row == null) {
      throw new IllegalStateException("no row is set");
    }
    return row;
  }

  @Override
  public @Nullable Object parameter(int index) {
    return parameters.get(index);
  }

  @Override
  public Event navigate(Navigation target) {
    return row();
  }

  @Override
  public String classifier(Navigation target) {
    return variable;
  }

  @Override
  public String label() {
    throw moreRows();
  }

  @Override
  public List<Event> rows(RowSet rows, boolean running) {
    throw moreRows();
  }

  @Override
  public @Nullable Object property(MatchProperty property) {
    throw moreRows();
  }

  /** Navigation leads to this row only. */
  @Override
  public Scope at(Event other) {
    return this;
  }

  private static IllegalStateException moreRows() {
    return new IllegalStateException("the condition looks at other rows of the match");
  }
}
