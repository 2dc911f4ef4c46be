package io.sluice.cep.runtime.automaton;

import java.util.Arrays;

/**
 * Numbers by their places, with the least of each 32, of each 1,024 and so on: an implicit tree. A
 * row that is less than all is refused by one comparison, and each number that it reaches is found
 * in a few dozen steps, whatever their count.
 *
 * <p>Numbers may be added behind the last one only; NaN is never found. Places can be left behind
 * at both ends without telling: then a search must not begin before them, and a new last number
 * takes the place of an old one.
 */
final class Minima {
  private static final int BITS = 5;
  private static final int BLOCK = 1 << BITS;

  private double[] numbers = {};

  /** From the second on: the least of the blocks of the level below, or infinity. */
  private double[][] levels = {numbers};

  private int size;

  double get(int at) {
    return numbers[at];
  }

  /** The number of the place {@code at}, which is the last one from now on. */
  void add(int at, double number) {
    if (at >= numbers.length) {
      grow(at);
    }
    size = at + 1;
    numbers[at] = number;
    double least = Double.isNaN(number) ? Double.POSITIVE_INFINITY : number;
    for (int level = 1; level < levels.length; level++) {
      boolean first = (at & (1 << BITS * level) - 1) == 0;
      int block = at >> BITS * level;
      double[] of = levels[level];
      if (first || least < of[block]) {
        of[block] = least;
      } else {
        return;
      }
    }
  }

  private void grow(int at) {
    int room = Math.max(4, 2 * at);
    numbers = Arrays.copyOf(numbers, room);
    int count = 1;
    for (int blocks = room; blocks > BLOCK; blocks = (blocks >> BITS) + 1) {
      count++;
    }
    double[][] grown = new double[count][];
    grown[0] = numbers;
    for (int level = 1, blocks = (room >> BITS) + 1; level < count; level++) {
      grown[level] =
          level < levels.length ? Arrays.copyOf(levels[level], blocks) : new double[blocks];
      blocks = (blocks >> BITS) + 1;
    }
    int known = levels.length;
    levels = grown;
    for (int level = known; level < count; level++) {
      for (int block = 0; block << BITS * level < size; block++) {
        levels[level][block] = leastOf(level, block);
      }
    }
  }

  /** The number of the place is found no more. */
  void remove(int at) {
    if (at >= size || Double.isNaN(numbers[at])) {
      return;
    }
    double gone = numbers[at];
    numbers[at] = Double.NaN;
    for (int level = 1; level < levels.length; level++) {
      int block = at >> BITS * level;
      if (levels[level][block] < gone) {
        return;
      }
      levels[level][block] = leastOf(level, block);
    }
  }

  private double leastOf(int level, int block) {
    double[] below = levels[level - 1];
    int end = Math.min((size - 1 >> BITS * (level - 1)) + 1, block + 1 << BITS);
    double least = Double.POSITIVE_INFINITY;
    for (int i = block << BITS; i < end; i++) {
      // Math.min would give NaN for one that is gone.
      least = below[i] < least ? below[i] : least;
    }
    return least;
  }

  /** The first place from {@code from} on whose number is not greater than {@code most}, or -1. */
  int next(int from, double most) {
    int at = from;
    while (at < size) {
      int level = aligned(at);
      while (level > 0 && levels[level][at >> BITS * level] <= most) {
        level--;
      }
      if (level > 0) {
        at += 1 << BITS * level;
      } else {
        int end = Math.min(size, (at | BLOCK - 1) + 1);
        for (; at < end; at++) {
          if (numbers[at] <= most) {
            return at;
          }
        }
      }
    }
    return -1;
  }

  /** The highest level of which a block begins at the place. */
  private int aligned(int at) {
    int level = at == 0 ? levels.length - 1 : Integer.numberOfTrailingZeros(at) / BITS;
    return Math.min(level, levels.length - 1);
  }
}
