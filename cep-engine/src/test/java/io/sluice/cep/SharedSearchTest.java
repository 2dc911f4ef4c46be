package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Statements that search one stream share an index, and rows that fit the query of none wake none.
 * Each must tell what it tells where it is alone: there its query is asked by itself.
 */
class SharedSearchTest {
  private static final int DUELS = 6 * Integer.getInteger("times", 1);
  private static final String NEWS =
      "CREATE STREAM news (body TEXT, tag STRING, n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '3' SECOND)";
  private static final String TABLE =
      "CREATE TABLE saved (name STRING, q STRING, ts TIMESTAMP(3), PRIMARY KEY (name) NOT ENFORCED, WATERMARK FOR ts AS ts - INTERVAL '3' SECOND)";
  private static final List<String> QUERIES =
      List.of("a", "b AND NOT c", "\"a b\"", "a*", "c OR d~1", "\"b a\"~2", "tag:x", "n:[2 TO 3]");

  @Test
  void statements_tell_what_they_tell_alone() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int i = 0; i < DUELS; i++, seed++) {
      var random = new Random(seed);
      var statements = new ArrayList<String>();
      for (int s = random.nextInt(2, 24); s > 0; s--) {
        statements.add(statement("p" + s, random));
      }
      List<Event> rows = rows(random);
      Map<String, List<String>> together = run(statements, rows, statements.size() < 5);
      for (String statement : statements) {
        Map<String, List<String>> alone = run(List.of(statement), rows, false);
        String name = statement.split(" ")[2];
        List<String> wanted = alone.getOrDefault(name, List.of());
        if (!together.getOrDefault(name, List.of()).equals(wanted)) {
          fail(
              "-Dseed=%d%n%s%n%s%nalone    %s%ntogether %s",
              seed, statement, text(rows), wanted, together.get(name));
        }
        found += wanted.size();
      }
    }
    assertThat(found).isGreaterThan(10 * DUELS);
  }

  @Test
  void statements_come_and_go_while_rows_do() {
    long seed = Long.getLong("seed", 1);
    for (int i = 0; i < DUELS; i++, seed++) {
      var random = new Random(seed);
      var told = new ArrayList<OutputRow>();
      Engine engine = Engine.create(told::add);
      engine.execute(NEWS.replace(" - INTERVAL '3' SECOND", "") + ";");
      var queries = new HashMap<String, Integer>();
      var wanted = new ArrayList<String>();
      for (int n = 0; n < 40; n++) {
        String name = "p" + random.nextInt(16);
        if (queries.remove(name) != null) {
          engine.execute("DROP PATTERN " + name + ";");
        } else {
          int least = random.nextInt(4);
          engine.execute(
              "CREATE PATTERN %s AS SELECT ts FROM news WHERE MATCHES(body, 'w%d');"
                  .formatted(name, least));
          queries.put(name, least);
        }
        int word = random.nextInt(4);
        engine.publish("news", Map.of("body", "w" + word, "ts", n * 10_000L));
        queries.forEach(
            (of, asked) -> {
              if (asked == word) {
                wanted.add(of);
              }
            });
      }
      engine.end();
      assertThat(told.stream().map(OutputRow::to).toList())
          .as("-Dseed=%d", seed)
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  private static String statement(String name, Random random) {
    String q = query(random);
    return "CREATE PATTERN "
        + name
        + " AS "
        + switch (random.nextInt(6)) {
          case 0 -> "SELECT body, ts FROM news WHERE MATCHES(body, '%s')".formatted(q);
          case 1 -> "SELECT ts FROM news WHERE n > 1 AND MATCHES((body, tag), '%s')".formatted(q);
          case 2 -> "SELECT ts FROM news WHERE n = 2 OR NOT MATCHES(body, '%s')".formatted(q);
          case 3 ->
              "SELECT n.ts, s.name FROM news AS n %s saved FOR SYSTEM_TIME AS OF n.ts AS s ON MATCHES(n.body, s.q)"
                  .formatted(random.nextBoolean() ? "JOIN" : "LEFT JOIN");
          case 4 ->
              "SELECT ts, SCORE(body, '%s') AS score FROM news WHERE MATCHES(body, '%s') OR MATCHES(body, '%s')"
                  .formatted(q, q, query(random));
          default ->
              "SELECT * FROM news MATCH_RECOGNIZE (PARTITION BY tag ORDER BY ts MEASURES A.ts AS a, B.ts AS b AFTER MATCH %s PATTERN (A -> B) WITHIN INTERVAL '5' SECOND DEFINE A AS MATCHES(A.body, '%s'), B AS MATCHES(B.body, '%s') AND B.n >= A.n)"
                  .formatted(
                      random.nextBoolean() ? "SKIP TO NEXT ROW" : "SKIP PAST LAST ROW",
                      q,
                      query(random));
        };
  }

  private static String query(Random random) {
    return QUERIES.get(random.nextInt(QUERIES.size()));
  }

  private static List<Event> rows(Random random) {
    var rows = new ArrayList<Event>();
    var offsets = new HashMap<String, Long>();
    long time = 0;
    for (int i = random.nextInt(10, 40); i > 0; i--) {
      time += random.nextInt(3) * 700L;
      long at = Math.max(0, time - random.nextInt(2500));
      if (random.nextInt(3) == 0) {
        String q = random.nextInt(6) == 0 ? null : query(random);
        rows.add(row("saved", offsets, "k" + random.nextInt(4), q, at));
      } else {
        String body = random.nextInt(9) == 0 ? null : words(random);
        rows.add(
            row("news", offsets, body, "xy".charAt(random.nextInt(2)) + "", random.nextInt(4), at));
      }
    }
    return rows;
  }

  /** The last value is the time. */
  private static Event row(String stream, Map<String, Long> offsets, @Nullable Object... values) {
    long offset = offsets.merge(stream, 1L, Long::sum) - 1;
    return new Event(stream, (Long) values[values.length - 1], offset, values, Map.of());
  }

  private static String words(Random random) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      words.add(String.valueOf((char) ('a' + random.nextInt(4))));
    }
    return String.join(" ", words);
  }

  /** Rows by the statement that told them. */
  private static Map<String, List<String>> run(
      List<String> statements, List<Event> rows, boolean restart) {
    var all = new ArrayList<>(List.of(NEWS, TABLE));
    all.addAll(statements);
    var told = new HashMap<String, List<String>>();
    for (OutputRow row : Tasks.run(all, rows, restart).rows()) {
      told.computeIfAbsent(row.to(), _ -> new ArrayList<>()).add(Arrays.toString(row.values()));
    }
    return told;
  }

  private static String text(List<Event> rows) {
    var text = new StringBuilder();
    rows.forEach(r -> text.append(r.stream()).append(Arrays.toString(r.values())).append("\n"));
    return text.toString();
  }
}
