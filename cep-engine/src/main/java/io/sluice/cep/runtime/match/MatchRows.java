package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.MatchProgram.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output rows of a match: measures evaluated, one row or all rows. */
public final class MatchRows {
  private final MatchProgram program;
  private final Environment environment;
  private final Failure failure;

  /** Told of a value that a measure can not take; then that row is left out. */
  @FunctionalInterface
  public interface Failure {
    void failed(String where, ValueException error, Event row);
  }

  /** Names a match for MATCH_ID(). */
  @FunctionalInterface
  public interface Naming {
    String id(Match match, int ordinal);
  }

  /**
   * @param ordinal among the rows of the match
   */
  public record MatchRow(int ordinal, @Nullable Object[] values, long time) {}

  public MatchRows(MatchProgram program, Environment environment, Failure failure) {
    this.program = program;
    this.environment = environment;
    this.failure = failure;
  }

  public List<MatchRow> of(Match match, Naming naming) {
    Labels whole = match.labels();
    var rows = new ArrayList<MatchRow>();
    if (match.kind() == Match.Kind.UNMATCHED) {
      var none = new @Nullable Object[program.measures().size()];
      rows.add(new MatchRow(0, values(match, match.start().event(), none), match.time()));
      return rows;
    }
    String id = naming.id(match, 0);
    if (program.rows() == MatchProgram.Rows.ONE) {
      add(rows, match, whole, 0, match.time(), id);
    } else if (whole == null) {
      if (program.rows() != MatchProgram.Rows.ALL_OMIT_EMPTY) {
        add(rows, match, null, 0, match.time(), id);
      }
    } else {
      for (Labels entry : whole.inOrder()) {
        if (!entry.excluded()) {
          add(rows, match, entry, rows.size(), entry.row().time(), id);
        }
      }
    }
    return rows;
  }

  private void add(
      List<MatchRow> rows, Match match, @Nullable Labels upTo, int ordinal, long time, String id) {
    Event row = upTo == null ? match.start().event() : upTo.row().event();
    var scope =
        new MatchScope(
            program,
            environment,
            match.partition(),
            upTo,
            match.labels(),
            row,
            match.kind(),
            match.number(),
            match.time(),
            id);
    var measured = new @Nullable Object[program.measures().size()];
    for (int i = 0; i < measured.length; i++) {
      MatchProgram.Measure measure = program.measures().get(i);
      try {
        measured[i] = measure.evaluator().evaluate(scope);
      } catch (ValueException e) {
        failure.failed(measure.where(), e, row);
        return;
      }
    }
    rows.add(new MatchRow(ordinal, values(match, row, measured), time));
  }

  private @Nullable Object[] values(Match match, Event row, @Nullable Object[] measured) {
    var values = new @Nullable Object[program.columns().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (program.columns().get(i)) {
            case OutputColumn.Key key -> match.partition().key().get(key.index());
            case OutputColumn.Measured m -> measured[m.index()];
            case OutputColumn.Input input -> row.values()[input.index()];
          };
    }
    return values;
  }

  /** The row as an event, for the steps behind the match. */
  public static Event event(Match match, MatchRow row) {
    Event start = match.start().event();
    return new Event(start.stream(), row.time(), start.offset(), row.values(), Map.of());
  }
}
