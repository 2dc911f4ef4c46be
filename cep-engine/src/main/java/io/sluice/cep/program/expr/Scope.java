package io.sluice.cep.program.expr;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression sees while it is evaluated: a row, the parameters, and inside MATCH_RECOGNIZE
 * the match so far. The runtime implements it; outside a match the navigation methods are never
 * called.
 */
public interface Scope {
  /** The current row: {@link Event#values} for columns, {@link Event#extra} for open fields. */
  Event row();

  @Nullable Object parameter(int index);

  /** The row that {@code target} leads to, or null. */
  @Nullable Event navigate(Navigation target);

  /** Name of the variable of the row that {@code target} leads to, or null. */
  @Nullable String classifier(Navigation target);

  /**
   * Name of the variable that the current row ({@link #row}) is labelled with, or null; follows
   * {@link #at}, unlike navigation.
   */
  @Nullable String label();

  /**
   * Rows of the match that are labelled with a member of {@code rows}, in order; up to the current
   * row if {@code running}.
   */
  List<Event> rows(RowSet rows, boolean running);

  /**
   * What {@code fold} makes of those rows, in order. A scope may go on from what it kept of earlier
   * rows of the match.
   */
  default <S> S fold(RowSet rows, boolean running, Fold<S> fold) {
    S state = fold.start();
    for (Event row : rows(rows, running)) {
      fold.add(state, at(row));
    }
    return state;
  }

  /** ONE ROW PER LAST ROW: the aggregate of this number over all matches that end at the row. */
  default @Nullable Object total(int number) {
    throw new IllegalStateException("this is no row of all matches");
  }

  @Nullable Object property(MatchProperty property);

  /**
   * A scope that differs in {@link #row} and {@link #label} only: navigation, classifier and rows
   * stay those of the match at the place where it is evaluated.
   */
  Scope at(Event row);
}
