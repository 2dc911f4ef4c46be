package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.explain.Automaton;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.Control;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.InFlight;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is in flight, asked behind each event: the fast matchers tell what the clear one does, by
 * the states that EXPLAIN shows, and being asked changes nothing.
 */
class CensusDuelTest {
  private static final int DUELS = 300 * Integer.getInteger("times", 1);
  private static final String STREAM =
      "CREATE STREAM e (k STRING, a INT, b INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";

  private static final String[] PATTERNS = {
    "A -> B -> C",
    "A ->> B -> C",
    "A ->> B ->> C",
    "A B C",
    "A B+ C",
    "A B* C",
    "A+ B? C",
    "A B*? C?",
    "A{2,3} B",
    "A -> RELAXED(B+) -> C",
    "(A | B) -> C",
    "(A -> B){2}",
    "A -> NOT B -> C",
    "A B A C",
    "(A B | B A) C",
    "PERMUTE(A, B, C)",
    "A -> (B | C) -> A",
    "A -> B",
    "A ->> B"
  };

  @Test
  void all_matchers_tell_the_same() {
    long seed = Long.getLong("seed", 1);
    var met = new TreeMap<String, Integer>();
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed * 0x9E3779B97F4A7C15L); // first numbers of near seeds are alike
      String statement = statement(random);
      List<Event> events = events(random);
      String matcher = matcher(statement);
      var fast = new ArrayList<InFlight>();
      var clear = new ArrayList<InFlight>();
      List<String> rows = run(statement, events, Matching.FASTEST, fast);
      run(statement, events, Matching.CLEAR, clear);
      String what = "seed %d, %s%n%s".formatted(seed, matcher, statement);
      for (int i = 0; i < events.size(); i++) {
        var upTo = events.subList(0, i + 1).stream().map(e -> Arrays.toString(e.values()));
        if (matcher.equals("SETS") && statement.contains("SKIP PAST LAST ROW")) {
          // The judge looks at starts one after the other; the sets have all of them at once.
          assertThat(fast.get(i).attempts())
              .as(what)
              .isGreaterThanOrEqualTo(clear.get(i).attempts());
          continue;
        }
        boolean merges = matcher.equals("RUNS") && !statement.contains("NO SKIP");
        assertThat(fast.get(i))
            .as("%s%n%s", what, upTo.toList())
            .isEqualTo(asFar(clear.get(i), fast.get(i), merges));
      }
      met.merge(matcher, (int) fast.stream().filter(f -> f.keys() > 0).count(), Integer::sum);
      assertThat(run(statement, events, Matching.FASTEST, null)).as(what).isEqualTo(rows);
    }
    System.out.printf("%d duels, moments with attempts %s, last seed %d%n", DUELS, met, seed - 1);
    assertThat(met.keySet()).contains("TABLE", "SETS", "RUNS", "COLUMNS", "COUNTS");
  }

  /**
   * Without what the matcher says it does not know.
   *
   * @param merges whether it keeps the first of two threads that have taken the rows by different
   *     variables and will go on alike, where the clear one keeps both
   */
  private static InFlight asFar(InFlight clear, InFlight fast, boolean merges) {
    var states = new ArrayList<InFlight.State>();
    for (int i = 0; i < clear.states().size(); i++) {
      InFlight.State c = clear.states().get(i);
      InFlight.State f = fast.states().get(i);
      if (merges && c.attempts() != null && f.attempts() != null && f.attempts() < c.attempts()) {
        states.add(f);
        continue;
      }
      states.add(
          new InFlight.State(
              c.id(),
              c.variable(),
              f.attempts() == null ? null : c.attempts(),
              f.partialMatches() == null ? null : c.partialMatches(),
              f.keys() == null ? null : c.keys(),
              f.waiting() == null ? null : c.waiting()));
    }
    boolean counts = fast.attempts() == null;
    return counts
        ? new InFlight(
            fast.attempts(),
            clear.keys(),
            clear.keySchema(),
            fast.oldest(),
            states,
            fast.topKeys(),
            false)
        : new InFlight(
            clear.attempts(),
            clear.keys(),
            clear.keySchema(),
            clear.oldest(),
            states,
            clear.topKeys(),
            false);
  }

  private static String statement(Random random) {
    String skip = pick(random, "NO SKIP", "NO SKIP", "SKIP TO NEXT ROW", "SKIP PAST LAST ROW");
    boolean counted = skip.equals("NO SKIP") && random.nextInt(4) == 0;
    String pattern = pick(random, PATTERNS);
    boolean absence = !counted && random.nextInt(8) == 0 && !pattern.contains("NOT");
    boolean looks = random.nextInt(3) == 0;
    String b = looks ? pick(random, "B.b >= A.b", "B.b = A.b") : "B.a BETWEEN 2 AND 4";
    return ("CREATE PATTERN p WITH (unbounded = 'true') AS SELECT * FROM e MATCH_RECOGNIZE (%s"
            + " ORDER BY ts MEASURES %s %s AFTER MATCH %s PATTERN (%s%s)"
            + " WITHIN INTERVAL '%d' SECOND DEFINE A AS A.a < 3%s%s%s) AS m")
        .formatted(
            random.nextInt(4) == 0 ? "" : "PARTITION BY k",
            counted ? "COUNT(*) AS n" : "LAST(ts) AS t",
            counted ? "ONE ROW PER LAST ROW" : "",
            skip,
            pattern,
            absence ? " -> NOT N" : "",
            1 + random.nextInt(12),
            ", B AS " + b,
            pattern.contains("C") ? ", C AS C.a > 2" : "",
            absence ? ", N AS N.a = 5" : "");
  }

  private static List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    long time = 0;
    for (int n = 0, size = 5 + random.nextInt(30); n < size; n++) {
      Object[] values = {"k" + random.nextInt(3), random.nextInt(6), random.nextInt(4), time};
      events.add(new Event("e", time, n, values, Map.of()));
      time += random.nextInt(3) == 0 ? 0 : 500L * (1 + random.nextInt(3));
    }
    return events;
  }

  private static List<String> run(
      String statement, List<Event> events, Matching matching, @Nullable List<InFlight> asked) {
    EngineTask task = Engine.newTask(Limits.DEFAULT, matching);
    task.onControl(new Control.Deploy(STREAM, 1), row -> {});
    task.onControl(new Control.Deploy(statement, 1), row -> {});
    var rows = new ArrayList<String>();
    for (Event event : events) {
      task.onEvent(event, row -> rows.add(row.id() + " " + Arrays.toString(row.values())));
      if (asked != null) {
        asked.add(task.inFlight("p"));
      }
    }
    return rows;
  }

  private static String matcher(String statement) {
    String program = explanation(statement).program();
    return program.replaceAll("(?s).*matched by (\\w+).*", "$1");
  }

  private static Explanation explanation(String statement) {
    CompileResult result = StatementCompiler.compile(STREAM + ";" + statement, Catalog.EMPTY);
    assertThat(result.isValid()).as("%s%n%s", statement, result.diagnostics()).isTrue();
    return Explanation.of(((Compiled.Query) result.statements().getLast()).standing());
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void states_are_those_of_the_picture() {
    for (String pattern : PATTERNS) {
      String statement =
          ("CREATE PATTERN p AS SELECT * FROM e MATCH_RECOGNIZE (ORDER BY ts MEASURES LAST(ts) AS t"
                  + " PATTERN (%s) WITHIN INTERVAL '9' SECOND"
                  + " DEFINE A AS A.a < 3, B AS B.a > 1%s) AS m")
              .formatted(pattern, pattern.contains("C") ? ", C AS C.a > 2" : "");
      EngineTask task = Engine.newTask();
      task.onControl(new Control.Deploy(STREAM, 1), row -> {});
      task.onControl(new Control.Deploy(statement, 1), row -> {});
      Automaton picture = Objects.requireNonNull(explanation(statement).automaton());
      assertThat(task.inFlight("p").states())
          .as(pattern)
          .extracting(state -> state.id() + " " + state.variable())
          .isEqualTo(
              picture.states().stream()
                  .skip(1)
                  .map(state -> state.id() + " " + state.variable())
                  .toList());
    }
  }
}
