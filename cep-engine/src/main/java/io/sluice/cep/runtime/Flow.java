package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.program.QueryProgram.Destination;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.QueryFailedException;
import io.sluice.cep.task.RowCursor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows and time move through streams and statements.
 *
 * <p>A row enters its stream, waits for the watermark, and is offered to the readers in the order
 * of their deployment; before a row at time t, bounds that end by t pass.
 *
 * <p>A row that feeds another stream waits there for that stream's watermark. This one is not the
 * greatest time seen, since matches are told in another order than that of their times: it is how
 * far all statements that feed the stream are done ({@link RunningQuery#emits}), less the stream's
 * own delay. It is worked out again behind each row and each bound of the stream before it, so a
 * row goes down all streams inside one call, and what a statement emits is never late by itself.
 * Feeds make no circle.
 */
final class Flow implements RunningQuery.Sink {
  private final Map<String, StreamState> streams;
  private EngineTask.Output out = row -> {};

  Flow(Map<String, StreamState> streams) {
    this.streams = streams;
  }

  Flow to(EngineTask.Output output) {
    out = output;
    return this;
  }

  void event(StreamState stream, Event event) {
    switch (stream.take(event)) {
      case PASSES -> {
        pass(stream, event);
        catchUp(stream);
      }
      case WAITS -> advance(stream);
      case LATE -> {
        late(stream, event);
        advance(stream);
      }
    }
  }

  void watermark(StreamState stream, long time) {
    if (!stream.isFed()) {
      stream.raise(time);
      advance(stream);
    }
  }

  void tick(StreamState stream, long now) {
    if (!stream.isFed() && stream.tick(now)) {
      advance(stream);
    }
  }

  void end(StreamState stream) {
    stream.raise(Long.MAX_VALUE);
    advance(stream);
    List<RunningQuery> readers = stream.readers().all();
    for (int i = 0; i < readers.size(); i++) {
      try {
        readers.get(i).end();
      } catch (RuntimeException | StackOverflowError e) {
        stop(readers.get(i), e);
      }
    }
    flow(stream);
  }

  private void advance(StreamState stream) {
    for (Event row = stream.release(); row != null; row = stream.release()) {
      pass(stream, row);
    }
    catchUp(stream);
  }

  /** A row that is in order goes to the readers. */
  private void pass(StreamState stream, Event row) {
    passBounds(stream, row.time());
    goOn(stream, row.time());
    TableRows rows = stream.rows();
    if (rows != null) {
      rows.put(row);
    }
    Readers readers = stream.readers();
    int count = readers.choose(row);
    for (int i = 0; i < count; i++) {
      try {
        readers.row(i, row, stream.done());
      } catch (RuntimeException | StackOverflowError e) {
        stop(readers.chosen(i), e);
      }
    }
    flow(stream);
  }

  /** Time goes on to the watermark, behind the last row. */
  private void catchUp(StreamState stream) {
    passBounds(stream, stream.watermark());
    goOn(stream, stream.watermark());
  }

  private void goOn(StreamState stream, long time) {
    if (stream.done(time)) {
      List<RunningQuery> merging = stream.merging();
      for (int i = 0; i < merging.size(); i++) {
        try {
          merging.get(i).timePassed();
        } catch (RuntimeException | StackOverflowError e) {
          stop(merging.get(i), e);
        }
      }
      flow(stream);
    }
  }

  /** Bounds that end by {@code time}: the earliest first, then in the order of deployment. */
  private void passBounds(StreamState stream, long time) {
    Deadlines deadlines = stream.deadlines();
    while (deadlines.earliest() <= time) {
      Due first = deadlines.first();
      if (first == null) {
        return;
      }
      long due = deadlines.earliest();
      stream.done(due);
      try {
        first.fire(due);
      } catch (RuntimeException | StackOverflowError e) {
        for (RunningQuery query : first.statements()) {
          stop(query, e);
        }
      }
      flow(stream);
    }
  }

  /** Takes rows and time on to the streams that readers of this one feed. */
  private void flow(StreamState stream) {
    List<StreamState> targets = stream.targets(streams);
    for (int i = 0; i < targets.size(); i++) {
      StreamState target = targets.get(i);
      boolean later = target.raise(target.fedUpTo());
      if (later || target.hasReleasable()) {
        advance(target);
      }
    }
  }

  /**
   * An error of our own in one statement is no end of the others: it loses its partial matches and
   * is paused. The same input gives the same error, so a replay stops it at the same row.
   */
  private void stop(RunningQuery query, Throwable error) {
    if (error instanceof QueryFailedException expected) {
      throw expected;
    }
    query.pause();
    out.failed(query.id(), error);
  }

  private void late(StreamState stream, Event event) {
    String to = stream.def().lateTo();
    if (to == null) {
      return;
    }
    StreamState target = streams.get(to);
    long offset = target == null ? 0 : target.nextOffset();
    var environment = new Environment("late " + stream.def().name(), 0, List.of(), Limits.DEFAULT);
    Schema schema = stream.def().schema();
    var origin =
        new OutputRow.Origin(
            OutputRow.Kind.LATE, to, stream.def().name(), 0, schema, new Schema(List.of(), false));
    var source = new OutputRow.Known(RowIds.of(environment, event), new Object[0], List.of(), 0);
    out.row(new OutputRow(origin, event.time(), offset, event.values(), source));
    if (target != null) {
      event(target, new Event(to, event.time(), offset, event.values(), event.extra()));
    }
  }

  // ---- rows of statements ----

  @Override
  public void produced(
      RunningQuery query,
      String stream,
      long offset,
      long time,
      @Nullable Object[] values,
      OutputRow.Source source) {
    StreamState target =
        query.program.destination() instanceof Destination.Stream to
            ? streams.get(to.name())
            : null;
    if (target == null) {
      out.row(new OutputRow(query.origin(), time, 0, values, source));
      return;
    }
    StreamDef def = target.def();
    long own = time;
    if (def.timeColumn() >= 0) {
      if (!(values[def.timeColumn()] instanceof Long its)) {
        query.withoutTime(def, new Event(stream, time, offset, values, Map.of()));
        return;
      }
      own = its;
    }
    long next = target.nextOffset();
    out.row(new OutputRow(query.origin(), own, next, values, source));
    var event = new Event(def.name(), own, next, values, Map.of());
    if (target.take(event) == StreamState.Arrival.LATE) {
      late(target, event);
    }
  }

  @Override
  public void produced(RowCursor rows) {
    out.rows(rows);
  }
}
