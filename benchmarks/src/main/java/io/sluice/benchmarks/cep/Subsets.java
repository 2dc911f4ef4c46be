package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** W3K: A, one or more B, C anywhere in a window of n rows, each set of B a match. */
record Subsets(int n) implements Workload<Letter> {
  @Override
  public List<Letter> events() {
    return Letters.nights(n, 25, 70);
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
          MEASURES A.n AS a, LAST(B.n) AS b, C.n AS c
          AFTER MATCH NO SKIP
          PATTERN (A ({- G*? -} B)+ {- H*? -} C) WITHIN INTERVAL '%s' SECOND
          DEFINE A AS A.kind = 'A', B AS B.kind = 'B', C AS C.kind = 'C') AS m"""
            .formatted(Letter.seconds(Letter.window(n))));
  }

  @Override
  public Consumer<Letter> loop(Found found) {
    long window = Letter.window(n);
    var firsts = new ArrayDeque<Letter>();
    var others = new ArrayDeque<Letter>();
    return event -> {
      switch (event.kind()) {
        case "A" -> Sequences.add(firsts, event, window);
        case "B" -> Sequences.add(others, event, window);
        case "C" -> {
          Sequences.cut(firsts, event, window);
          Sequences.cut(others, event, window);
          for (Letter first : firsts) {
            List<Letter> between = others.stream().filter(b -> b.n() > first.n()).toList();
            for (long set = 1; set < 1L << between.size(); set++) {
              Letter last = between.get(63 - Long.numberOfLeadingZeros(set));
              found.match(SluiceDriver.rule(0), first.n(), last.n(), event.n());
            }
          }
        }
        default -> {}
      }
    };
  }

  @Override
  public List<FlinkRule<Letter>> flink() {
    return List.of(
        FlinkRule.<Letter>of(0, Letter.window(n), e -> "")
            .filter(e -> e.is("A") || e.is("B") || e.is("C"))
            .begin("a", e -> e.is("A"))
            .anySetOf("b", e -> e.is("B"))
            .followedByAny("c", e -> e.is("C")));
  }
}
