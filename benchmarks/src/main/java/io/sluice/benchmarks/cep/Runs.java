package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * W3L: A, then B as often as it comes in a row, then C within n rows, others between; each A of the
 * window waits for its own. A loop has more than one way on, so this is no chain of steps.
 */
record Runs(int n) implements Workload<Letter> {
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
          MEASURES A.n AS a, LAST(B.n) AS b, C.n AS c
          AFTER MATCH SKIP TO NEXT ROW
          PATTERN (A -> B+ -> C) WITHIN INTERVAL '%s' SECOND
          DEFINE A AS A.kind = 'A', B AS B.kind = 'B', C AS C.kind = 'C') AS m"""
            .formatted(Letter.seconds(Letter.window(n))));
  }

  /** Those whose B is the last one of the same run. */
  private static final class Group {
    final List<Letter> firsts = new ArrayList<>();
    Letter last;

    Group(Letter last) {
      this.last = last;
    }
  }

  @Override
  public Consumer<Letter> loop(Found found) {
    long window = Letter.window(n);
    var firsts = new ArrayDeque<Letter>();
    var groups = new ArrayDeque<Group>();
    return event -> {
      switch (event.kind()) {
        case "A" -> Sequences.add(firsts, event, window);
        case "B" -> {
          Sequences.cut(firsts, event, window);
          Group group = groups.peekLast();
          if (group != null && group.last.n() == event.n() - 1) {
            group.last = event;
          } else if (!firsts.isEmpty()) {
            group = new Group(event);
            groups.add(group);
          }
          while (!firsts.isEmpty()) {
            group.firsts.add(firsts.remove());
          }
          while (!groups.isEmpty() && isOver(groups.peek().firsts.getLast(), event, window)) {
            groups.remove();
          }
        }
        case "C" -> {
          for (Group group : groups) {
            for (Letter first : group.firsts) {
              if (!isOver(first, event, window)) {
                found.match(SluiceDriver.rule(0), first.n(), group.last.n(), event.n());
              }
            }
          }
          groups.clear();
        }
        default -> {}
      }
    };
  }

  private static boolean isOver(Letter first, Letter event, long window) {
    return event.time() - first.time() >= window;
  }
}
