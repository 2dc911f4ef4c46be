package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * W3: A, B, C anywhere in a window of n rows, all matches; every one is delivered.
 *
 * @param all C comes all day, so that there is output: W3O
 */
record Sequences(int n, boolean all) implements Workload<Letter> {
  @Override
  public List<Letter> events() {
    return all ? Letters.allDay() : Letters.nights(n, 400, 700);
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
          AFTER MATCH NO SKIP
          PATTERN (A ->> B ->> C) WITHIN INTERVAL '%s' SECOND
          DEFINE A AS A.kind = 'A', B AS B.kind = 'B', C AS C.kind = 'C') AS m"""
            .formatted(Letter.seconds(Letter.window(n))));
  }

  @Override
  public Consumer<Letter> loop(Found found) {
    long window = Letter.window(n);
    var firsts = new ArrayDeque<Letter>();
    var seconds = new ArrayDeque<Letter>();
    return event -> {
      switch (event.kind()) {
        case "A" -> add(firsts, event, window);
        case "B" -> add(seconds, event, window);
        case "C" -> {
          cut(firsts, event, window);
          cut(seconds, event, window);
          for (Letter first : firsts) {
            for (Letter second : seconds) {
              if (first.n() < second.n()) {
                found.match(SluiceDriver.rule(0), first.n(), second.n(), event.n());
              }
            }
          }
        }
        default -> {}
      }
    };
  }

  static void add(ArrayDeque<Letter> letters, Letter event, long window) {
    cut(letters, event, window);
    letters.add(event);
  }

  static void cut(ArrayDeque<Letter> letters, Letter event, long window) {
    while (!letters.isEmpty() && event.time() - letters.peek().time() >= window) {
      letters.remove();
    }
  }

  @Override
  public List<FlinkRule<Letter>> flink() {
    return List.of(
        FlinkRule.<Letter>of(0, Letter.window(n), e -> "")
            .filter(e -> e.is("A") || e.is("B") || e.is("C"))
            .begin("a", e -> e.is("A"))
            .followedByAny("b", e -> e.is("B"))
            .followedByAny("c", e -> e.is("C")));
  }

  /** Joins, which are faster than its patterns here. */
  @Override
  public String siddhi() {
    long window = Letter.window(n);
    return """
        from S[kind == 'A'] select n, ts insert into SA;
        from S[kind == 'B'] select n, ts insert into SB;
        from S[kind == 'C'] select n, ts insert into SC;
        from SC#window.length(1) as c unidirectional join SA#window.externalTime(ts, %1$d) as a
          on c.ts - a.ts < %1$dL
        select a.n as a, a.ts as ats, c.n as c, c.ts as cts insert into AC;
        from AC#window.length(1) as p unidirectional join SB#window.externalTime(ts, %1$d) as b
          on b.ts > p.ats and b.ts < p.cts
        select 0 as rule, p.a as a, b.n as b, p.c as c insert into Out;
        """
        .formatted(window);
  }
}
