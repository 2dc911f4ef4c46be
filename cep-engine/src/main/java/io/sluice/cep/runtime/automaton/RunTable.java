package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * The runs of a key that stand in one state: a start, a set of labellings that have the same
 * registers, and those registers. Runs are looked up by what the state's condition compares: in
 * chains by hash, or by a tree of least numbers, so that a row meets those only that it may fit.
 * Runs that are over leave holes, which go when they are most.
 */
final class RunTable {
  static final int START = 0;
  static final int SET = 1;
  static final int REGISTERS = 2;

  final int state;
  private final int width;

  /** By width: what a run is. */
  int[] runs;

  int size;

  private int holes;
  private int after = 16;

  // ---- by number ----

  private final Minima numbers = new Minima();

  // ---- by hash ----

  private int[] heads = {};
  private int[] next = {};
  private long[] hashes = {};

  // ---- by start and registers ----

  private int[] slots = {};

  RunTable(int state, int width) {
    this.state = state;
    this.width = width;
    this.runs = new int[4 * width];
  }

  int live() {
    return size - holes;
  }

  int start(int run) {
    return runs[run * width + START];
  }

  int set(int run) {
    return runs[run * width + SET];
  }

  void set(int run, int set) {
    runs[run * width + SET] = set;
  }

  /** Where its registers stand in {@link #runs}. */
  int registers(int run) {
    return run * width + REGISTERS;
  }

  /** A run whose registers the caller writes; its number. */
  int add(int start, int set) {
    if ((size + 1) * width > runs.length) {
      runs = Arrays.copyOf(runs, 2 * runs.length);
    }
    int run = size++;
    runs[run * width + START] = start;
    runs[run * width + SET] = set;
    return run;
  }

  void remove(int run) {
    runs[run * width + START] = Nodes.NONE;
    numbers.remove(run);
    holes++;
  }

  // ---- by number ----

  /** NaN is never found. */
  void number(int run, double number) {
    numbers.add(run, number);
  }

  /** The next run from {@code from} on whose number is not greater, or -1. */
  int next(int from, double number) {
    return numbers.next(from, number);
  }

  // ---- by hash ----

  void hash(int run, long hash) {
    if (run >= next.length) {
      next = Arrays.copyOf(next, Math.max(16, 2 * run));
      hashes = Arrays.copyOf(hashes, next.length);
    }
    hashes[run] = hash;
    if (run >= heads.length / 2) {
      heads = new int[powerOfTwo(Math.max(32, 4 * run))];
      for (int other = 0; other < run; other++) {
        chain(other);
      }
    }
    chain(run);
  }

  private void chain(int run) {
    if (hashes[run] != Guards.NEVER) {
      int head = head((int) hashes[run]);
      next[run] = heads[head];
      heads[head] = run + 1;
    }
  }

  private int head(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & heads.length - 1;
  }

  /** The newest run of this hash, or -1. */
  int first(int hash) {
    return heads.length == 0 ? -1 : ofHash(heads[head(hash)] - 1, hash);
  }

  int after(int run, int hash) {
    return ofHash(next[run] - 1, hash);
  }

  private int ofHash(int from, int hash) {
    int run = from;
    while (run >= 0 && (hashes[run] != hash || start(run) == Nodes.NONE)) {
      run = next[run] - 1;
    }
    return run;
  }

  // ---- by start and registers ----

  /**
   * A run with the start and the registers of {@code run}, which is the last one; or -1, and then
   * {@code run} is found from now on.
   */
  int twin(int run) {
    if (2 * size > slots.length) {
      slots = new int[powerOfTwo(Math.max(32, 4 * size))];
      for (int other = 0; other < run; other++) {
        if (start(other) != Nodes.NONE) {
          slots[slot(other)] = other + 1;
        }
      }
    }
    int slot = slot(run);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    slots[slot] = run + 1;
    return -1;
  }

  private int slot(int run) {
    int at = run * width;
    int hash = runs[at + START];
    for (int i = REGISTERS; i < width; i++) {
      hash = 31 * hash + runs[at + i];
    }
    hash *= 0x9E3779B9;
    int mask = slots.length - 1;
    for (int slot = (hash ^ hash >>> 15) & mask; ; slot = slot + 1 & mask) {
      if (slots[slot] == 0 || same((slots[slot] - 1) * width, at)) {
        return slot;
      }
    }
  }

  private boolean same(int a, int b) {
    if (runs[a + START] != runs[b + START]) {
      return false;
    }
    for (int i = REGISTERS; i < width; i++) {
      if (runs[a + i] != runs[b + i]) {
        return false;
      }
    }
    return true;
  }

  private static int powerOfTwo(int least) {
    return Integer.highestOneBit(least - 1) << 1;
  }

  void dropLast() {
    size--;
  }

  // ---- holes ----

  boolean hasManyHoles() {
    return size > after;
  }

  interface Living {
    boolean isAlive(int start);
  }

  /** What is alive moves together; the caller looks all up again. */
  void close(Living living) {
    int to = 0;
    for (int run = 0; run < size; run++) {
      if (start(run) != Nodes.NONE && living.isAlive(start(run))) {
        if (to != run) {
          System.arraycopy(runs, run * width, runs, to * width, width);
        }
        to++;
      }
    }
    size = to;
    holes = 0;
    after = Math.max(16, 2 * to);
    heads = new int[heads.length];
    slots = new int[0];
  }
}
