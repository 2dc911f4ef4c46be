package io.sluice.percolator.index;

import java.util.Arrays;

/**
 * What each program costs: how often it was looked at, how often it held, and for how long. Taken
 * on a sample of the cases and multiplied up, so the figures are estimates; a case that is not in
 * the sample pays nothing. Programs that were never looked at in a sample take no memory. Added to
 * by any thread, a case at a time.
 */
public final class Profile {
  /** Open addressing by program plus one; the figures stand side by side. */
  private int[] keys = new int[64];

  private int[] looked = new int[64];
  private int[] held = new int[64];
  private float[] nanos = new float[64];
  private int size;

  /**
   * @param candidates cases in which it was looked at
   * @param matches cases in which it held
   * @param nanos spent on finding that out; of a leaf that several programs share, the first that
   *     asks pays for all
   */
  public record Cost(long candidates, long matches, long nanos) {
    public static final Cost NONE = new Cost(0, 0, 0);
  }

  /** One case of one thread, or a batch of them, added when it is over. */
  static final class Case {
    private int[] programs = new int[64];
    private int[] nanos = new int[64];
    private int[] looked = new int[64];
    private int[] held = new int[64];
    private int count;

    void begin() {
      count = 0;
    }

    /**
     * @param cases in which it was looked at
     * @param holding in which it held
     */
    void add(int program, long time, int cases, int holding) {
      if (count == programs.length) {
        programs = Arrays.copyOf(programs, 2 * count);
        nanos = Arrays.copyOf(nanos, 2 * count);
        looked = Arrays.copyOf(looked, 2 * count);
        held = Arrays.copyOf(held, 2 * count);
      }
      programs[count] = program;
      nanos[count] = (int) Math.min(time, Integer.MAX_VALUE);
      looked[count] = cases;
      held[count++] = holding;
    }
  }

  /**
   * @param weight how many cases it stands for
   */
  synchronized void add(Case one, int weight) {
    for (int i = 0; i < one.count; i++) {
      int at = entry(one.programs[i]);
      looked[at] = plus(looked[at], weight * one.looked[i]);
      held[at] = plus(held[at], weight * one.held[i]);
      nanos[at] += (float) weight * one.nanos[i];
    }
  }

  private static int plus(int count, int more) {
    return count > Integer.MAX_VALUE - more ? Integer.MAX_VALUE : count + more;
  }

  private int entry(int program) {
    int at = find(program);
    if (keys[at] == 0) {
      if (3 * ++size > 2 * keys.length) {
        grow();
        at = find(program);
      }
      keys[at] = program + 1;
    }
    return at;
  }

  /** Where a program stands, or the free place that it would get. */
  private int find(int program) {
    int hash = program * 0x9E3779B9;
    int at = (hash ^ (hash >>> 15)) & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != program + 1) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldLooked = looked;
    int[] oldHeld = held;
    float[] oldNanos = nanos;
    keys = new int[2 * oldKeys.length];
    looked = new int[keys.length];
    held = new int[keys.length];
    nanos = new float[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = find(oldKeys[i] - 1);
        keys[at] = oldKeys[i];
        looked[at] = oldLooked[i];
        held[at] = oldHeld[i];
        nanos[at] = oldNanos[i];
      }
    }
  }

  public synchronized Cost of(int program) {
    int at = find(program);
    return keys[at] == 0 ? Cost.NONE : new Cost(looked[at], held[at], (long) nanos[at]);
  }

  /** Takes over what another knows of a program that has this number here. */
  public void take(Profile other, int theirs, int ours) {
    Cost cost = other.of(theirs);
    synchronized (this) {
      if (cost.candidates() > 0) {
        int at = entry(ours);
        looked[at] = (int) cost.candidates();
        held[at] = (int) cost.matches();
        nanos[at] = cost.nanos();
      }
    }
  }

  /** The programs that were looked at, the one that took the most time first. */
  public synchronized int[] slowest() {
    return java.util.stream.IntStream.range(0, keys.length)
        .filter(at -> keys[at] != 0)
        .boxed()
        .sorted((a, b) -> Float.compare(nanos[b], nanos[a]))
        .mapToInt(at -> keys[at] - 1)
        .toArray();
  }
}
