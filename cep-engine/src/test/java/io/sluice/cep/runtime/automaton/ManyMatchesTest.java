package io.sluice.cep.runtime.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.event.Event;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.task.Limits;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One row completes more matches than could ever be listed. */
class ManyMatchesTest {
  private static final String CHAIN = "A ->> B ->> C ->> D";
  private static final String SUBSETS = "A ({- G*? -} B)+ {- H*? -} C";

  private final List<String> told = new ArrayList<>();

  @Test
  void a_few_of_a_million_million_matches_are_found_without_the_rest() {
    MatchProgram program = program(40_000, "A.n AS a", "", "LIMIT 3 PER ROW", CHAIN);
    EveryCore core = core(program);
    int n = 0;
    for (String letter : List.of("a", "b", "c")) {
      for (int i = 0; i < 10_000; i++) {
        core.row(row(letter, n++), 0);
      }
    }
    long before = core.opened();
    core.row(row("d", n), 0);
    assertThat(told)
        .containsExactly(
            "9997 19999 29999 30000", "9998 19999 29999 30000", "9999 19999 29999 30000");
    assertThat(core.opened() - before).isLessThan(50);
  }

  @Test
  void they_are_counted_at_once() {
    MatchProgram program = program(40_000, "COUNT(*) AS c", "ONE ROW PER LAST ROW", "", CHAIN);
    EveryCore core = core(program);
    int n = 0;
    for (String letter : List.of("a", "b", "c")) {
      for (int i = 0; i < 10_000; i++) {
        core.row(row(letter, n++), 0);
      }
    }
    core.row(row("d", n), 0);
    assertThat(told).containsExactly("30000: 1000000000000");
  }

  @Test
  void a_count_stops_at_the_greatest_number() {
    MatchProgram program = program(40_000, "COUNT(*) AS c", "ONE ROW PER LAST ROW", "", SUBSETS);
    EveryCore core = core(program);
    core.row(row("a", 0), 0);
    for (int n = 1; n <= 62; n++) {
      core.row(row("b", n), 0);
    }
    core.row(row("c", 63), 0);
    core.row(row("b", 64), 0);
    core.row(row("c", 65), 0);
    for (int n = 66; n < 5000; n++) {
      core.row(row("b", n), 0);
    }
    core.row(row("c", 5000), 0);
    assertThat(told)
        .containsExactly(
            "63: " + ((1L << 62) - 1), "65: " + Long.MAX_VALUE, "5000: " + Long.MAX_VALUE);
  }

  /** With numbers that have no bound, one row at a time from each start. */
  @Test
  void counts_in_a_sliding_window_are_those_of_big_numbers_that_stop() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    MatchProgram program = program(300, "COUNT(*) AS c", "ONE ROW PER LAST ROW", "", CHAIN);
    EveryCore core = core(program);
    var window = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (int n = 0; n < 3000; n++) {
      String letter = String.valueOf("abcd".charAt(random.nextInt(4)));
      window.add(letter);
      core.row(row(letter, n), 0);
      BigInteger count = chains(window.subList(Math.max(0, n + 1 - 300), n + 1));
      if (letter.equals("d") && count.signum() > 0) {
        expected.add(n + ": " + count);
      }
    }
    assertThat(told).as("seed " + seed).isEqualTo(expected);
  }

  private static BigInteger chains(List<String> letters) {
    BigInteger[] ways = new BigInteger[5];
    Arrays.fill(ways, BigInteger.ZERO);
    ways[0] = BigInteger.ONE;
    BigInteger last = BigInteger.ZERO;
    for (String letter : letters) {
      int place = "abcd".indexOf(letter);
      last = place == 3 ? ways[3] : BigInteger.ZERO;
      ways[place + 1] = ways[place + 1].add(ways[place]);
    }
    return last;
  }

  private EveryCore core(MatchProgram program) {
    var environment = new Environment("p", 1, List.of(), Limits.DEFAULT);
    return new EveryCore(
        program,
        environment,
        new MatchCounters(),
        match -> {
          var rows = new ArrayList<String>();
          for (int i = 0; i < match.size(); i++) {
            rows.add(String.valueOf(match.row(i).offset()));
          }
          told.add(String.join(" ", rows));
        },
        (last, key, totals) -> told.add(last.offset() + ": " + totals.apply(0)));
  }

  private static Event row(String letter, int n) {
    return new Event("e", n * 1000L, n, new Object[] {letter, n, n * 1000L}, Map.of());
  }

  private static MatchProgram program(
      int seconds, String measures, String rows, String limit, String pattern) {
    String statement =
        """
        CREATE STREAM e (x STRING, n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (
          ORDER BY ts MEASURES %s %s AFTER MATCH NO SKIP %s
          PATTERN (%s) WITHIN INTERVAL '%d' SECOND
          DEFINE A AS x = 'a', B AS x = 'b', C AS x = 'c', D AS x = 'd') AS m;"""
            .formatted(measures, rows, limit, pattern, seconds)
            .replace(pattern.contains("D") ? "never" : ", D AS x = 'd'", "");
    CompileResult result = StatementCompiler.compile(statement, Catalog.EMPTY);
    assertThat(result.isValid()).as("%s", result.diagnostics()).isTrue();
    var query = (Compiled.Query) result.statements().getLast();
    return Objects.requireNonNull(QueryCompiler.compile(query.standing()).match());
  }
}
