package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.ColumnOfMatch;
import io.sluice.cep.runtime.automaton.Found;
import org.jspecify.annotations.Nullable;

/**
 * One row of a match where each column is a key or a column of one of its rows ({@code A.x}, {@code
 * FIRST(A.x)}): taken from where it stands.
 */
final class PlainRow {
  private static final int KEY = -1;
  private static final int NOWHERE = -2;

  private final int columns;

  /** The variables' bits, or KEY; whether from the first row on; how many to pass; the column. */
  private final long[] variables;

  private final boolean[] fromFirst;
  private final int[] pass;
  private final int[] from;

  /** Where the row of a column stands in matches with the present labels. */
  private final int[] places;

  private int @Nullable [] known;

  private PlainRow(int columns) {
    this.columns = columns;
    this.variables = new long[columns];
    this.fromFirst = new boolean[columns];
    this.pass = new int[columns];
    this.from = new int[columns];
    this.places = new int[columns];
  }

  /** Null where a column is more than that. */
  static @Nullable PlainRow of(MatchProgram program) {
    if (program.rows() != MatchProgram.Rows.ONE || program.variables().size() > 63) {
      return null;
    }
    var row = new PlainRow(program.columns().size());
    for (int i = 0; i < row.columns; i++) {
      switch (program.columns().get(i)) {
        case MatchProgram.OutputColumn.Key key -> {
          row.variables[i] = KEY;
          row.from[i] = key.index();
        }
        case MatchProgram.OutputColumn.Measured m -> {
          if (!(program.measures().get(m.index()).evaluator() instanceof ColumnOfMatch column)
              || column.target().physicalOffset() != 0) {
            return null;
          }
          row.set(i, column.target(), column.index());
        }
        case MatchProgram.OutputColumn.Input _ -> {
          return null;
        }
      }
    }
    return row;
  }

  private void set(int i, Navigation target, int column) {
    long bits = 0;
    for (int variable : target.rows().variables()) {
      bits |= 1L << variable;
    }
    variables[i] = target.rows().isAll() ? Long.MAX_VALUE : bits;
    fromFirst[i] = target.fromFirst();
    pass[i] = target.logicalOffset();
    from[i] = column;
  }

  /**
   * Rows that come have these variables.
   *
   * @param labels the same array as long as they are the same
   */
  void labels(int[] labels) {
    if (labels == known) {
      return;
    }
    known = labels;
    for (int column = 0; column < columns; column++) {
      places[column] = variables[column] == KEY ? KEY : place(labels, column);
    }
  }

  private int place(int[] labels, int column) {
    int left = pass[column];
    for (int n = 0; n < labels.length; n++) {
      int at = fromFirst[column] ? n : labels.length - 1 - n;
      if ((variables[column] >>> labels[at] & 1) != 0 && left-- == 0) {
        return at;
      }
    }
    return NOWHERE;
  }

  @Nullable Object value(Found match, int column) {
    int place = places[column];
    if (place >= 0) {
      return match.row(place).values()[from[column]];
    }
    return place == KEY ? match.key()[from[column]] : null;
  }

  @Nullable Object[] values(Event[] rows, @Nullable Object[] key) {
    var values = new @Nullable Object[columns];
    for (int i = 0; i < columns; i++) {
      int place = places[i];
      if (place >= 0) {
        values[i] = rows[place].values()[from[i]];
      } else if (place == KEY) {
        values[i] = key[from[i]];
      }
    }
    return values;
  }
}
