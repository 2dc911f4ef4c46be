package io.sluice.percolator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private final Percolator percolator =
      new Percolator(Fields.builder().text("t").defaultFields("t").build());

  @Test
  void a_query_that_is_replaced_again_and_again_is_found_in_every_match() throws Exception {
    percolator.put("steady", "word");
    percolator.put("replaced", "word");
    AtomicBoolean done = new AtomicBoolean();
    Document document = Document.of(Map.of("t", "a word and w7 w8 w9"));
    Callable<Integer> reader =
        () -> {
          int matches = 0;
          while (!done.get()) {
            assertThat(percolator.match(document).ids()).startsWith("replaced", "steady");
            matches++;
          }
          return matches;
        };
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> readers = List.of(pool.submit(reader), pool.submit(reader));
      long end = System.nanoTime() + 1_000_000_000L;
      try {
        for (int i = 0; System.nanoTime() < end || i < 5_000; i++) {
          // Other words each time: predicates, programs and tables grow under the readers' feet.
          percolator.put("replaced", "word OR other" + i + (i % 3 == 0 ? " OR pre" + i + "*" : ""));
          percolator.put("zz" + i % 50, "w" + i % 10 + " x" + i);
          if (i % 500 == 0) {
            percolator.tidy();
          }
        }
      } finally {
        done.set(true);
      }
      for (Future<Integer> result : readers) {
        assertThat(result.get()).isPositive();
      }
    }
  }

  @Test
  void many_removals_leave_the_rest_as_it_was() {
    long seed = Long.getLong("seed", 1);
    Random random = new Random(seed);
    TreeMap<String, Integer> expected = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      String id = "q" + random.nextInt(900);
      if (random.nextBoolean()) {
        assertThat(percolator.remove(id)).isEqualTo(expected.remove(id) != null);
      } else {
        int word = random.nextInt(20);
        percolator.put(id, "w" + word + (word % 2 == 0 ? " \"a b\"" : ""));
        expected.put(id, word);
      }
    }
    assertThat(percolator.ids()).as("-Dseed=%d", seed).containsExactlyElementsOf(expected.keySet());
    assertThat(percolator.stats().queries()).isEqualTo(expected.size());
    assertThat(percolator.stats().programs()).isLessThanOrEqualTo(20);
    for (int word = 0; word < 20; word++) {
      List<String> ids = new ArrayList<>();
      int wanted = word;
      expected.forEach(
          (id, w) -> {
            if (w == wanted) {
              ids.add(id);
            }
          });
      assertThat(percolator.match(Document.of(Map.of("t", "w" + word))).ids())
          .as("-Dseed=%d w%d", seed, word)
          .isEqualTo(ids);
    }
  }
}
