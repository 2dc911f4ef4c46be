package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * W7: all pairs of payments of one card of which the later is above ten times the earlier, in 1 h.
 */
final class Jumps implements Workload<CardTesting.Payment> {
  private static final int EVENTS = 1_000_000;
  private static final int CARDS = 20_000;
  private static final long WITHIN = 3_600_005;

  @Override
  public List<CardTesting.Payment> events() {
    var random = new Random(7);
    String[] cards = Names.of("card", CARDS);
    var events = new ArrayList<CardTesting.Payment>(EVENTS);
    for (int n = 0; n < EVENTS; n++) {
      double amount = Math.exp(4 + 0.8 * random.nextGaussian());
      events.add(new CardTesting.Payment(n, n * 10L, cards[random.nextInt(CARDS)], amount));
    }
    return events;
  }

  @Override
  public List<String> columns() {
    return List.of("card STRING", "amount DOUBLE");
  }

  @Override
  public Object[] values(CardTesting.Payment event) {
    return new Object[] {event.card(), event.amount()};
  }

  @Override
  public List<String> patterns() {
    return List.of(
        """
        CREATE PATTERN r0 AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY ts
          MEASURES A.n AS a, A.n AS b, B.n AS c
          AFTER MATCH NO SKIP
          PATTERN (A ->> B) WITHIN INTERVAL '3600.005' SECOND
          DEFINE B AS B.amount > 10 * A.amount) AS m""");
  }

  @Override
  public Consumer<CardTesting.Payment> loop(Found found) {
    Map<String, ArrayDeque<CardTesting.Payment>> cards = new HashMap<>();
    return event -> {
      ArrayDeque<CardTesting.Payment> payments =
          cards.computeIfAbsent(event.card(), _ -> new ArrayDeque<>());
      while (!payments.isEmpty() && event.time() - payments.peek().time() >= WITHIN) {
        payments.remove();
      }
      for (CardTesting.Payment earlier : payments) {
        if (event.amount() > 10 * earlier.amount()) {
          found.match(SluiceDriver.rule(0), earlier.n(), earlier.n(), event.n());
        }
      }
      payments.add(event);
    };
  }

  @Override
  public List<FlinkRule<CardTesting.Payment>> flink() {
    return List.of(
        FlinkRule.<CardTesting.Payment>of(0, WITHIN, CardTesting.Payment::card)
            .begin("a", e -> true)
            .followedByAnyPair("c", "a", (a, c) -> c.amount() > 10 * a.amount()));
  }

  @Override
  public String siddhi() {
    return """
        from S#window.length(1) as c unidirectional join S#window.externalTime(ts, 3600005) as a
          on a.card == c.card and c.amount > a.amount * 10.0 and c.ts - a.ts < 3600005L
        select 0 as rule, a.n as a, a.n as b, c.n as c insert into Out;
        """;
  }
}
