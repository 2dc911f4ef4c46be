package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * What {@link SlidingProduct} keeps of a key. Rows from the oldest one to the boundary are the
 * front, those behind it the back.
 */
final class CountedKey {
  /** Rows by their numbers, with the numbers of their letters. */
  private int[] rows = new int[4];

  private int[] letters = new int[4];
  private int first;
  private int size;

  /** How many of the rows are the front. */
  int front;

  /**
   * For each row of the front the ways from there to the boundary, by {@link #states}; of those
   * before {@link #frontAt} the rows are gone.
   */
  final Tallies fromRows;

  int frontAt;

  /** Where ways stand at the boundary: 0 where they have not begun, else a state + 1. */
  int[] states = {0};

  /** From each of these the ways through the back, by where they stand now; in rows of width. */
  final Tallies throughBack;

  int width = 4;

  CountedKey(Weights weights) {
    fromRows = weights.tallies();
    throughBack = weights.tallies().room(width);
    throughBack.one(0);
  }

  int size() {
    return size;
  }

  int row(int index) {
    return rows[first + index];
  }

  int letter(int index) {
    return letters[first + index];
  }

  void add(int row, int letter) {
    if (first + size == rows.length) {
      int room = 2 * size < rows.length ? rows.length : 2 * rows.length;
      rows = moved(rows, room);
      letters = moved(letters, room);
      first = 0;
    }
    rows[first + size] = row;
    letters[first + size++] = letter;
  }

  private int[] moved(int[] from, int room) {
    int[] to = new int[room];
    System.arraycopy(from, first, to, 0, size);
    return to;
  }

  void removeFirst() {
    first++;
    size--;
  }

  /** Whether a way that has begun stands somewhere. */
  boolean isAlive() {
    for (int place = 1; place < width; place++) {
      if (isSomewhere(place)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a way stands at a place, or one that began before the bound did. */
  boolean isSomewhere(int place) {
    for (int i = 0; place < width && i < states.length; i++) {
      if (throughBack.ways(i * width + place) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Makes room for places up to {@code places}. */
  void widen(int places) {
    if (places <= width) {
      return;
    }
    int wider = Math.max(places, width + width / 2);
    throughBack.room(states.length * wider);
    for (int i = states.length - 1; i >= 0; i--) {
      for (int place = width - 1; place >= 0; place--) {
        throughBack.copy(i * wider + place, throughBack, i * width + place);
      }
      throughBack.clear(i * wider + width, (i + 1) * wider);
    }
    width = wider;
  }

  /** The back is empty: ways stand where they stood at the boundary. */
  void startBack(int[] at) {
    states = at;
    throughBack.room(at.length * width);
    throughBack.clear(0, at.length * width);
    for (int i = 0; i < at.length; i++) {
      throughBack.one(i * width + at[i]);
    }
  }

  /** The front is empty: all ways begin in the back. */
  void forgetFront() {
    states = Arrays.copyOf(states, 1);
    frontAt = 0;
  }
}
