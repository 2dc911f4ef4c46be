package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ISO has beside the everyday: all rows, exclusion, PERMUTE, anchors, NEXT. */
class MoreOfIsoTest {
  private static List<String> rows(String clause, String word) {
    var rows = new ArrayList<OutputRow>();
    Engine engine = Engine.create(rows::add);
    engine.execute(
        """
        CREATE STREAM e (v STRING, n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        SELECT * FROM e MATCH_RECOGNIZE (
          ORDER BY ts
          %s
          DEFINE A AS A.v = 'A', B AS B.v = 'B', C AS C.v = 'C') AS m;
        """
            .formatted(clause));
    for (int i = 0; i < word.length(); i++) {
      engine.publish("e", Map.of("v", word.substring(i, i + 1), "n", i, "ts", i * 1000L));
    }
    engine.end();
    return rows.stream().map(row -> Arrays.toString(row.values())).toList();
  }

  @Test
  void all_rows_have_running_and_final_measures() {
    assertThat(
            rows(
                "MEASURES CLASSIFIER() AS c, RUNNING COUNT(*) AS r, FINAL COUNT(*) AS f ALL ROWS PER"
                    + " MATCH PATTERN (A B+ C?)",
                "XABBC"))
        .containsExactly(
            "[1000, A, 1, 4, A, 1]",
            "[2000, B, 2, 4, B, 2]",
            "[3000, B, 3, 4, B, 3]",
            "[4000, C, 4, 4, C, 4]");
  }

  @Test
  void excluded_rows_are_left_out_but_counted() {
    assertThat(
            rows("MEASURES FINAL COUNT(*) AS f ALL ROWS PER MATCH PATTERN (A {- B+ -} C?)", "ABBC"))
        .containsExactly("[0, 4, A, 0]", "[3000, 4, C, 3]");
  }

  @Test
  void empty_matches_are_shown_or_left_out() {
    String measures = "MEASURES MATCH_NUMBER() AS k ";
    assertThat(rows(measures + "ALL ROWS PER MATCH PATTERN (A* B? C?)", "AXA"))
        .containsExactly("[0, 1, A, 0]", "[1000, 2, X, 1]", "[2000, 3, A, 2]");
    assertThat(rows(measures + "ALL ROWS PER MATCH OMIT EMPTY MATCHES PATTERN (A* B? C?)", "AXA"))
        .containsExactly("[0, 1, A, 0]", "[2000, 3, A, 2]");
  }

  @Test
  void permute_takes_each_once_in_any_order() {
    String measures = "MEASURES FIRST(A.n) AS a, FIRST(B.n) AS b, FIRST(C.n) AS c ";
    assertThat(rows(measures + "PATTERN (PERMUTE(A, B, C))", "BBACX")).containsExactly("[2, 1, 3]");
    assertThat(rows(measures + "PATTERN (RELAXED(PERMUTE(A, B, C)))", "CXBXA"))
        .containsExactly("[4, 2, 0]");
  }

  @Test
  void anchors_hold_at_the_ends_of_a_partition() {
    String measures = "MEASURES FIRST(A.n) AS a, LAST(B.n) AS b ";
    assertThat(rows(measures + "PATTERN (^ A B? C?)", "AXA")).containsExactly("[0, null]");
    assertThat(rows(measures + "PATTERN (A B+ C? $)", "ABABB")).containsExactly("[2, 4]");
  }

  @Test
  void next_looks_at_rows_that_come_later() {
    var rows = new ArrayList<OutputRow>();
    Engine engine = Engine.create(rows::add);
    engine.execute(
        """
        CREATE STREAM e (n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        CREATE PATTERN peak AS SELECT n, behind FROM e MATCH_RECOGNIZE (
          ORDER BY ts
          MEASURES P.n AS n, NEXT(P.n, 2) AS behind
          PATTERN (P) WITHIN INTERVAL '1' MINUTE
          DEFINE P AS P.n > PREV(P.n) AND P.n > NEXT(P.n)) AS m;
        """);
    var seen = new ArrayList<Integer>();
    int[] values = {1, 5, 3, 4, 2, 9};
    for (int i = 0; i < values.length; i++) {
      engine.publish("e", Map.of("n", values[i], "ts", i * 1000L));
      seen.add(rows.size());
    }
    engine.end();
    assertThat(rows)
        .extracting(row -> Arrays.toString(row.values()))
        .containsExactly("[5, 4]", "[4, 9]");
    assertThat(seen).as("decided two rows later").containsExactly(0, 0, 0, 1, 1, 2);
  }
}
