package io.sluice.cep.runtime.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinimaTest {
  private static final int ROUNDS = 60;
  private static final int PLACES = 5_000;

  @Test
  void numbers_are_found_that_are_not_greater_while_they_come_and_go() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var random = new Random(seed + round);
      var minima = new Minima();
      double[] numbers = new double[PLACES];
      int size = 0;
      int most = 1 + random.nextInt(PLACES);
      for (int step = 0; step < 2 * PLACES; step++) {
        if (size < most && random.nextInt(3) > 0) {
          numbers[size] = number(random);
          minima.add(size, numbers[size]);
          size++;
        } else if (size > 0 && random.nextInt(8) > 0) {
          int gone = random.nextInt(size);
          minima.remove(gone);
          numbers[gone] = Double.NaN;
        } else if (random.nextInt(200) == 0) {
          size = random.nextInt(size + 1);
          for (int i = size; i < PLACES; i++) {
            minima.remove(i);
            numbers[i] = Double.NaN;
          }
        }
        if (step % 16 == 0) {
          int from = random.nextInt(size + 1);
          double least = number(random) / (1 + random.nextInt(500));
          int wanted = from;
          while (wanted < size && !(numbers[wanted] <= least)) {
            wanted++;
          }
          int next = minima.next(from, least);
          assertThat(next).as("seed %d", seed + round).isEqualTo(wanted == size ? -1 : wanted);
          found += next < 0 ? 0 : 1;
        }
      }
    }
    assertThat(found).isGreaterThan(ROUNDS);
  }

  @Test
  void what_is_left_behind_is_overwritten() {
    var minima = new Minima();
    double[] high = new double[3_000];
    Arrays.fill(high, 9);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < high.length - round; i++) {
        minima.add(i, high[i] + round);
      }
      assertThat(minima.next(0, 8.5 + round)).isEqualTo(-1);
      assertThat(minima.next(0, 9 + round)).isZero();
    }
  }

  private static double number(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> -0.0;
      default -> random.nextInt(1_000);
    };
  }
}
