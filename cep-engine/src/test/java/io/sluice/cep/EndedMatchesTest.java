package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All matches that a bound or the end of a partition makes, and their order. */
class EndedMatchesTest {
  private static final String OF_BOUND =
      "CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (PARTITION BY %s ORDER BY ts"
          + " MEASURES FIRST(b) AS a, LAST(b, 1) AS b, LAST(b) AS c, MATCH_NUMBER() AS n"
          + " AFTER MATCH NO SKIP PATTERN (A ->> B ->> C -> NOT N) WITHIN INTERVAL '%d' SECOND"
          + " DEFINE A AS A.i = 0, B AS B.i > 0, C AS C.i > 0, N AS N.i = 3) AS m";

  /** A start with so many matches that they are put in order by digits. */
  @Test
  void many_matches_of_one_bound_are_told_in_order() {
    List<String> rows = alike(OF_BOUND.formatted("f", 100), 44);
    assertThat(rows.stream().filter(row -> row.contains("[true, 0, "))).hasSizeGreaterThan(256);
    assertThat(rows.getFirst()).contains("[true, 0, 4, 5, 1]");
  }

  @Test
  void bounds_of_one_time_pass_key_by_key() {
    assertThat(alike(OF_BOUND.formatted("k", 6), 40)).hasSizeGreaterThan(50);
  }

  @Test
  void a_match_of_a_row_is_no_second_one_at_the_end() {
    String statement =
        "SELECT * FROM e MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts MEASURES FIRST(b) AS a,"
            + " LAST(b) AS b AFTER MATCH NO SKIP PATTERN (%s) DEFINE A AS A.i = 0, B AS B.i > 0)"
            + " AS m";
    List<String> both = alike(statement.formatted("A ->> B $ | A ->> B"), 24);
    assertThat(both).isEqualTo(alike(statement.formatted("A ->> B"), 24));
    assertThat(alike(statement.formatted("A ->> B $"), 24)).isSubsetOf(both).isNotEmpty();
  }

  /** The rows, in order, which the clear matcher tells too. */
  private static List<String> alike(String statement, int count) {
    assertThat(MatchingDuelTest.matcher(statement)).isEqualTo("SETS");
    var events = new ArrayList<Event>();
    for (int n = 0; n < count; n++) {
      long time = 1000L * (n / 4);
      @Nullable Object[] values = {
        "k" + n % 2, n < 4 || n % 11 == 0 ? 0 : n % 3, (long) n, 0.0, null, "a", true, time
      };
      events.add(new Event("e", time, n, values, Map.of()));
    }
    List<List<String>> clear =
        MatchingDuelTest.run(statement, events, Matching.CLEAR, Limits.DEFAULT, false);
    for (boolean restored : new boolean[] {false, true}) {
      assertThat(
              MatchingDuelTest.run(statement, events, Matching.FASTEST, Limits.DEFAULT, restored))
          .as("restored: %s", restored)
          .isEqualTo(clear);
    }
    return clear.subList(0, clear.size() - 1).stream().flatMap(List::stream).toList();
  }
}
