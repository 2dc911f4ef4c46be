package io.sluice.cep.runtime.automaton;

/**
 * Whole numbers from 0 on that stop at {@link #MOST}, which stands for that many or more. Sums and
 * products of such numbers are the sums and products of the true ones, stopped there: so it does
 * not matter in which order they are made.
 */
final class Saturated {
  static final long MOST = Long.MAX_VALUE;

  private Saturated() {}

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? MOST : sum;
  }

  static long times(long a, long b) {
    long product = a * b;
    return (a | b) >>> 31 == 0 || Math.multiplyHigh(a, b) == 0 && product >= 0 ? product : MOST;
  }

  /** Without its sign. */
  static long magnitude(long value) {
    return value == Long.MIN_VALUE ? MOST : Math.abs(value);
  }
}
