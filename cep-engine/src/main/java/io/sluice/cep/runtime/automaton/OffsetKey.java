package io.sluice.cep.runtime.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What a key has: its starts, and where they stand. */
final class OffsetKey {
  /** By the order of places. */
  final @Nullable OffsetTable[] tables;

  /** Starts with a thread, and those that are decided and not told yet. */
  int attempts;

  /** All of them, the oldest first, and others that are over. */
  private int[] starts = new int[1];

  private int from;
  private int to;

  /** What its rows have added to sums. */
  final OffsetSizes sizes;

  private int[] ended = {};
  int decided;

  // ---- until all is restored ----

  /** A table; for each start its row, its labels, and the end of the chain when it came. */
  record Stored(int place, int head, List<int[]> runs) {
    /** In place of a place: starts with the matches that they have found. */
    static final int MATCHES = -1;

    Stored(int place, int head) {
      this(place, head, new ArrayList<>());
    }

    void add(int start, int set, int entry) {
      runs.add(new int[] {start, set, entry});
    }
  }

  void store(Stored more) {
    List<Stored> all = stored == null ? new ArrayList<>() : stored;
    all.add(more);
    stored = all;
  }

  /** Null where nothing is to be restored. */
  @Nullable List<Stored> stored;

  OffsetKey(int places, int sums) {
    this.tables = new @Nullable OffsetTable[places];
    this.sizes = new OffsetSizes(sums);
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

  /** The oldest one that is not over, or NONE. */
  int oldest(OffsetStarts marks) {
    while (from < to && !marks.isHere(starts[from])) {
      from++;
    }
    return from < to ? starts[from] : Nodes.NONE;
  }

  /** The one behind {@code start}, or NONE. */
  int after(int start) {
    int at = find(start) + 1;
    return at < to ? starts[at] : Nodes.NONE;
  }

  private int find(int start) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = low + high >>> 1;
      if (TakenRows.isNewer(start, starts[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What began up to the row {@code end} is over. */
  void over(int end, OffsetStarts marks) {
    while (from < to && !TakenRows.isNewer(starts[from], end)) {
      attempts -= marks.isHere(starts[from]) ? 1 : 0;
      marks.over(starts[from++]);
    }
  }

  void each(IntConsumer sink) {
    for (int i = from; i < to; i++) {
      sink.accept(starts[i]);
    }
  }

  // ---- decided by the last row or bound ----

  void decided(int start) {
    if (decided == ended.length) {
      ended = Arrays.copyOf(ended, 2 * decided + 1);
    }
    ended[decided++] = start;
  }

  int decidedAt(int index) {
    return ended[index];
  }

  void sortDecided(int firstRow) {
    for (int i = 0; i < decided; i++) {
      ended[i] = TakenRows.distance(firstRow, ended[i]);
    }
    Arrays.sort(ended, 0, decided);
    for (int i = 0; i < decided; i++) {
      ended[i] = firstRow + ended[i] & TakenRows.MASK;
    }
  }

  /** Those that have no match to tell are over. */
  void forgetDecided(OffsetStarts marks) {
    for (int i = 0; i < decided; i++) {
      attempts -= marks.hasMatch(ended[i]) ? 0 : 1;
    }
    decided = 0;
  }
}
