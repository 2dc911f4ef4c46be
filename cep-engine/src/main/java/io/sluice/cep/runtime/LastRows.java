package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.MatchProgram.OutputColumn;
import io.sluice.cep.program.expr.Scope;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchRows;
import io.sluice.cep.task.OutputRow;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** ONE ROW PER LAST ROW: what is told of all matches that end at one row. */
final class LastRows {
  private final MatchProgram program;
  private final Environment environment;
  private final MatchRows.Failure failure;
  private final MatchStage.Sink sink;

  LastRows(
      MatchProgram program,
      Environment environment,
      MatchRows.Failure failure,
      MatchStage.Sink sink) {
    this.program = program;
    this.environment = environment;
    this.failure = failure;
    this.sink = sink;
  }

  /**
   * @param totals the aggregates by their numbers; may throw {@link ValueException}
   */
  void tell(@Nullable Object[] key, Event last, IntFunction<@Nullable Object> totals) {
    var scope = new OfRow(environment, last, totals);
    var values = new @Nullable Object[program.columns().size()];
    for (int i = 0; i < values.length; i++) {
      switch (program.columns().get(i)) {
        case OutputColumn.Key of -> values[i] = key[of.index()];
        case OutputColumn.Measured of -> {
          MatchProgram.Measure measure = program.measures().get(of.index());
          try {
            values[i] = measure.evaluator().evaluate(scope);
          } catch (ValueException e) {
            failure.failed(measure.where(), e, last);
            return;
          }
        }
        case OutputColumn.Input of -> values[i] = last.values()[of.index()];
      }
    }
    var source = new Source(environment, program, key, last);
    sink.row(last.stream(), last.offset(), last.time(), values, source);
  }

  /** The row, and aggregates over all matches that end at it. */
  private record OfRow(Environment environment, Event row, IntFunction<@Nullable Object> totals)
      implements Scope {
    @Override
    public @Nullable Object parameter(int index) {
      return environment.parameters().get(index);
    }

    /** Analysis lets nothing through but the last row. */
    @Override
    public Event navigate(Navigation target) {
      return row;
    }

    @Override
    public @Nullable Object total(int number) {
      return totals.apply(number);
    }

    @Override
    public @Nullable Object property(MatchProperty property) {
      return switch (property) {
        case ROWTIME, END -> (Long) row.time();
        case PATTERN_VERSION -> environment.version();
        case NUMBER, START, STATUS, ID -> throw ofOneMatch();
      };
    }

    @Override
    public Scope at(Event other) {
      return this;
    }

    @Override
    public String classifier(Navigation target) {
      throw ofOneMatch();
    }

    @Override
    public String label() {
      throw ofOneMatch();
    }

    @Override
    public List<Event> rows(RowSet rows, boolean running) {
      throw ofOneMatch();
    }

    private static IllegalStateException ofOneMatch() {
      return new IllegalStateException("a measure asks for what is one match's own");
    }
  }

  private record Source(
      Environment environment, MatchProgram program, @Nullable Object[] key, Event last)
      implements OutputRow.Source {
    @Override
    public String id() {
      return RowIds.ofLastRow(environment, key, last);
    }

    @Override
    public List<OutputRow.Matched> matched() {
      return List.of(new OutputRow.Matched("", last, program.input()));
    }

    @Override
    public int matchedTotal() {
      return 1;
    }
  }
}
