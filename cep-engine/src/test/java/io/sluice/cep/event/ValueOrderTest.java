package io.sluice.cep.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
  private static final String[] UNITS = {
    "", "a", "b", "\uD7FF", "\uE000", "\uFFFF", "\uD83D\uDE00"
  };

  /** Also of numbers that are one DOUBLE, and of texts with units beyond the order of UTF-16. */
  @Test
  void the_rank_of_a_greater_value_is_not_less() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Object a = value(random, i % 3);
      Object b = value(random, i % 3);
      int order = ValueOrder.compare(a, b);
      int ranks = Double.compare(ValueOrder.rank(a), ValueOrder.rank(b));
      assertThat(order * ranks).as("seed %d: %s, %s", seed, a, b).isNotNegative();
    }
  }

  private static Object value(Random random, int kind) {
    return switch (kind) {
      case 0 -> (1L << 55) + random.nextInt(40) - (random.nextBoolean() ? 1L << 56 : 0);
      case 1 ->
          new BigDecimal(new BigInteger(70, random), random.nextInt(30))
              .add(new BigDecimal(random.nextInt(3)));
      default -> {
        var text = new StringBuilder();
        for (int n = random.nextInt(5); n > 0; n--) {
          text.append(UNITS[random.nextInt(UNITS.length)]);
        }
        yield text.toString();
      }
    };
  }
}
