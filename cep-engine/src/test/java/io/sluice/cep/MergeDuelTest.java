package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.DuelCase;
import io.sluice.cep.testing.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * MERGE against its rewriting: one stream with the columns of all, NULLs and {@code _stream}, whose
 * rows come in the order of time, then of the streams, then of their logs; {@code X ON a AS c} is
 * {@code X AS X._stream = 'a' AND c}. Rows of the merged streams arrive out of order, within the
 * delay.
 */
class MergeDuelTest {
  private static final int DUELS = 400 * Integer.getInteger("times", 1);
  private static final long DELAY = 4000;
  private static final List<String> STREAMS = List.of("a", "b", "c");
  private static final List<String> OWN = List.of("x", "y", "z");

  private record Duel(String pattern, String measures, String more, Map<String, String[]> define) {
    String merged() {
      return statement("MERGE (a, b, c)", "%s ON %s AS %s");
    }

    String rewritten() {
      return statement("u", "%1$s AS %1$s.s = '%2$s' AND %3$s");
    }

    private String statement(String from, String form) {
      var conditions = new ArrayList<String>();
      define.forEach(
          (name, on) ->
              conditions.add(
                  on[0].isEmpty()
                      ? "%s AS %s".formatted(name, on[1])
                      : form.formatted(name, on[0], on[1])));
      return "CREATE PATTERN p AS SELECT * FROM %s MATCH_RECOGNIZE (PARTITION BY k ORDER BY ts MEASURES %s %s PATTERN (%s) WITHIN INTERVAL '6' SECOND DEFINE %s) AS m"
          .formatted(from, measures, more, pattern, String.join(", ", conditions));
    }
  }

  @Test
  void merged_streams_are_one_stream_with_all_columns() {
    long seed = Long.getLong("seed", 1);
    int found = 0;
    for (int i = 0; i < DUELS; i++, seed++) {
      var random = new Random(seed);
      Duel duel = duel(random);
      List<Event> arrivals = arrivals(random);
      List<OutputRow> merged = run(duel.merged(), arrivals, false);
      if (differs(duel, arrivals)) {
        List<Event> few = DuelCase.shrunk(arrivals, some -> differs(duel, some));
        fail(
            "-Dseed=%d, shrunk:%n%s%ngot %s",
            seed,
            DuelCase.text(
                "A duel of MERGE with its rewriting: " + duel.rewritten(),
                List.of(stream(0), stream(1), stream(2), duel.merged()),
                few,
                run(duel.rewritten(), inOrder(few), false)),
            values(run(duel.merged(), few, false)));
      }
      found += merged.size();
    }
    assertThat(found).isGreaterThan(DUELS);
  }

  private static boolean differs(Duel duel, List<Event> arrivals) {
    List<OutputRow> merged = run(duel.merged(), arrivals, false);
    return !values(merged).equals(values(run(duel.rewritten(), inOrder(arrivals), false)))
        || !ids(run(duel.merged(), arrivals, true)).equals(ids(merged));
  }

  // ---- what is tried ----

  private static Duel duel(Random random) {
    var define = new TreeMap<String, String[]>();
    for (String name : List.of("A", "B", "C")) {
      int on = random.nextInt(4);
      String own = on < 3 && random.nextBoolean() ? name + "." + OWN.get(on) + " < 3" : "TRUE";
      String condition =
          random.nextInt(3) == 0 ? own : "%s.v = '%s'".formatted(name, name.toLowerCase());
      define.put(name, new String[] {on < 3 ? STREAMS.get(on) : "", condition});
    }
    String pattern =
        pick(
            random,
            "A B C?",
            "A -> B -> C",
            "A+ -> (B | C)",
            "A -> NOT B -> C",
            "A B* -> NOT C",
            "A (B | C)+",
            "A ->> B C?");
    define.keySet().removeIf(name -> !pattern.contains(name));
    String more =
        pick(
            random,
            "",
            "AFTER MATCH SKIP TO NEXT ROW",
            "ONE ROW PER MATCH SHOW TIMEOUT MATCHES",
            "ALL ROWS PER MATCH WITH UNMATCHED ROWS");
    return new Duel(
        pattern,
        "CLASSIFIER() AS last_one, FIRST(ts) AS t0, LAST(x) AS lx, LAST(y) AS ly, COUNT(z) AS nz, MATCH_ROWTIME() AS at",
        more,
        define);
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static List<Event> arrivals(Random random) {
    var arrival = new HashMap<Event, Long>();
    var rows = new ArrayList<Event>();
    long time = 0;
    for (int i = 0, n = 3 + random.nextInt(14); i < n; i++) {
      String stream = STREAMS.get(random.nextInt(3));
      Object[] values = {
        pick(random, "k1", "k2"), pick(random, "a", "b", "c"), random.nextInt(5), time
      };
      var row = new Event(stream, time, i, values, Map.of());
      rows.add(row);
      arrival.put(row, time + random.nextLong(DELAY));
      time += random.nextInt(3) * 700L;
    }
    rows.sort(Comparator.comparing(arrival::get));
    var offsets = new HashMap<String, Long>();
    var arrivals = new ArrayList<Event>();
    for (Event row : rows) {
      long offset = offsets.merge(row.stream(), 1L, Long::sum) - 1;
      arrivals.add(new Event(row.stream(), row.time(), offset, row.values(), Map.of()));
    }
    return arrivals;
  }

  private static List<Event> inOrder(List<Event> arrivals) {
    var rows = new ArrayList<>(arrivals);
    rows.sort(
        Comparator.comparingLong(Event::time)
            .thenComparing(Event::stream)
            .thenComparingLong(Event::offset));
    var union = new ArrayList<Event>();
    for (Event row : rows) {
      int own = STREAMS.indexOf(row.stream());
      Object[] values = new Object[7];
      values[0] = row.values()[0];
      values[1] = row.values()[1];
      values[own == 0 ? 2 : own + 3] = row.values()[2];
      values[3] = row.values()[3];
      values[6] = row.stream();
      union.add(new Event("u", row.time(), union.size(), values, Map.of()));
    }
    return union;
  }

  // ---- running ----

  private static List<OutputRow> run(String pattern, List<Event> arrivals, boolean restart) {
    String union =
        "CREATE STREAM u (k STRING, v STRING, x INT, ts TIMESTAMP(3), y INT, z INT, s STRING, WATERMARK FOR ts AS ts)";
    List<String> script = List.of(stream(0), stream(1), stream(2), union, pattern);
    return Tasks.run(script, arrivals, restart).rows();
  }

  private static String stream(int i) {
    return "CREATE STREAM %s (k STRING, v STRING, %s INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '4' SECOND)"
        .formatted(STREAMS.get(i), OWN.get(i));
  }

  // ---- comparing ----

  private static List<String> values(List<OutputRow> rows) {
    return rows.stream().map(row -> row.time() + Arrays.toString(row.values())).toList();
  }

  private static List<String> ids(List<OutputRow> rows) {
    return rows.stream().map(row -> row.id() + row.time() + Arrays.toString(row.values())).toList();
  }
}
