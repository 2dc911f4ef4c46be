package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * WITH UNMATCHED ROWS, where a match takes its rows away from later starts: rows of a key wait
 * behind the first one of its open attempt until it is decided that no match takes them, and are
 * told in their order.
 */
final class UnmatchedRows {
  private final KeyTable keys;
  private final Core.Sink sink;

  /** Of keys with an open attempt. */
  private final Map<Integer, ArrayDeque<Waiting>> waiting = new HashMap<>();

  private UnmatchedRows(KeyTable keys, Core.Sink sink) {
    this.keys = keys;
    this.sink = sink;
  }

  /** Null where nobody asks for them. */
  static @Nullable UnmatchedRows of(MatchProgram program, KeyTable keys, Core.Sink sink) {
    return program.rows() == MatchProgram.Rows.ALL_WITH_UNMATCHED
        ? new UnmatchedRows(keys, sink)
        : null;
  }

  private record Row(Event start, @Nullable Object[] key) implements Found {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public Event row(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int variable(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public Match.Kind kind() {
      return Match.Kind.UNMATCHED;
    }

    @Override
    public long time() {
      return start.time();
    }
  }

  private static final class Waiting {
    final Event row;
    boolean taken;

    Waiting(Event row, boolean taken) {
      this.row = row;
      this.taken = taken;
    }
  }

  /** The next row of a key. */
  void seen(int key, Event row) {
    add(key, row, false);
  }

  private void add(int key, Event row, boolean taken) {
    waiting.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(new Waiting(row, taken));
  }

  /**
   * Tells what stands before a row and is in no match.
   *
   * @param end the first row of an attempt; null: all are decided
   */
  void tell(int key, @Nullable Event end) {
    ArrayDeque<Waiting> rows = waiting.get(key);
    while (rows != null && !rows.isEmpty() && !isSame(rows.getFirst().row, end)) {
      Waiting first = rows.removeFirst();
      if (!first.taken) {
        sink.found(new Row(first.row, keys.values(key)));
      }
    }
    if (rows != null && rows.isEmpty()) {
      waiting.remove(key);
    }
  }

  /** A match takes its rows; an empty one shows its first row. */
  void taken(int key, Found match) {
    if (match.size() == 0) {
      taken(key, match.start());
    }
    for (int i = 0; i < match.size(); i++) {
      taken(key, match.row(i));
    }
  }

  private void taken(int key, Event row) {
    ArrayDeque<Waiting> rows = waiting.get(key);
    if (rows != null) {
      for (Waiting each : rows) {
        if (isSame(each.row, row)) {
          each.taken = true;
          return;
        }
      }
    }
  }

  /** What is restored is another object. */
  private static boolean isSame(Event a, @Nullable Event b) {
    return b != null && a.offset() == b.offset() && a.stream().equals(b.stream());
  }

  void clear() {
    waiting.clear();
  }

  // ---- state ----

  void write(int key, PartOutput out) {
    ArrayDeque<Waiting> rows = waiting.get(key);
    out.number(rows == null ? 0 : rows.size());
    if (rows != null) {
      for (Waiting each : rows) {
        out.event(each.row).flag(each.taken);
      }
    }
  }

  void read(int key, PartInput in) {
    for (int n = in.count(); n > 0; n--) {
      Event row = in.event();
      add(key, row, in.flag());
    }
  }
}
