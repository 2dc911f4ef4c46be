package io.sluice.percolator.index;

import java.util.Arrays;

/**
 * What each program costs: how often it was looked at, how often it held, and for how long. Taken
 * on a sample of the cases and multiplied up, so the figures are estimates; a case that is not in
 * the sample pays nothing. Added to by any thread, a case at a time.
 */
public final class Profile {
  private int[] looked = new int[0];
  private int[] held = new int[0];
  private float[] nanos = new float[0];

  /**
   * @param candidates cases in which it was looked at
   * @param matches cases in which it held
   * @param nanos spent on finding that out; of a leaf that several programs share, the first that
   *     asks pays for all
   */
  public record Cost(long candidates, long matches, long nanos) {
    public static final Cost NONE = new Cost(0, 0, 0);
  }

  /** One case of one thread, added when it is over. */
  static final class Case {
    private int[] programs = new int[64];
    private int[] nanos = new int[64];
    private boolean[] held = new boolean[64];
    private int count;

    void begin() {
      count = 0;
    }

    void add(int program, long time, boolean holds) {
      if (count == programs.length) {
        programs = Arrays.copyOf(programs, 2 * count);
        nanos = Arrays.copyOf(nanos, 2 * count);
        held = Arrays.copyOf(held, 2 * count);
      }
      programs[count] = program;
      nanos[count] = (int) Math.min(time, Integer.MAX_VALUE);
      held[count++] = holds;
    }
  }

  /**
   * @param weight how many cases it stands for
   */
  synchronized void add(Case one, int weight) {
    for (int i = 0; i < one.count; i++) {
      int program = one.programs[i];
      ensure(program);
      looked[program] = plus(looked[program], weight);
      held[program] = plus(held[program], one.held[i] ? weight : 0);
      nanos[program] += (float) weight * one.nanos[i];
    }
  }

  private static int plus(int count, int more) {
    return count > Integer.MAX_VALUE - more ? Integer.MAX_VALUE : count + more;
  }

  private void ensure(int program) {
    if (program >= looked.length) {
      int size = program + program / 4 + 64;
      looked = Arrays.copyOf(looked, size);
      held = Arrays.copyOf(held, size);
      nanos = Arrays.copyOf(nanos, size);
    }
  }

  public synchronized Cost of(int program) {
    return program < looked.length
        ? new Cost(looked[program], held[program], (long) nanos[program])
        : Cost.NONE;
  }

  /** Takes over what another knows of a program that has this number here. */
  public void take(Profile other, int theirs, int ours) {
    Cost cost = other.of(theirs);
    synchronized (this) {
      if (cost.candidates() > 0) {
        ensure(ours);
        looked[ours] = (int) cost.candidates();
        held[ours] = (int) cost.matches();
        nanos[ours] = cost.nanos();
      }
    }
  }

  /** The programs that took the most time, the first one most; at most so many. */
  public synchronized int[] slowest(int most) {
    Integer[] numbers = new Integer[looked.length];
    int count = 0;
    for (int program = 0; program < looked.length; program++) {
      if (looked[program] > 0) {
        numbers[count++] = program;
      }
    }
    Arrays.sort(numbers, 0, count, (a, b) -> Float.compare(nanos[b], nanos[a]));
    return Arrays.stream(numbers, 0, Math.min(most, count)).mapToInt(Integer::intValue).toArray();
  }
}
