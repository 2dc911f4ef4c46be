package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.task.OutputRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of many statements on a stream those share the answers of a condition that ask the same. */
class SharedConditionsTest {
  private static final String MANY =
      """
      CREATE STREAM s (kind STRING, n INT, "1" INT, t STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
      %s\
      """;

  private final List<OutputRow> rows = new ArrayList<>();
  private final Engine engine = Engine.create(rows::add);
  private int seconds;

  SharedConditionsTest() {
    var others = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      others.append(pattern("other" + i, "", "", "'none'", "n > " + i));
    }
    engine.execute(MANY.formatted(others));
  }

  private static String pattern(String name, String params, String skip, String a, String b) {
    return """
        CREATE PATTERN %s %s AS SELECT n FROM s MATCH_RECOGNIZE (
          ORDER BY ts MEASURES LAST(n) AS n %s
          PATTERN (A -> B) WITHIN INTERVAL '1' HOUR DEFINE A AS kind = %s, B AS %s) AS m;
        """
        .formatted(name, params, skip, a, b);
  }

  private void row(String kind, int n, int one, String t) {
    Instant time = Instant.ofEpochSecond(seconds++);
    engine.publish("s", Map.of("kind", kind, "n", n, "1", one, "t", t, "ts", time));
  }

  private List<String> told() {
    return rows.stream().map(row -> row.to() + " " + row.values()[0]).toList();
  }

  @Test
  void parameters_that_make_one_text_together_are_not_equal() {
    String b = "t = :p AND kind <> :q";
    engine.execute(
        pattern("p1", "(p STRING DEFAULT 'a, b', q STRING DEFAULT 'c')", "", "'a'", b)
            + pattern("p2", "(p STRING DEFAULT 'a', q STRING DEFAULT 'b, c')", "", "'a'", b));
    row("a", 1, 0, "");
    row("x", 2, 0, "a");
    row("x", 3, 0, "a, b");
    assertThat(told()).containsExactly("p2 2", "p1 3");
  }

  @Test
  void a_column_called_1_is_not_the_number() {
    String skip = "AFTER MATCH NO SKIP";
    engine.execute(
        pattern("number", "", skip, "'a'", "n = 1")
            + pattern("column", "", skip, "'a'", "n = \"1\""));
    row("a", 5, 0, "");
    row("x", 4, 4, "");
    row("x", 1, 0, "");
    assertThat(told()).containsExactly("column 4", "number 1");
  }
}
