package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.OutputRow.Kind;
import io.sluice.cep.task.QueryFailedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final String TX =
      """
      CREATE STREAM tx (card STRING, amount DOUBLE, n INT, ts TIMESTAMP(3),
        WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
      """;
  private static final String TESTING =
      """
      CREATE PATTERN card_testing AS
      SELECT card, probes, big FROM tx MATCH_RECOGNIZE (
        PARTITION BY card ORDER BY ts
        MEASURES COUNT(PROBE.*) AS probes, BIG.amount AS big
        PATTERN (RELAXED(PROBE{3,}) -> BIG) WITHIN INTERVAL '10' MINUTE
        DEFINE PROBE AS PROBE.amount < 2, BIG AS BIG.amount > 200
      ) AS m;
      """;

  private final List<OutputRow> rows = new ArrayList<>();
  private final Engine engine = Engine.create(rows::add);

  private void tx(String card, double amount, long second) {
    engine.publish("tx", Map.of("card", card, "amount", amount, "ts", second * 1000));
  }

  private List<String> seen() {
    return rows.stream().map(r -> r.to() + " " + Arrays.toString(r.values())).toList();
  }

  // ---- rows and time ----

  @Test
  void a_pattern_gives_an_alert_with_its_rows() {
    engine.execute(TX + TESTING);
    tx("c1", 1, 1);
    tx("c2", 1, 2);
    tx("c1", 1.5, 3);
    tx("c1", 0.5, 2); // out of order, within the delay
    tx("c1", 300, 9);
    assertThat(rows).isEmpty();
    engine.advanceTo(Instant.ofEpochSecond(9));
    assertThat(seen()).containsExactly("card_testing [c1, 3, 300.0]");
    OutputRow row = rows.getFirst();
    assertThat(row.kind()).isEqualTo(Kind.ALERT);
    assertThat(row.producer()).isEqualTo("card_testing");
    assertThat(row.version()).isEqualTo(1);
    assertThat(row.id()).matches("alr_[0-9a-z]{26}");
    assertThat(row.time()).isEqualTo(9000);
    assertThat(row.keySchema().names()).containsExactly("card");
    assertThat(row.key()).containsExactly("c1");
    assertThat(row.matched())
        .extracting(m -> m.variable() + m.event().time() / 1000)
        .containsExactly("PROBE1", "PROBE2", "PROBE3", "BIG9");
  }

  @Test
  void a_late_row_is_counted_and_goes_where_late_says() {
    engine.execute(
        """
        CREATE STREAM late (card STRING, ts TIMESTAMP(3));
        CREATE STREAM tx (card STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts) LATE TO late;
        CREATE PATTERN too_late AS SELECT card FROM late;
        CREATE PATTERN all_cards AS SELECT card FROM tx;
        """);
    engine.publish("tx", Map.of("card", "a", "ts", 2000L));
    engine.publish("tx", Map.of("card", "b", "ts", 1000L));
    engine.publish("tx", Map.of("card", "c", "ts", 2000L));
    assertThat(seen())
        .containsExactly("all_cards [a]", "late [b, 1000]", "too_late [b]", "all_cards [c]");
    assertThat(rows.get(1).kind()).isEqualTo(Kind.LATE);
    assertThat(engine.stats().streams().get("tx").late()).isEqualTo(1);
    assertThat(engine.stats().streams().get("tx").events()).isEqualTo(3);
  }

  @Test
  void an_absence_is_an_alert_when_the_watermark_passes_its_bound() {
    engine.execute(
        """
        CREATE STREAM beats (device STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        CREATE PATTERN lost AS SELECT device, due FROM beats MATCH_RECOGNIZE (
          PARTITION BY device ORDER BY ts
          MEASURES MATCH_ROWTIME() AS due
          AFTER MATCH SKIP TO NEXT ROW
          PATTERN (BEAT -> NOT AGAIN) WITHIN INTERVAL '30' SECOND
          DEFINE AGAIN AS TRUE) AS m;
        """);
    engine.publish("beats", Map.of("device", "d1", "ts", 0L));
    engine.publish("beats", Map.of("device", "d2", "ts", 10_000L));
    engine.publish("beats", Map.of("device", "d1", "ts", 29_999L));
    engine.advanceTo(Instant.ofEpochMilli(39_999));
    assertThat(seen()).isEmpty();
    engine.advanceTo(Instant.ofEpochMilli(40_000));
    assertThat(seen()).containsExactly("lost [d2, 40000]");
    engine.end();
    assertThat(seen()).containsExactly("lost [d2, 40000]", "lost [d1, 59999]");
  }

  @Test
  void rows_of_one_time_are_matched_in_the_order_of_the_other_items() {
    engine.execute(
        """
        CREATE STREAM e (v STRING, n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        CREATE PATTERN ab AS SELECT x, y FROM e MATCH_RECOGNIZE (
          ORDER BY ts, n DESC
          MEASURES A.n AS x, B.n AS y
          PATTERN (A B) WITHIN INTERVAL '1' MINUTE
          DEFINE A AS A.v = 'a', B AS B.v = 'b') AS m;
        """);
    engine.publish("e", Map.of("v", "b", "n", 1, "ts", 1000L));
    engine.publish("e", Map.of("v", "a", "n", 2, "ts", 1000L));
    engine.advanceTo(Instant.ofEpochMilli(1000));
    assertThat(seen()).as("more rows of this time may come").isEmpty();
    engine.advanceTo(Instant.ofEpochMilli(1001));
    assertThat(seen()).containsExactly("ab [2, 1]");
  }

  @Test
  void statements_feed_streams_that_others_read() {
    engine.execute(
        """
        CREATE STREAM tx (card STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
        CREATE STREAM large (card STRING, at TIMESTAMP(3), WATERMARK FOR at AS at);
        CREATE PATTERN twice AS SELECT card FROM large MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY at
          MEASURES LAST(L.at) AS last_at
          PATTERN (L{2}) WITHIN INTERVAL '1' MINUTE DEFINE L AS TRUE) AS m;
        INSERT INTO large SELECT card, ts FROM tx WHERE amount > 100;
        """);
    tx("a", 500, 1);
    tx("a", 50, 2);
    tx("a", 600, 3);
    assertThat(seen()).containsExactly("large [a, 1000]", "large [a, 3000]", "twice [a]");
    assertThat(rows).extracting(OutputRow::offset).containsExactly(0L, 1L, 0L);
    assertThatThrownBy(() -> engine.publish("large", Map.of("card", "x", "at", 9000L)))
        .isInstanceOf(EventException.class)
        .hasMessage(
            "stream 'large' is fed by 'insert into large'; publish to the streams that it reads");
  }

  @Test
  void a_limit_ends_a_bounded_query() {
    engine.execute(TX + "SELECT card FROM tx LIMIT 2;");
    for (int i = 0; i < 4; i++) {
      tx("c" + i, 1, i);
    }
    engine.end();
    assertThat(seen()).containsExactly("result [c0]", "result [c1]");
  }

  @Test
  void null_keys_are_one_group() {
    engine.execute(TX + TESTING);
    for (int i = 0; i < 4; i++) {
      var fields = new HashMap<String, Object>();
      fields.put("card", null);
      fields.put("amount", i < 3 ? 1.0 : 999.0);
      fields.put("ts", i * 1000L);
      engine.publish("tx", fields);
    }
    engine.end();
    assertThat(seen()).containsExactly("card_testing [null, 3, 999.0]");
  }

  // ---- values that fail ----

  @Test
  void a_standing_pattern_counts_a_failing_value_and_goes_on() {
    engine.execute(TX + "CREATE PATTERN p AS SELECT card FROM tx WHERE 10 / n > 1;");
    engine.publish("tx", Map.of("card", "a", "n", 0, "ts", 1000L));
    engine.publish("tx", Map.of("card", "b", "n", 2, "ts", 2000L));
    engine.end();
    assertThat(seen()).containsExactly("p [b]");
    assertThat(engine.stats().patterns().get("p").errors()).isEqualTo(1);
  }

  @Test
  void a_bounded_query_ends_with_the_place_and_the_row() {
    engine.execute(TX + "SELECT 10 / n AS x FROM tx;");
    engine.publish("tx", Map.of("n", 0, "ts", 1000L));
    assertThatThrownBy(engine::end)
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("line 3, column 8: division by zero")
        .hasMessageContaining("at row 0 of stream 'tx' (1970-01-01T00:00:01Z)");
  }

  // ---- what runs ----

  @Test
  void a_script_with_an_error_changes_nothing() {
    assertThatThrownBy(() -> engine.execute(TX + "CREATE PATTERN p AS SELECT nope FROM tx;"))
        .isInstanceOf(StatementException.class);
    assertThat(engine.catalog().streams()).isEmpty();
    assertThat(engine.stats().streams()).isEmpty();
  }

  @Test
  void a_replaced_pattern_starts_afresh_with_the_next_version() {
    engine.execute(TX + TESTING);
    tx("c1", 1, 1);
    tx("c1", 1, 2);
    tx("c1", 1, 3);
    engine.advanceTo(Instant.ofEpochSecond(4));
    engine.execute(TESTING.replace("CREATE", "CREATE OR REPLACE"));
    tx("c1", 900, 5);
    tx("c1", 1, 6);
    tx("c1", 1, 7);
    tx("c1", 1, 8);
    tx("c1", 800, 9);
    engine.end();
    assertThat(seen()).containsExactly("card_testing [c1, 3, 800.0]");
    assertThat(rows.getFirst().version()).isEqualTo(2);
  }

  @Test
  void a_paused_pattern_sees_nothing_and_forgets_partial_matches() {
    engine.execute(TX + TESTING);
    tx("c1", 1, 1);
    tx("c1", 1, 2);
    engine.advanceTo(Instant.ofEpochSecond(2));
    assertThat(engine.stats().patterns().get("card_testing").attempts()).isOne();
    engine.execute("PAUSE PATTERN card_testing");
    assertThat(engine.stats().patterns().get("card_testing").attempts()).isZero();
    assertThat(engine.stats().patterns().get("card_testing").paused()).isTrue();
    tx("c1", 1, 3);
    engine.advanceTo(Instant.ofEpochSecond(3));
    engine.execute("RESUME PATTERN card_testing");
    tx("c1", 900, 4);
    engine.end();
    assertThat(rows).isEmpty();
  }

  @Test
  void what_is_dropped_is_gone() {
    engine.execute(TX + TESTING);
    engine.execute("DROP PATTERN card_testing; DROP STREAM tx;");
    assertThat(engine.catalog().streams()).isEmpty();
    assertThat(engine.catalog().patterns()).isEmpty();
    assertThat(engine.stats().patterns()).isEmpty();
    engine.execute(TX);
  }

  // ---- publishing ----

  @Test
  void values_are_widened_and_checked() {
    engine.execute(
        """
        CREATE STREAM stock (i INT, b BIGINT, d DOUBLE, money DECIMAL(5,2), t STRING NOT NULL,
          a ARRAY<INT>, ts TIMESTAMP(3));
        SELECT i, b, d, money, t, a, ts FROM stock;
        """);
    engine.publish(
        "STOCK",
        Map.of(
            "I",
            (short) 3,
            "b",
            4,
            "d",
            5L,
            "money",
            1.005,
            "t",
            "x",
            "a",
            List.of(1L, 2),
            "ts",
            Instant.ofEpochMilli(7)));
    engine.end();
    assertThat(seen()).containsExactly("result [3, 4, 5.0, 1.01, x, [1, 2], 7]");
    assertThat(problem(Map.of("t", "x", "i", 3_000_000_000L)))
        .isEqualTo("stream 'stock': column 'i' is INT and can not take the value 3000000000");
    assertThat(problem(Map.of("t", "x", "d", "cheap")))
        .isEqualTo("stream 'stock': column 'd' is DOUBLE and can not take the text 'cheap'");
    assertThat(problem(Map.of("t", "x", "money", 12345.0)))
        .isEqualTo(
            "stream 'stock': column 'money' is DECIMAL(5,2) and can not take the value 12345.0");
    assertThat(problem(Map.of("i", 1)))
        .isEqualTo("stream 'stock': column 't' is NOT NULL and can not be null");
    assertThat(problem(Map.of("t", "x", "mony", 1)))
        .startsWith("stream 'stock' has no column 'mony'; did you mean 'money'?");
    assertThatThrownBy(() -> engine.publish("stok", Map.of()))
        .isInstanceOf(EventException.class)
        .hasMessage("there is no stream 'stok'; did you mean 'stock'?");
  }

  private String problem(Map<String, Object> fields) {
    var all = new HashMap<>(fields);
    all.putIfAbsent("ts", 1L);
    try {
      engine.publish("stock", all);
      return "";
    } catch (EventException e) {
      return String.valueOf(e.getMessage());
    }
  }

  // ---- state ----

  @Test
  void a_task_goes_on_where_the_stored_one_stopped() {
    String feed =
        "CREATE STREAM probes (card STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);"
            + "INSERT INTO probes SELECT card, ts FROM tx WHERE amount < 2;"
            + "CREATE PATTERN quiet AS SELECT card FROM probes MATCH_RECOGNIZE ("
            + " PARTITION BY card ORDER BY ts MEASURES MATCH_NUMBER() AS n AFTER MATCH SKIP TO NEXT"
            + " ROW PATTERN (P -> NOT Q) WITHIN INTERVAL '3' SECOND DEFINE Q AS TRUE) AS m;"
            + "SELECT card, n FROM tx LIMIT 3;";
    Engine script = Engine.create(rows::add);
    script.execute(TX + TESTING + feed);
    List<String> statements =
        List.of(
            TX,
            TESTING,
            feed.split(";")[0],
            feed.split(";")[1],
            feed.split(";")[2],
            feed.split(";")[3]);
    assertThat(described(taskRows(statements, true)))
        .isEqualTo(described(taskRows(statements, false)));
    assertThat(taskRows(statements, false)).hasSizeGreaterThan(10);
  }

  private static List<OutputRow> taskRows(List<String> statements, boolean restart) {
    var rows = new ArrayList<OutputRow>();
    var disk = new TreeMap<String, byte[][]>();
    EngineTask task = Engine.newTask();
    for (String statement : statements) {
      task.onControl(new Control.Deploy(statement, 1), rows::add);
      task = restart ? restarted(task, disk) : task;
    }
    for (int i = 0; i < 40; i++) {
      long time = i * 1000L - i % 3 * 2000L;
      Object[] values = {"c" + i % 4 % 3, i % 5 == 4 ? 300.0 : 1.0, i, time};
      task.onEvent(new io.sluice.cep.event.Event("tx", time, i, values, Map.of()), rows::add);
      if (i == 20) {
        task.onControl(new Control.PausePattern("QUIET"), rows::add);
        task = restart ? restarted(task, disk) : task;
        task.onControl(new Control.ResumePattern("quiet"), rows::add);
      }
      if (i == 25) {
        task.onControl(new Control.Deploy(TESTING, 2), rows::add);
      }
      task = restart ? restarted(task, disk) : task;
    }
    task.onEnd(rows::add);
    return rows;
  }

  private static EngineTask restarted(EngineTask task, TreeMap<String, byte[][]> disk) {
    task.drainDirty(
        new EngineTask.StateWriter() {
          @Override
          public void put(byte[] key, byte[] value) {
            disk.put(Arrays.toString(key), new byte[][] {key, value});
          }

          @Override
          public void delete(byte[] key) {
            disk.remove(Arrays.toString(key));
          }
        });
    EngineTask next = Engine.newTask();
    next.restore(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
    assertThat(next.stats()).isEqualTo(task.stats());
    return next;
  }

  private static List<String> described(List<OutputRow> rows) {
    return rows.stream()
        .map(
            r ->
                "%s %s v%d %s %d %d %s %d"
                    .formatted(
                        r.kind(),
                        r.to(),
                        r.version(),
                        r.id(),
                        r.time(),
                        r.offset(),
                        Arrays.toString(r.values()),
                        r.matchedTotal()))
        .toList();
  }

  @Test
  void a_key_is_forgotten_when_the_rows_before_a_match_do_not_matter() {
    engine.execute(
        TX
            + """
            CREATE PATTERN fall AS SELECT n FROM tx MATCH_RECOGNIZE (
              PARTITION BY card ORDER BY ts MEASURES COUNT(*) AS n
              PATTERN (S D{2}) WITHIN INTERVAL '1' MINUTE
              DEFINE S AS S.amount > 10, D AS D.amount < PREV(D.amount)) AS m;
            """);
    tx("c1", 30, 1);
    tx("c1", 20, 2);
    tx("c1", 10, 3);
    tx("c2", 1, 4);
    engine.advanceTo(Instant.ofEpochSecond(100));
    assertThat(seen()).containsExactly("fall [3]");
    assertThat(engine.stats().patterns().get("fall").keys()).isZero();
  }

  @Test
  void a_bound_passes_before_a_row_that_waits_for_those_behind_it() {
    engine.execute(
        TX
            + """
            CREATE PATTERN alone AS SELECT amount FROM tx MATCH_RECOGNIZE (
              PARTITION BY card ORDER BY ts MEASURES A.amount AS amount
              PATTERN (A -> NOT B) WITHIN INTERVAL '10' SECOND
              DEFINE A AS A.amount < NEXT(A.amount), B AS B.amount > 100) AS m;
            """);
    tx("c1", 1, 1);
    tx("c1", 2, 20);
    engine.advanceTo(Instant.ofEpochSecond(30));
    assertThat(seen()).containsExactly("alone [1.0]");
  }

  @Test
  void a_row_without_a_time_can_not_feed_a_stream_and_the_problem_is_told() {
    engine.execute(
        TX
            + """
            CREATE STREAM probes (card STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
            CREATE PATTERN probe AS INSERT INTO probes
              SELECT card, CASE WHEN amount > 1 THEN ts END FROM tx;
            """);
    tx("c1", 1, 1);
    tx("c2", 2, 2);
    engine.end();
    assertThat(engine.stats().streams().get("probes").events()).isOne();
    var stats = engine.stats().patterns().get("probe");
    assertThat(stats.errors()).isOne();
    assertThat(stats.problem())
        .isEqualTo(
            "INSERT INTO probes: the time column 'ts' is NULL; the row was left out, at row 0 of"
                + " stream 'tx' (1970-01-01T00:00:01Z)");
  }

  @Test
  void a_silent_stream_goes_on_with_the_clock() {
    EngineTask task = Engine.newTask();
    for (String statement :
        List.of(
            "CREATE STREAM e (v STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND IDLE AFTER INTERVAL '10' SECOND)",
            """
            CREATE PATTERN alone AS SELECT at FROM e MATCH_RECOGNIZE (
              ORDER BY ts MEASURES MATCH_ROWTIME() AS at
              PATTERN (A -> NOT B) WITHIN INTERVAL '30' SECOND
              DEFINE A AS A.v = 'a', B AS B.v = 'b') AS m""")) {
      task.onControl(new Control.Deploy(statement, 1), rows::add);
    }
    Object[] values = {"a", 100_000L};
    task.onEvent(new io.sluice.cep.event.Event("e", 100_000, 0, values, Map.of()), rows::add);
    for (long now : new long[] {100_000, 105_000, 111_000, 140_999}) {
      task.onTick(now, rows::add);
    }
    assertThat(rows).isEmpty();
    assertThat(task.stats().streams().get("e").watermark()).isEqualTo(140_999 - 10_000 - 1000);
    task = restarted(task, new TreeMap<>());
    task.onTick(141_000, rows::add);
    assertThat(seen()).containsExactly("alone [130000]");
  }

  @Test
  void a_replaced_stream_goes_with_its_state() {
    var disk = new TreeMap<String, byte[][]>();
    EngineTask task = Engine.newTask();
    task.onControl(new Control.Deploy(TX, 1), rows::add);
    Object[] values = {"c1", 1.0, 1, 1000L};
    task.onEvent(new io.sluice.cep.event.Event("tx", 1000, 0, values, Map.of()), rows::add);
    task = restarted(task, disk);
    assertThat(task.stats().streams().get("tx").waiting()).isOne();
    task.onControl(
        new Control.Deploy("CREATE OR REPLACE STREAM TX (a STRING, ts TIMESTAMP(3))", 2),
        rows::add);
    task = restarted(task, disk);
    assertThat(task.stats().streams()).containsOnlyKeys("TX");
    assertThat(task.stats().streams().get("TX").events()).isZero();
    assertThat(disk).as("the task and the new stream").hasSize(2);
  }

  @Test
  void the_oldest_partial_match_of_all_keys_gives_way_at_the_limit_of_a_pattern() {
    var limits = new Limits(10, 2, 1000);
    Engine small = Engine.create(rows::add, limits);
    String loop =
        """
        CREATE PATTERN runs AS SELECT card, n FROM tx MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY ts MEASURES COUNT(*) AS n
          PATTERN (A+) WITHIN INTERVAL '1' HOUR DEFINE A AS A.amount > 0) AS m;
        """;
    small.execute(TX + loop);
    for (int i = 0; i < 4; i++) {
      small.publish("tx", Map.of("card", "c" + i, "amount", 1.0, "ts", i * 1000L));
    }
    small.advanceTo(Instant.ofEpochSecond(10));
    assertThat(seen()).containsExactly("runs [c0, 1]", "runs [c1, 1]");
    assertThat(small.stats().patterns().get("runs").dropped()).isEqualTo(2);
    assertThat(small.stats().patterns().get("runs").problem())
        .contains("more than 2 partial matches are open over all keys for the key [c1]");
    Engine query = Engine.create(rows::add, limits);
    query.execute(TX + loop.replace("CREATE PATTERN runs AS ", ""));
    for (int i = 0; i < 4; i++) {
      query.publish("tx", Map.of("card", "c" + i, "amount", 1.0, "ts", i * 1000L));
    }
    assertThatThrownBy(query::end)
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("more than 2 partial matches are open over all keys");
  }
}
