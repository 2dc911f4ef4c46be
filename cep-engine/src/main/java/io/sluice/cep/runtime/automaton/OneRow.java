package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.expr.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees that looks at the current row, and at those before it, only. One object
 * for all rows: the row is set before each use.
 */
final class OneRow implements Scope {
  private final List<@Nullable Object> parameters;
  private @Nullable Event row;
  private String variable = "";
  private @Nullable Past past;
  private int key;

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

  /** Where the rows before it stand. */
  void before(@Nullable Past rows, int of) {
    past = rows;
    key = of;
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
  public @Nullable Event navigate(Navigation target) {
    int back = -target.physicalOffset();
    return back == 0 ? row() : past == null ? null : past.row(key, back);
  }

  @Override
  public @Nullable String classifier(Navigation target) {
    return target.physicalOffset() == 0 ? variable : null;
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

  @Override
  @SuppressWarnings("ReferenceEquality") // a row is itself, whatever its values
  public Scope at(Event other) {
    return other == row ? this : new Elsewhere(this, other);
  }

  /** One of the rows before it. */
  private record Elsewhere(OneRow here, Event row) implements Scope {
    @Override
    public @Nullable Object parameter(int index) {
      return here.parameter(index);
    }

    @Override
    public @Nullable Event navigate(Navigation target) {
      return here.navigate(target);
    }

    @Override
    public @Nullable String classifier(Navigation target) {
      return here.classifier(target);
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

    @Override
    public Scope at(Event other) {
      return here.at(other);
    }
  }

  private static IllegalStateException moreRows() {
    return new IllegalStateException("the condition looks at other rows of the match");
  }
}
