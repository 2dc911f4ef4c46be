package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.Tasks;
import io.sluice.percolator.Fields;
import io.sluice.percolator.Percolator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A stream joined with a table of stored queries, against its definition: for each row of the
 * stream, in order, the rows of the table as of its time are asked one by one by plain Lucene.
 */
class StoredQueriesJoinTest {
  private static final int DUELS = 150 * Integer.getInteger("times", 1);
  private static final long DELAY = 4000;
  private static final String NEWS =
      "CREATE STREAM news (body TEXT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '4' SECOND)";
  private static final String TABLE =
      "CREATE TABLE saved (name STRING, q STRING, ts TIMESTAMP(3), PRIMARY KEY (name) NOT ENFORCED%s)";
  private static final String BY_TIME = ", WATERMARK FOR ts AS ts - INTERVAL '4' SECOND";
  private static final String PATTERN =
      "CREATE PATTERN told AS SELECT n.body, s.name, s.ts FROM news AS n JOIN saved FOR SYSTEM_TIME AS OF n.ts AS s ON MATCHES(n.body, s.q)";
  private static final List<String> QUERIES =
      List.of(
          "a", "b AND NOT c", "\"a b\"", "a*", "c OR d~1", "\"b a\"~2", "*:* AND NOT a", "/[bd]/");

  @Test
  void rows_meet_the_queries_that_the_table_has_at_their_time() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int i = 0; i < DUELS; i++, seed++) {
      List<Event> arrivals = arrivals(new Random(seed));
      List<String> wanted = wanted(inOrder(arrivals));
      for (boolean restart : new boolean[] {false, true}) {
        List<String> got = run(TABLE.formatted(BY_TIME), arrivals, restart);
        if (!got.equals(wanted)) {
          fail(
              "-Dseed=%d, restarted: %s%n%s%nwanted %s%ngot %s",
              seed, restart, text(arrivals), wanted, got);
        }
      }
      found += wanted.size();
    }
    assertThat(found).isGreaterThan(DUELS);
  }

  @Test
  void a_table_without_a_watermark_holds_nothing_back() {
    long seed = Long.getLong("seed", 1);
    for (int i = 0; i < DUELS / 3; i++, seed++) {
      List<Event> inOrder = renumbered(inOrder(arrivals(new Random(seed))));
      List<Event> news = new ArrayList<>(inOrder);
      news.removeIf(row -> row.stream().equals("saved"));
      List<Event> first = new ArrayList<>(inOrder);
      first.removeIf(row -> row.stream().equals("news"));
      first.addAll(news);
      assertThat(run(TABLE.formatted(""), first, true))
          .as("-Dseed=%d", seed)
          .isEqualTo(wanted(first));
    }
  }

  @Test
  void a_statement_begins_with_the_rows_that_its_table_has() {
    var told = new ArrayList<OutputRow>();
    Engine engine = Engine.create(told::add);
    engine.execute(NEWS + ";" + TABLE.formatted("") + ";");
    engine.publish("saved", Map.of("name", "x", "q", "a", "ts", 0L));
    engine.publish("saved", Map.of("name", "y", "q", "b", "ts", 0L));
    engine.publish("saved", Map.of("name", "y", "q", "c", "ts", 0L));
    engine.execute(PATTERN + ";");
    engine.publish("news", Map.of("body", "a b", "ts", 0L));
    engine.end();
    assertThat(values(told)).containsExactly("[a b, x, 0]");
  }

  @Test
  void rows_of_one_event_are_told_apart_and_say_what_they_are_of() {
    var rows =
        List.of(
            row("saved", 0, "x", "a", 0L), row("saved", 1, "y", "a", 0L), row("news", 0, "a", 1L));
    List<OutputRow> told =
        Tasks.run(List.of(NEWS, TABLE.formatted(BY_TIME), PATTERN), rows, false).rows();
    assertThat(told).hasSize(2);
    assertThat(told.get(0).id()).isNotEqualTo(told.get(1).id());
    assertThat(told.get(1).matched())
        .extracting(m -> m.event().stream())
        .containsExactly("news", "saved");
  }

  @Test
  void a_text_that_is_no_query_is_an_error_of_its_row_and_asks_for_nothing() {
    var told = new ArrayList<OutputRow>();
    Engine engine = Engine.create(told::add);
    engine.execute(NEWS + ";" + TABLE.formatted("") + ";" + PATTERN + ";");
    engine.publish("saved", Map.of("name", "x", "q", "a", "ts", 0L));
    engine.publish("saved", Map.of("name", "x", "q", "a AND (", "ts", 0L));
    engine.publish("saved", Map.of("name", "y", "q", "a", "ts", 0L));
    engine.publish("news", Map.of("body", "a", "ts", 0L));
    engine.end();
    assertThat(values(told)).containsExactly("[a, y, 0]");
    assertThat(engine.stats().patterns().get("told").errors()).isEqualTo(1);
    assertThat(engine.stats().patterns().get("told").problem())
        .contains("column 'q'")
        .contains("table saved");
  }

  // ---- the definition ----

  private static List<String> wanted(List<Event> inOrder) {
    var percolator = new Percolator(Fields.builder().text("body").defaultFields("body").build());
    var table = new TreeMap<String, Event>();
    var wanted = new ArrayList<String>();
    for (Event row : inOrder) {
      if (row.stream().equals("saved")) {
        table.put((String) row.values()[0], row);
        continue;
      }
      String body = (String) row.values()[0];
      if (body == null) {
        continue;
      }
      var index = new MemoryIndex();
      index.addField("body", body, new StandardAnalyzer());
      for (Event with : table.values()) {
        String query = (String) with.values()[1];
        if (query != null && fits(index, percolator.parse(query))) {
          wanted.add(Arrays.toString(new Object[] {body, with.values()[0], with.values()[2]}));
        }
      }
    }
    return wanted;
  }

  /** Counted, since the score of a fuzzy match can be 0. */
  private static boolean fits(MemoryIndex index, Query query) {
    try {
      return index.createSearcher().count(query) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Event> inOrder(List<Event> arrivals) {
    var rows = new ArrayList<>(arrivals);
    rows.sort(
        Comparator.comparingLong(Event::time)
            .thenComparing(Event::stream, Comparator.reverseOrder()) // the table goes first
            .thenComparingLong(Event::offset));
    return rows;
  }

  // ---- what is tried ----

  private static List<Event> arrivals(Random random) {
    var arrival = new HashMap<Event, Long>();
    var rows = new ArrayList<Event>();
    long time = 0;
    for (int i = 0, n = 5 + random.nextInt(20); i < n; i++) {
      var row =
          random.nextBoolean()
              ? row("news", i, random.nextInt(9) == 0 ? null : words(random), time)
              : row(
                  "saved",
                  i,
                  "q" + random.nextInt(4),
                  random.nextInt(6) == 0 ? null : QUERIES.get(random.nextInt(QUERIES.size())),
                  time);
      rows.add(row);
      arrival.put(row, time + random.nextLong(DELAY));
      time += random.nextInt(3) * 700L;
    }
    rows.sort(Comparator.comparing(arrival::get));
    return renumbered(rows);
  }

  private static List<Event> renumbered(List<Event> rows) {
    var offsets = new HashMap<String, Long>();
    var numbered = new ArrayList<Event>();
    for (Event row : rows) {
      long offset = offsets.merge(row.stream(), 1L, Long::sum) - 1;
      numbered.add(new Event(row.stream(), row.time(), offset, row.values(), Map.of()));
    }
    return numbered;
  }

  private static String words(Random random) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      words.add(String.valueOf((char) ('a' + random.nextInt(4))));
    }
    return String.join(" ", words);
  }

  /** The last value is the time. */
  private static Event row(String stream, long offset, @Nullable Object... values) {
    return new Event(stream, (Long) values[values.length - 1], offset, values, Map.of());
  }

  // ---- running ----

  private static List<String> run(String table, List<Event> arrivals, boolean restart) {
    return values(Tasks.run(List.of(NEWS, table, PATTERN), arrivals, restart).rows());
  }

  private static List<String> values(List<OutputRow> rows) {
    return rows.stream().map(row -> Arrays.toString(row.values())).toList();
  }

  private static String text(List<Event> rows) {
    var text = new StringBuilder();
    rows.forEach(r -> text.append(r.stream()).append(Arrays.toString(r.values())).append("\n"));
    return text.toString();
  }
}
