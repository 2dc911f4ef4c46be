package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * What is to be known of each taken row as a start: where its thread stands, and the best match so
 * far. In the ring of {@link TakenRows}.
 */
final class OffsetStarts {
  private final TakenRows rows;

  /** NONE where no thread is open. */
  private int[] places = new int[64];

  private int[] best = new int[64];

  OffsetStarts(TakenRows rows) {
    this.rows = rows;
    clear();
  }

  /** A row has been taken under this number. */
  void taken(int number) {
    if (rows.size() > places.length) {
      int[] oldPlaces = places;
      int[] oldBest = best;
      room(2 * oldPlaces.length);
      for (int at = rows.first(); at != number; at = TakenRows.after(at)) {
        places[at & places.length - 1] = oldPlaces[at & oldPlaces.length - 1];
        best[at & best.length - 1] = oldBest[at & oldBest.length - 1];
      }
    }
    places[number & places.length - 1] = Nodes.NONE;
    best[number & best.length - 1] = Nodes.NONE;
  }

  private void room(int size) {
    places = new int[size];
    best = new int[size];
    clear();
  }

  boolean isOpen(int start) {
    return rows.isAlive(start) && place(start) != Nodes.NONE;
  }

  boolean hasMatch(int start) {
    return match(start) != Nodes.NONE;
  }

  /** Whether there is something to wait for, or to tell. */
  boolean isHere(int start) {
    return rows.isAlive(start) && (place(start) != Nodes.NONE || hasMatch(start));
  }

  int place(int start) {
    return places[start & places.length - 1];
  }

  void at(int start, int place) {
    places[start & places.length - 1] = place;
  }

  void ends(int start) {
    at(start, Nodes.NONE);
  }

  int match(int start) {
    return best[start & best.length - 1];
  }

  void found(int start, int labels) {
    best[start & best.length - 1] = labels;
  }

  void over(int start) {
    ends(start);
    found(start, Nodes.NONE);
  }

  void clear() {
    Arrays.fill(places, Nodes.NONE);
    Arrays.fill(best, Nodes.NONE);
  }

  /** Room for the rows that are here again, without threads and matches. */
  void restored() {
    int size = 64;
    while (size < rows.size()) {
      size *= 2;
    }
    room(size);
  }
}
