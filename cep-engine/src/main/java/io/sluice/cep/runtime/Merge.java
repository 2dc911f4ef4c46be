package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MergeInput;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * MERGE of one statement: rows of its streams in the order (time, place of the stream, offset),
 * whatever the order of their arrival.
 *
 * <p>A row waits until no stream can give one before it. Of a stream that is done up to t, a row at
 * t may still come: so a row at t of a later stream waits until the streams before it are past t.
 */
final class Merge {
  private final int owner;
  private final List<MergeInput> inputs;
  private final List<StreamState> sources;
  private final Part.Changes changes;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingLong(w -> w.row.time())
              .thenComparingInt(w -> w.input)
              .thenComparingLong(w -> w.row.offset()));
  private long passed = Long.MIN_VALUE;

  private final class Waiting extends Part {
    private final int input;
    private final Event row;
    private boolean released;

    Waiting(int input, Event row) {
      super(
          PartKeys.of(
              PartKeys.MERGED_ROW,
              owner,
              ByteBuffer.allocate(12).putInt(input).putLong(row.offset()).array()));
      this.input = input;
      this.row = row;
    }

    @Override
    protected boolean exists() {
      return !released;
    }

    @Override
    protected void write(PartOutput out) {
      out.number(input).event(row);
    }
  }

  /**
   * @param sources one for each of {@code inputs}
   */
  Merge(int owner, List<MergeInput> inputs, List<StreamState> sources, Part.Changes changes) {
    this.owner = owner;
    this.inputs = inputs;
    this.sources = sources;
    this.changes = changes;
  }

  void take(Event event) {
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).stream().equals(event.stream())) {
        var row = new Waiting(i, merged(inputs.get(i), event));
        waiting.add(row);
        changes.touch(row);
      }
    }
  }

  private static Event merged(MergeInput input, Event event) {
    int last = input.columns().size();
    var values = new @Nullable Object[last + 1];
    for (int i = 0; i < last; i++) {
      int column = input.columns().get(i);
      values[i] = column < 0 ? null : event.values()[column];
    }
    values[last] = input.name();
    return new Event(event.stream(), event.time(), event.offset(), values, event.extra());
  }

  /** The next row in order, or null where one before it may come. */
  @Nullable Event release() {
    Waiting first = waiting.peek();
    if (first == null || mayComeBefore(first)) {
      return null;
    }
    waiting.remove();
    first.released = true;
    changes.touch(first);
    return first.row;
  }

  private boolean mayComeBefore(Waiting row) {
    for (int i = 0; i < sources.size(); i++) {
      long done = sources.get(i).done();
      if (done < row.row.time()
          || (done == row.row.time() && i < row.input && done < Long.MAX_VALUE)) {
        return true;
      }
    }
    return false;
  }

  /** Up to when all its streams are done. */
  long done() {
    return sources.stream().mapToLong(StreamState::done).min().orElse(Long.MAX_VALUE);
  }

  /** Bounds up to here have passed. */
  long passed() {
    return passed;
  }

  void passed(long time) {
    passed = Math.max(passed, time);
  }

  void clear() {
    for (Waiting row : waiting) {
      row.released = true;
      changes.touch(row);
    }
    waiting.clear();
  }

  void restore(PartInput in) {
    var row = new Waiting(in.count(), in.event());
    row.wasStored();
    waiting.add(row);
    passed(done());
  }
}
