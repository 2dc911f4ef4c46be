package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.program.QueryProgram.Step;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.QueryFailedException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does to single rows before and behind its matching: filters, columns, limits.
 */
final class Steps {
  private final QueryProgram program;
  private final Environment environment;
  private final MatchCounters counters;

  /** Rows that each limit has let through. */
  private final long[] passed;

  Steps(QueryProgram program, Environment environment, MatchCounters counters) {
    this.program = program;
    this.environment = environment;
    this.counters = counters;
    this.passed = new long[program.before().size() + program.after().size()];
  }

  /** The row as it is matched, or null where a step keeps it. */
  @Nullable Event before(Event row) {
    return through(row, program.before(), 0);
  }

  /** The row as it is told, or null where a step keeps it. */
  @Nullable Event behind(Event row) {
    return through(row, program.after(), program.before().size());
  }

  private @Nullable Event through(Event row, List<Step> steps, int firstLimit) {
    Event at = row;
    for (int i = 0; i < steps.size(); i++) {
      Event next = step(at, steps.get(i), firstLimit + i);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private @Nullable Event step(Event row, Step step, int limit) {
    return switch (step) {
      case Step.Filter filter -> {
        try {
          yield filter.condition().holds(new RowScope(row, environment)) ? row : null;
        } catch (ValueException e) {
          yield fail(filter.where(), e, row);
        }
      }
      case Step.Project project -> {
        var values = new @Nullable Object[project.columns().size()];
        var scope = new RowScope(row, environment);
        for (int i = 0; i < values.length; i++) {
          try {
            values[i] = project.columns().get(i).evaluator().evaluate(scope);
          } catch (ValueException e) {
            yield fail(project.columns().get(i).where(), e, row);
          }
        }
        yield new Event(row.stream(), row.time(), row.offset(), values, Map.of());
      }
      case Step.Limit rows -> passed[limit]++ < rows.rows() ? row : null;
    };
  }

  /** A standing statement leaves the row out and counts it; a bounded query ends. */
  @Nullable Event fail(String where, ValueException error, Event row) {
    counters.errors++;
    if (program.bounded()) {
      throw QueryFailedException.at(where, error.getMessage(), row);
    }
    counters.problem(() -> QueryFailedException.at(where, error.getMessage(), row).getMessage());
    return null;
  }

  /** A row that has no place in the stream that it should feed. */
  void withoutTime(StreamDef target, Event row) {
    counters.errors++;
    counters.problem(
        () ->
            "INSERT INTO %s: the time column '%s' is NULL; the row was left out, at %s"
                .formatted(
                    target.name(),
                    target.schema().column(target.timeColumn()).name(),
                    QueryFailedException.place(row)));
  }

  void write(PartOutput out) {
    out.number(passed.length);
    for (long rows : passed) {
      out.number(rows);
    }
  }

  void restore(PartInput in) {
    for (int i = 0, n = in.count(); i < n; i++) {
      passed[i] = in.number();
    }
  }
}
