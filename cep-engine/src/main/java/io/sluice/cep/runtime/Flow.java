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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
final class Flow {
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
    enter(stream, event);
    advance(stream);
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
    for (RunningQuery reader : List.copyOf(stream.readers())) {
      try {
        reader.end();
      } catch (RuntimeException | StackOverflowError e) {
        stop(reader, e);
      }
    }
    flow(stream);
  }

  private void enter(StreamState stream, Event event) {
    if (!stream.take(event) && stream.def().lateTo() != null) {
      late(stream, event, stream.def().lateTo());
    }
  }

  private void advance(StreamState stream) {
    for (Event row = stream.release(); row != null; row = stream.release()) {
      passBounds(stream, row.time());
      goOn(stream, row.time());
      for (RunningQuery reader : List.copyOf(stream.readers())) {
        try {
          reader.row(row, stream.done());
        } catch (RuntimeException | StackOverflowError e) {
          stop(reader, e);
        }
      }
      flow(stream);
    }
    passBounds(stream, stream.watermark());
    goOn(stream, stream.watermark());
  }

  private void goOn(StreamState stream, long time) {
    if (stream.done(time)) {
      for (RunningQuery reader : List.copyOf(stream.readers())) {
        try {
          reader.timePassed();
        } catch (RuntimeException | StackOverflowError e) {
          stop(reader, e);
        }
      }
      flow(stream);
    }
  }

  /** Bounds that end by {@code time}: the earliest first, then in the order of deployment. */
  private void passBounds(StreamState stream, long time) {
    while (true) {
      RunningQuery first = null;
      long earliest = Long.MAX_VALUE;
      for (RunningQuery reader : stream.readers()) {
        long deadline = reader.deadline();
        if (deadline < earliest) {
          earliest = deadline;
          first = reader;
        }
      }
      if (first == null || earliest > time) {
        return;
      }
      stream.done(earliest);
      try {
        first.fire(earliest);
      } catch (RuntimeException | StackOverflowError e) {
        stop(first, e);
      }
      flow(stream);
    }
  }

  /** Takes rows and time on to the streams that readers of this one feed. */
  private void flow(StreamState stream) {
    for (StreamState target : targets(stream)) {
      boolean later = target.raise(target.fedUpTo());
      if (later || target.hasReleasable()) {
        advance(target);
      }
    }
  }

  private Set<StreamState> targets(StreamState stream) {
    Set<StreamState> targets = Set.of();
    for (RunningQuery reader : stream.readers()) {
      if (reader.program.destination() instanceof Destination.Stream to) {
        if (targets.isEmpty()) {
          targets = new LinkedHashSet<>();
        }
        targets.add(streams.get(to.name()));
      }
    }
    return targets;
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

  private void late(StreamState stream, Event event, String to) {
    StreamState target = streams.get(to);
    long offset = target == null ? 0 : target.nextOffset();
    var moved = new Event(to, event.time(), offset, event.values(), event.extra());
    var environment = new Environment("late " + stream.def().name(), 0, List.of(), Limits.DEFAULT);
    out.row(
        new OutputRow(
            OutputRow.Kind.LATE,
            to,
            stream.def().name(),
            0,
            RowIds.of(environment, event),
            event.time(),
            offset,
            stream.def().schema(),
            event.values(),
            new Schema(List.of(), false),
            new Object[0],
            List.of(),
            0));
    if (target != null) {
      enter(target, moved);
      advance(target);
    }
  }

  // ---- rows of statements ----

  void produced(RunningQuery query, Produced produced) {
    switch (query.program.destination()) {
      case Destination.Alerts() ->
          out.row(row(OutputRow.Kind.ALERT, query.program.name(), query, produced, 0));
      case Destination.Result() ->
          out.row(row(OutputRow.Kind.RESULT, query.program.name(), query, produced, 0));
      case Destination.Stream to -> {
        StreamState target = streams.get(to.name());
        if (target != null) {
          feed(query, produced, target);
        }
      }
    }
  }

  private void feed(RunningQuery query, Produced produced, StreamState target) {
    StreamDef def = target.def();
    long time = produced.row().time();
    if (def.timeColumn() >= 0) {
      if (!(produced.row().values()[def.timeColumn()] instanceof Long own)) {
        query.withoutTime(def, produced.row());
        return;
      }
      time = own;
    }
    long offset = target.nextOffset();
    Event event = new Event(def.name(), time, offset, produced.row().values(), Map.of());
    out.row(row(OutputRow.Kind.STREAM, def.name(), query, produced.with(event), offset));
    enter(target, event);
  }

  private static OutputRow row(
      OutputRow.Kind kind, String to, RunningQuery query, Produced produced, long offset) {
    return new OutputRow(
        kind,
        to,
        query.id(),
        query.deployed.version(),
        produced.id(),
        produced.row().time(),
        offset,
        query.program.output(),
        produced.row().values(),
        produced.keySchema(),
        produced.key(),
        produced.matched(),
        produced.matchedTotal());
  }
}
