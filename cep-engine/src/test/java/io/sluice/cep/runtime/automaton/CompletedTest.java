package io.sluice.cep.runtime.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many matches that one row completes, against a sort that compares them. */
class CompletedTest {
  private static final int TIMES = 40 * Integer.getInteger("times", 1);

  @Test
  void matches_are_told_in_the_order_of_their_rows_and_then_of_their_labels() {
    long seed = Long.getLong("seed", 1);
    int told = 0;
    for (long end = seed + TIMES; seed < end; seed++) {
      told += duel(new Random(seed), seed);
    }
    System.out.printf("%d matches told, last seed %d%n", told, seed - 1);
    assertThat(told).isGreaterThan(1000 * TIMES);
  }

  private static int duel(Random random, long seed) {
    var rows = new TakenRows();
    // Numbers that wrap, and ages of one digit and of two.
    int first = random.nextBoolean() ? 0 : TakenRows.MASK - 1 - random.nextInt(200);
    rows.restore(first, first);
    int size = random.nextBoolean() ? 300 : 5000;
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = rows.add(new Event("s", i, i, new Object[0], Map.of()), 0, 0);
    }
    int length = 1 + random.nextInt(4);
    boolean alike = random.nextInt(4) > 0;
    int labels = 1 + random.nextInt(2);
    Set<List<Integer>> wanted = new HashSet<>();
    for (int i = random.nextInt(4000); i >= 0; i--) {
      wanted.add(match(random, alike ? length : 1 + random.nextInt(4), size, labels));
    }
    var sorted = new ArrayList<>(wanted);
    sorted.sort(inOrder());
    List<List<Integer>> told = new ArrayList<>();
    var completed =
        new Completed(
            (key, lot) -> {
              while (lot.next()) {
                told.add(read(lot, numbers));
              }
            },
            rows);
    for (List<Integer> match : wanted) {
      int n = match.size() / 2;
      int[] backRows = new int[n];
      int[] backLabels = new int[n];
      for (int i = 0; i < n; i++) {
        backRows[i] = numbers[match.get(n - 1 - i)];
        backLabels[i] = match.get(2 * n - 1 - i);
      }
      completed.add(backRows, backLabels, n);
    }
    completed.tell(0);
    assertThat(told).as("seed %d", seed).isEqualTo(sorted);
    return told.size();
  }

  /** Rows up to the last one of all, then labels. */
  private static List<Integer> match(Random random, int length, int size, int labels) {
    var match = new ArrayList<Integer>();
    random.ints(0, size - 1).distinct().limit(length - 1).sorted().forEach(match::add);
    match.add(size - 1);
    random.ints(length, 0, labels).forEach(match::add);
    return match;
  }

  private static List<Integer> read(Completed lot, int[] numbers) {
    var match = new ArrayList<Integer>();
    for (int i = lot.size() - 1; i >= 0; i--) {
      int number = lot.ints()[lot.rowsAt() + i];
      match.add((int) Arrays.stream(numbers).takeWhile(n -> n != number).count());
    }
    for (int i = lot.size() - 1; i >= 0; i--) {
      match.add(lot.labels()[lot.labelsAt() + i]);
    }
    return match;
  }

  private static Comparator<List<Integer>> inOrder() {
    return (a, b) -> {
      int x = a.size() / 2;
      int y = b.size() / 2;
      for (int i = 0; i < Math.min(x, y); i++) {
        if (!a.get(i).equals(b.get(i))) {
          return a.get(i) - b.get(i);
        }
      }
      for (int i = 0; i < Math.min(x, y); i++) {
        if (!a.get(x + i).equals(b.get(y + i))) {
          return a.get(x + i) - b.get(y + i);
        }
      }
      return x - y;
    };
  }
}
