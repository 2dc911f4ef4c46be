package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.place.Place;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What a key has: its runs, by their states, and the starts that have any. */
final class RunsOfKey {
  RunTable[] tables = new RunTable[2];
  int count;

  /** Starts with runs. */
  int attempts;

  /** The newest start that was given up, or NONE; what is no newer is over. */
  int low = Nodes.NONE;

  /** All starts that had runs, the oldest first. */
  private int[] starts = new int[4];

  private int from;
  private int to;

  @Nullable RunTable table(int state) {
    for (int i = 0; i < count; i++) {
      if (tables[i].state == state) {
        return tables[i];
      }
    }
    return null;
  }

  RunTable table(int state, int width) {
    RunTable found = table(state);
    if (found == null) {
      found = new RunTable(state, width);
      if (count == tables.length) {
        tables = Arrays.copyOf(tables, 2 * count);
      }
      tables[count++] = found;
    }
    return found;
  }

  void began(int start) {
    if (to == starts.length) {
      int size = to - from;
      int[] moved = 2 * size > starts.length ? new int[2 * starts.length] : starts;
      System.arraycopy(starts, from, moved, 0, size);
      starts = moved;
      from = 0;
      to = size;
    }
    starts[to++] = start;
  }

  /** Whether neither a bound nor a limit nor a match has ended what begins with {@code start}. */
  boolean isAlive(TakenRows rows, int start) {
    return rows.isAlive(start) && (low == Nodes.NONE || TakenRows.isNewer(start, low));
  }

  /** The oldest start for which {@code living} holds, or NONE. */
  int oldest(RunTable.Living living) {
    while (from < to && !living.isAlive(starts[from])) {
      from++;
    }
    return from < to ? starts[from] : Nodes.NONE;
  }

  /** What began up to {@link #low} is no start any more. */
  void over(IntConsumer sink) {
    while (from < to && !TakenRows.isNewer(starts[from], low)) {
      sink.accept(starts[from++]);
    }
  }

  /**
   * Adds the runs that are open.
   *
   * @param only those of this start, or NONE for all
   */
  void count(TakenRows rows, SetAutomaton automaton, int only, SetCensus sets) {
    for (int i = 0; i < count; i++) {
      List<Place> places = automaton.placesOf(tables[i].state);
      for (int run = 0; run < tables[i].size; run++) {
        int start = tables[i].start(run);
        boolean open = start != Nodes.NONE && isAlive(rows, start) && sets.isOpen(start);
        if (open && (only == Nodes.NONE || start == only)) {
          sets.add(tables[i].set(run), places);
        }
      }
    }
    sets.tell();
  }

  void each(IntConsumer sink) {
    for (int i = from; i < to; i++) {
      sink.accept(starts[i]);
    }
  }
}
