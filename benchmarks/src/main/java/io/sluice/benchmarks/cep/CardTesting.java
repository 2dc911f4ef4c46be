package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** W1: of one card three payments below 2, directly followed by one above 500, in 10 minutes. */
final class CardTesting implements Workload<CardTesting.Payment> {
  private static final int EVENTS = 2_000_000;
  private static final int CARDS = 100_000;
  private static final long WITHIN = 600_005;

  record Payment(long n, long time, String card, double amount) implements Timed {}

  @Override
  public List<Payment> events() {
    var random = new Random(1);
    String[] cards = Names.of("card", CARDS);
    // Tests of cards that are under way: what the card does next, and the steps that are left.
    var under = new ArrayDeque<int[]>();
    var events = new ArrayList<Payment>(EVENTS);
    for (int n = 0; n < EVENTS; n++) {
      int card = random.nextInt(CARDS);
      double amount = Math.exp(3 + 1.3 * random.nextGaussian());
      if (random.nextInt(400) == 0) {
        under.add(new int[] {card, 4});
      }
      if (!under.isEmpty() && random.nextInt(50) == 0) {
        int[] test = under.remove();
        card = test[0];
        amount = --test[1] > 0 ? random.nextDouble() * 2 : 300 + random.nextDouble() * 600;
        if (test[1] > 0) {
          under.add(test);
        }
      }
      events.add(new Payment(n, n * 10L, cards[card], amount));
    }
    return events;
  }

  @Override
  public List<String> columns() {
    return List.of("card STRING", "amount DOUBLE");
  }

  @Override
  public Object[] values(Payment event) {
    return new Object[] {event.card, event.amount};
  }

  @Override
  public List<String> patterns() {
    return List.of(
        """
        CREATE PATTERN r0 AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY ts
          MEASURES FIRST(SMALL.n) AS a, LAST(SMALL.n) AS b, BIG.n AS c
          PATTERN (SMALL{3} BIG) WITHIN INTERVAL '600.005' SECOND
          DEFINE SMALL AS SMALL.amount < 2, BIG AS BIG.amount > 500) AS m""");
  }

  @Override
  public Consumer<Payment> loop(Found found) {
    Map<String, Smalls> cards = new HashMap<>();
    return event -> {
      Smalls smalls = cards.get(event.card);
      if (event.amount < 2) {
        if (smalls == null) {
          smalls = new Smalls();
          cards.put(event.card, smalls);
        }
        smalls.add(event);
      } else if (smalls != null) {
        if (event.amount > 500 && smalls.run >= 3) {
          Payment first = smalls.back(2);
          if (event.time - first.time < WITHIN) {
            found.match(SluiceDriver.rule(0), first.n, smalls.back(0).n, event.n);
          }
        }
        smalls.run = 0;
      }
    };
  }

  /** The small payments of a card that came last. */
  private static final class Smalls {
    private final Payment[] last = new Payment[4];
    private int run;

    void add(Payment payment) {
      last[run++ & 3] = payment;
    }

    Payment back(int steps) {
      return last[(run - 1 - steps) & 3];
    }
  }

  @Override
  public List<FlinkRule<Payment>> flink() {
    return List.of(
        FlinkRule.<Payment>of(0, WITHIN, Payment::card)
            .begin("a", e -> e.amount < 2)
            .next("b1", e -> e.amount < 2)
            .next("b", e -> e.amount < 2)
            .next("c", e -> e.amount > 500));
  }

  @Override
  public String siddhi() {
    return """
        partition with (card of S) begin
        from every a=S[amount < 2.0], x=S[amount < 2.0], b=S[amount < 2.0], c=S[amount > 500.0]
        within 600005 milliseconds
        select 0 as rule, a.n as a, b.n as b, c.n as c insert into Out;
        end;
        """;
  }
}
