package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * W3S: A, then B, then C within n rows, others between, and on behind each match: all A of the
 * window wait, and the oldest has the match.
 */
record Oldest(int n) implements Workload<Letter> {
  @Override
  public List<Letter> events() {
    return Letters.nights(n, 400, 700);
  }

  @Override
  public List<String> columns() {
    return List.of("kind STRING");
  }

  @Override
  public Object[] values(Letter event) {
    return new Object[] {event.kind()};
  }

  @Override
  public List<String> patterns() {
    return List.of(
        """
        CREATE PATTERN r0 AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
          ORDER BY ts
          MEASURES A.n AS a, B.n AS b, C.n AS c
          AFTER MATCH SKIP PAST LAST ROW
          PATTERN (A -> B -> C) WITHIN INTERVAL '%s' SECOND
          DEFINE A AS A.kind = 'A', B AS B.kind = 'B', C AS C.kind = 'C') AS m"""
            .formatted(Letter.seconds(Letter.window(n))));
  }

  private record Pair(Letter first, Letter second) {}

  @Override
  public Consumer<Letter> loop(Found found) {
    long window = Letter.window(n);
    var firsts = new ArrayDeque<Letter>();
    var pairs = new ArrayDeque<Pair>();
    return event -> {
      switch (event.kind()) {
        case "A" -> Sequences.add(firsts, event, window);
        case "B" -> {
          Sequences.cut(firsts, event, window);
          while (!firsts.isEmpty()) {
            pairs.add(new Pair(firsts.remove(), event));
          }
        }
        case "C" -> {
          while (!pairs.isEmpty() && event.time() - pairs.peek().first().time() >= window) {
            pairs.remove();
          }
          if (!pairs.isEmpty()) {
            Pair oldest = pairs.peek();
            found.match(SluiceDriver.rule(0), oldest.first().n(), oldest.second().n(), event.n());
            pairs.clear();
            firsts.clear();
          }
        }
        default -> {}
      }
    };
  }
}
