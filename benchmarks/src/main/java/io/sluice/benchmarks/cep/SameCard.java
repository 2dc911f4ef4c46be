package io.sluice.benchmarks.cep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * WE: A, then B, then C of one of n cards, which the conditions say and no PARTITION BY; as many
 * partial matches are open as there are cards, about.
 */
record SameCard(int n) implements Workload<SameCard.Use> {
  private static final int EVENTS = 1_000_000;

  record Use(long n, long time, String kind, String card) implements Workload.Timed {}

  @Override
  public List<Use> events() {
    var random = new Random(9);
    String[] cards = Names.of("card", n);
    String[] kinds = {"A", "B", "C", "d", "e"};
    var uses = new ArrayList<Use>(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      uses.add(new Use(i, i * 10L, kinds[random.nextInt(5)], cards[random.nextInt(n)]));
    }
    return uses;
  }

  @Override
  public List<String> columns() {
    return List.of("kind STRING", "card STRING");
  }

  @Override
  public Object[] values(Use use) {
    return new Object[] {use.kind, use.card};
  }

  @Override
  public List<String> patterns() {
    return List.of(
        """
        CREATE PATTERN r0 AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
          ORDER BY ts
          MEASURES A.n AS a, B.n AS b, C.n AS c
          AFTER MATCH SKIP TO NEXT ROW
          PATTERN (A -> B -> C) WITHIN INTERVAL '30' DAY
          DEFINE A AS A.kind = 'A', B AS B.kind = 'B' AND B.card = A.card,
            C AS C.kind = 'C' AND C.card = A.card) AS m""");
  }

  /** Of a card: starts that wait for B, and those that wait for C, each with its B. */
  private static final class Card {
    final List<Use> begun = new ArrayList<>();
    final List<Use[]> gone = new ArrayList<>();
  }

  @Override
  public Consumer<Use> loop(Found found) {
    Map<String, Card> cards = new HashMap<>();
    return use -> {
      Card card = cards.computeIfAbsent(use.card, _ -> new Card());
      switch (use.kind) {
        case "A" -> card.begun.add(use);
        case "B" -> {
          card.begun.forEach(first -> card.gone.add(new Use[] {first, use}));
          card.begun.clear();
        }
        case "C" -> {
          card.gone.forEach(pair -> found.match(SluiceDriver.rule(0), pair[0].n, pair[1].n, use.n));
          card.gone.clear();
        }
        default -> {}
      }
    };
  }
}
