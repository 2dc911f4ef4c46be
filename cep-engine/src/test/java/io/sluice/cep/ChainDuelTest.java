package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.DuelCase;
import io.sluice.cep.testing.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random chains of statements over rows that arrive out of order: no row that a statement emits is
 * late by itself, the reader of a derived stream sees its rows in order (it finds what it finds in
 * the same rows published in order), and a task that is restored after every row gives the same
 * rows as one that runs on.
 */
class ChainDuelTest {
  private static final int DUELS = 150 * Integer.getInteger("times", 1);
  private static final long DELAY = 4000;

  private static final String RAW =
      "CREATE STREAM raw (k STRING, v STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '4' SECOND)";
  private static final String FED =
      "CREATE STREAM fed (k STRING, v STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts%s)";
  private static final String NEXT =
      "CREATE STREAM next (k STRING, v STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  private record Chain(List<String> statements, String reader, List<Event> arrivals) {
    Chain with(List<Event> some) {
      return new Chain(statements, reader, some);
    }
  }

  @Test
  void a_derived_stream_is_complete_when_it_says_so() {
    long seed = Long.getLong("seed", 1);
    int derived = 0;
    int found = 0;
    for (int i = 0; i < DUELS; i++, seed++) {
      Chain chain = chain(new Random(seed));
      String wrong = difference(chain);
      if (wrong != null) {
        List<Event> few =
            DuelCase.shrunk(chain.arrivals, some -> difference(chain.with(some)) != null);
        List<String> script = new ArrayList<>(chain.statements);
        script.add(chain.reader);
        fail(
            "-Dseed=%d, shrunk: %s%n%s",
            seed,
            difference(chain.with(few)),
            DuelCase.text(
                "What the reader finds in the rows it is fed; the rows are the engine's own.",
                script,
                few,
                run(chain.with(few), false, new HashMap<>())));
      }
      List<OutputRow> rows = run(chain, false, new HashMap<>());
      derived += described(rows, OutputRow.Kind.STREAM).size();
      found += described(rows, OutputRow.Kind.ALERT).size();
    }
    assertThat(derived).isGreaterThan(DUELS);
    assertThat(found).isGreaterThan(DUELS / 2);
  }

  private static @Nullable String difference(Chain chain) {
    var late = new HashMap<String, Long>();
    List<OutputRow> rows = run(chain, false, late);
    if (late.values().stream().anyMatch(n -> n > 0)) {
      return "late rows: " + late;
    }
    List<String> found = described(rows, OutputRow.Kind.ALERT);
    List<String> judged = judged(chain, rows);
    if (!found.equals(judged)) {
      return "found %s, the reader alone finds %s".formatted(found, judged);
    }
    List<String> restored = ids(run(chain, true, late));
    return restored.equals(ids(rows)) ? null : "restored %s".formatted(restored);
  }

  // ---- what is tried ----

  private static Chain chain(Random random) {
    var statements = new ArrayList<String>();
    statements.add(RAW);
    statements.add(FED.formatted(random.nextInt(3) == 0 ? " - INTERVAL '3' SECOND" : ""));
    statements.add(NEXT);
    for (int i = 0, n = 1 + random.nextInt(2); i < n; i++) {
      statements.add(
          "CREATE PATTERN f%d AS INSERT INTO fed %s".formatted(i, feeder(random, "raw")));
    }
    String last = "fed";
    if (random.nextInt(3) == 0) {
      statements.add("CREATE PATTERN g AS INSERT INTO next " + feeder(random, "fed"));
      last = "next";
    }
    return new Chain(statements, reader(random, last), arrivals(random));
  }

  private static String feeder(Random random, String from) {
    if (random.nextInt(5) == 0) {
      return "SELECT k, v, ts FROM %s WHERE v <> 'x'".formatted(from);
    }
    String time =
        pick(
            random,
            "MATCH_ROWTIME()",
            "LAST(ts)",
            "FIRST(ts)",
            "LAST(A.ts)",
            "FIRST(A.ts)",
            "MATCH_END()");
    return "SELECT k, v, at FROM %s ".formatted(from)
        + match(random, "k", "LAST(v) AS v, %s AS at".formatted(time));
  }

  private static String reader(Random random, String from) {
    String key = pick(random, "k", "v", "");
    return "CREATE PATTERN p AS SELECT a, z, n FROM %s ".formatted(from)
        + match(random, key, "FIRST(ts) AS a, LAST(ts) AS z, COUNT(*) AS n");
  }

  private static String match(Random random, String key, String measures) {
    String skip = pick(random, "", "", "SKIP TO NEXT ROW", "SKIP TO LAST A");
    String pattern =
        pick(
            random,
            "A+",
            "A B* C?",
            "A -> B",
            "A -> C -> B",
            "A -> NOT B",
            "A+ -> NOT C",
            "A A",
            "A C | A",
            "A -> NOT C -> B",
            "A RELAXED(B+)");
    var conditions = new ArrayList<String>();
    conditions.add("A AS A.v <> 'x'");
    for (String variable : List.of("B", "C")) {
      if (pattern.contains(variable)) {
        conditions.add(
            "%s AS %s.v = '%s'".formatted(variable, variable, variable.toLowerCase(Locale.ROOT)));
      }
    }
    boolean many = pattern.startsWith("A+") || pattern.equals("A A");
    return "MATCH_RECOGNIZE (%s ORDER BY ts MEASURES %s %s PATTERN (%s) WITHIN INTERVAL '%d' SECOND DEFINE %s) AS m"
        .formatted(
            key.isEmpty() ? "" : "PARTITION BY " + key,
            measures,
            skip.isEmpty() || skip.endsWith("A") && !many ? "" : "AFTER MATCH " + skip,
            pattern,
            1 + random.nextInt(9),
            String.join(", ", conditions));
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static List<Event> arrivals(Random random) {
    var rows = new ArrayList<Event>();
    var arrival = new HashMap<Event, Long>();
    long time = 0;
    for (int i = 0, n = 2 + random.nextInt(14); i < n; i++) {
      Object[] values = {pick(random, "k1", "k2", "k3"), pick(random, "a", "b", "c", "x"), time};
      var row = new Event("raw", time, i, values, Map.of());
      rows.add(row);
      arrival.put(row, time + random.nextLong(DELAY));
      time += random.nextInt(4) * 700L;
    }
    rows.sort(Comparator.comparing(arrival::get));
    var arrivals = new ArrayList<Event>();
    for (Event row : rows) {
      arrivals.add(new Event("raw", row.time(), arrivals.size(), row.values(), Map.of()));
    }
    return arrivals;
  }

  // ---- running ----

  private static List<OutputRow> run(Chain chain, boolean restart, Map<String, Long> late) {
    var rows = new ArrayList<OutputRow>();
    var disk = new TreeMap<String, byte[][]>();
    EngineTask task = Tasks.newTask();
    for (String statement : chain.statements) {
      task.onControl(new Control.Deploy(statement, 1), rows::add);
    }
    task.onControl(new Control.Deploy(chain.reader, 1), rows::add);
    for (Event event : chain.arrivals) {
      task.onEvent(event, rows::add);
      task = restart ? Tasks.restarted(task, disk) : task;
    }
    task.onEnd(rows::add);
    task.stats().streams().forEach((name, stream) -> late.put(name, stream.late()));
    return rows;
  }

  /** The reader alone, over the derived rows in their order. */
  private static List<String> judged(Chain chain, List<OutputRow> rows) {
    String from = chain.reader.contains("FROM next ") ? "next" : "fed";
    var derived =
        new ArrayList<>(
            rows.stream()
                .filter(row -> row.kind() == OutputRow.Kind.STREAM && row.to().equals(from))
                .toList());
    derived.sort(
        Comparator.<OutputRow>comparingLong(row -> timeOf(row.values()))
            .thenComparingLong(OutputRow::offset));
    var found = new ArrayList<OutputRow>();
    EngineTask task = Tasks.newTask();
    task.onControl(new Control.Deploy(NEXT.replace("next", from), 1), found::add);
    task.onControl(new Control.Deploy(chain.reader, 1), found::add);
    for (int i = 0; i < derived.size(); i++) {
      @Nullable Object[] values = derived.get(i).values();
      task.onEvent(new Event(from, timeOf(values), i, values, Map.of()), found::add);
    }
    task.onEnd(found::add);
    return described(found, OutputRow.Kind.ALERT);
  }

  private static long timeOf(@Nullable Object[] values) {
    return values[2] instanceof Long time ? time : Long.MIN_VALUE;
  }

  // ---- comparing ----

  private static List<String> described(List<OutputRow> rows, OutputRow.Kind kind) {
    return rows.stream()
        .filter(row -> row.kind() == kind)
        .map(row -> row.to() + Arrays.toString(row.values()))
        .toList();
  }

  private static List<String> ids(List<OutputRow> rows) {
    return rows.stream()
        .map(row -> row.kind() + row.to() + row.id() + row.offset() + Arrays.toString(row.values()))
        .toList();
  }
}
