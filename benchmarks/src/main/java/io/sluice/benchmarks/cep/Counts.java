package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * W3C: how many matches of A, B, C anywhere in a window of n rows end at each C; C comes as often
 * as A and B.
 */
record Counts(int n) implements Workload<Letter> {
  @Override
  public List<Letter> events() {
    return Letters.mixed();
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
          MEASURES COUNT(*) AS a, n AS b, n AS c
          ONE ROW PER LAST ROW
          AFTER MATCH NO SKIP
          PATTERN (A ->> B ->> C) WITHIN INTERVAL '%s' SECOND
          DEFINE A AS A.kind = 'A', B AS B.kind = 'B', C AS C.kind = 'C') AS m"""
            .formatted(Letter.seconds(Letter.window(n))));
  }

  /** An A, and how many B had come before it. */
  private record First(long time, long seconds) {}

  /** The number of pairs is kept: B adds one for each A, and an A that goes takes its own along. */
  private static final class Pairs {
    private final ArrayDeque<First> firsts = new ArrayDeque<>();
    private long seconds;
    private long pairs;

    void cut(long until) {
      while (!firsts.isEmpty() && firsts.peek().time() <= until) {
        pairs -= seconds - firsts.remove().seconds();
      }
    }
  }

  @Override
  public Consumer<Letter> loop(Found found) {
    long window = Letter.window(n);
    var of = new Pairs();
    return event -> {
      of.cut(event.time() - window);
      switch (event.kind()) {
        case "A" -> of.firsts.add(new First(event.time(), of.seconds));
        case "B" -> {
          of.seconds++;
          of.pairs += of.firsts.size();
        }
        case "C" -> {
          if (of.pairs > 0) {
            found.match(SluiceDriver.rule(0), of.pairs, event.n(), event.n());
          }
        }
        default -> {}
      }
    };
  }
}
