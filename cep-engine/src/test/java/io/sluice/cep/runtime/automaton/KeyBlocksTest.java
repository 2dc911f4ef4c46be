package io.sluice.cep.runtime.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyBlocksTest {
  private static final int KEYS = 300;

  @Test
  void blocks_of_all_sizes_keep_what_is_written_while_others_come_and_go() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    var blocks = new KeyBlocks();
    Map<Integer, int[]> expected = new HashMap<>();
    for (int step = 0; step < 60_000; step++) {
      int key = random.nextInt(KEYS);
      int[] before = expected.get(key);
      if (before != null && random.nextInt(3) == 0) {
        blocks.free(key);
        expected.remove(key);
      } else {
        int size = size(random);
        if (before == null || before.length < size) {
          blocks.room(key, size);
          int[] grown = before == null ? new int[size] : Arrays.copyOf(before, size);
          for (int i = before == null ? 0 : before.length; i < size; i++) {
            grown[i] = random.nextInt();
            blocks.ints(key)[blocks.at(key) + i] = grown[i];
          }
          expected.put(key, grown);
        }
      }
      int looked = random.nextInt(KEYS);
      assertThat(blocks.has(looked))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(expected.containsKey(looked));
      if (expected.containsKey(looked)) {
        int at = blocks.at(looked);
        int[] there = Arrays.copyOfRange(blocks.ints(looked), at, at + expected.get(looked).length);
        assertThat(there).as("seed %d, step %d", seed, step).isEqualTo(expected.get(looked));
      }
    }
    blocks.clear();
    assertThat(blocks.has(0)).isFalse();
  }

  /** Mostly small, some beyond a page of the slab. */
  private static int size(Random random) {
    return switch (random.nextInt(100)) {
      case 0 -> 1 + random.nextInt(30_000);
      case 1, 2, 3 -> 1 + random.nextInt(3_000);
      default -> 1 + random.nextInt(20);
    };
  }
}
