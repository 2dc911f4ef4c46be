package io.sluice.cep.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.program.expr.ColumnOfRow;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.runtime.automaton.Fit;
import io.sluice.cep.runtime.match.Letters;
import io.sluice.cep.runtime.match.RandomMatches;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.Matching;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.QueryFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The fast matchers against the clear one, on random patterns that they run: equal rows with equal
 * ids behind each event and in one order, also where the fast one is stored and restored after
 * every event. Of very many matches that one event completes (NO SKIP) each lot has that order
 * only.
 */
class AutomatonDuelTest {
  private static final int DUELS = 1_000 * Integer.getInteger("times", 1);

  /** The automata forget all the time. */
  private static final Limits FEW_STATES = Limits.DEFAULT.withAutomatonStates(3);

  /** So many matches of no more rows than come here are one lot. */
  private static final int LOT = 1_300;

  private static final StreamDef STREAM =
      new StreamDef(
          "letters",
          new Schema(
              List.of(
                  new Schema.Column("letter", ColumnType.STRING, false),
                  new Schema.Column("value", ColumnType.INT, false),
                  new Schema.Column("key", ColumnType.STRING, false)),
              false),
          -1,
          0,
          -1,
          null,
          -1,
          "CREATE STREAM letters");

  @Test
  void what_the_clear_matcher_finds_the_fast_ones_find() {
    long seed = Long.getLong("seed", 1);
    var run = new TreeMap<Fit.Kind, Integer>();
    int rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      Letters clause = clause(random);
      QueryProgram program = program(clause);
      Fit fit = Fit.of(program.match(), true, EmittedTime.ROW);
      if (fit.kind() == Fit.Kind.CLEAR) {
        continue;
      }
      run.merge(fit.kind(), 1, Integer::sum);
      List<Event> events = events(random, clause);
      var clear = new Told(program, events, Matching.CLEAR, Limits.DEFAULT, false);
      var fast = new Told(program, events, Matching.FASTEST, Limits.DEFAULT, false);
      var restarted = new Told(program, events, Matching.FASTEST, FEW_STATES, true);
      var forgetful = new Told(program, events, Matching.FASTEST, FEW_STATES, false);
      String what = "seed %d, %s%n%s%n%s".formatted(seed, clause, program.dump(), events(events));
      assertThat(fast.rows).as(what).isEqualTo(clear.rows);
      assertThat(restarted.rows).as("restarted, %s", what).isEqualTo(clear.rows);
      assertThat(forgetful.inOrder).as("few states, %s", what).isEqualTo(clear.inOrder);
      assertThat(restarted.inOrder).as("order restarted, %s", what).isEqualTo(fast.inOrder);
      assertThat(fast.inOrder).as("in order, %s", what).isEqualTo(clear.inOrder);
      assertThat(fast.figures).as(what).isEqualTo(clear.figures);
      assertThat(restarted.figures).as("restarted, %s", what).isEqualTo(clear.figures);
      rows += clear.inOrder.size();
    }
    System.out.printf("%s duels, %d rows, last seed %d%n", run, rows, seed - 1);
    assertThat(run.values()).allMatch(n -> n > DUELS / 20);
    assertThat(rows).isPositive();
  }

  /** A clause of which the fast matchers can run most. */
  private static Letters clause(Random random) {
    Letters clause = RandomMatches.clause(random);
    clause.plain();
    clause.bounded = random.nextInt(3) == 0;
    clause.leadingNot = random.nextInt(5) == 0 ? "N" : "";
    if (random.nextInt(3) == 0) {
      clause.skip = MatchProgram.Skip.NO_SKIP;
    }
    boolean every = clause.skip == MatchProgram.Skip.NO_SKIP;
    clause.within =
        random.nextInt(3) == 0
            ? OptionalLong.empty()
            : OptionalLong.of(1000L * (2 + random.nextInt(every ? 7 : 12)));
    clause.timeouts = clause.within.isPresent() && random.nextInt(3) == 0;
    if (clause.within.isEmpty()) {
      clause.leadingNot = "";
    }
    clause.timeouts &= !every;
    if (clause.within.isEmpty()) {
      clause.trailingNot = "";
      clause.timeouts = false;
      clause.end = Letters.End.values()[Math.max(0, random.nextInt(12) - 8)];
    } else if (every && random.nextInt(4) == 0) {
      clause.trailingNot = "N";
    }
    clause.numbered = random.nextInt(6) == 0;
    clause.gap =
        every || random.nextInt(3) > 0
            ? OptionalLong.empty()
            : OptionalLong.of(1000L * (1 + random.nextInt(4)));
    clause.rows =
        every || clause.skip == MatchProgram.Skip.TO_NEXT_ROW || random.nextInt(5) > 0
            ? MatchProgram.Rows.ONE
            : MatchProgram.Rows.ALL_WITH_UNMATCHED;
    clause.early = !every && !clause.timeouts && random.nextInt(5) == 0;
    for (char variable : "ABCN".toCharArray()) {
      if (random.nextInt(6) == 0) {
        clause.rises.put(variable, 1 + random.nextInt(3));
      }
    }
    return clause;
  }

  private static List<Event> events(Random random, Letters clause) {
    int keys = 1 + random.nextInt(3);
    boolean bounded = clause.within.isPresent();
    // Every run of an endless loop doubles with each row: beyond some the order is that of lots.
    int most = clause.skip == MatchProgram.Skip.NO_SKIP ? (bounded ? 24 : 13) : bounded ? 60 : 240;
    var events = new ArrayList<Event>();
    long time = 0;
    for (int i = 0, n = 1 + random.nextInt(most); i < n; i++) {
      Object key = random.nextInt(keys) == 0 ? null : "k" + random.nextInt(keys);
      Object[] values = {String.valueOf(RandomMatches.letter(random)), random.nextInt(4), key};
      events.add(new Event("letters", time, i, values, Map.of()));
      time += random.nextInt(4) == 0 ? 0 : 1000L * (1 + random.nextInt(2));
    }
    return events;
  }

  private static String events(List<Event> events) {
    return String.join(
        " ",
        events.stream()
            .map(e -> "%s@%d/%s".formatted(e.values()[0], e.time() / 1000, e.values()[2]))
            .toList());
  }

  private static QueryProgram program(Letters clause) {
    Evaluator labels =
        scope -> {
          var text = new StringBuilder();
          for (Event row : scope.rows(RowSet.ALL, false)) {
            text.append(scope.at(row).label()).append(row.offset()).append(' ');
          }
          if (clause.numbered) {
            text.append(scope.property(MatchProperty.NUMBER));
          }
          return text.toString();
        };
    MatchProgram match =
        clause.program(
            List.of(new ColumnOfRow(2)), List.of(new MatchProgram.Measure("labels", labels, "")));
    return new QueryProgram(
        "p",
        List.of("letters"),
        List.of(),
        List.of(),
        match,
        List.of(),
        match.output(),
        List.of(),
        new QueryProgram.Destination.Alerts(),
        List.of(),
        match.bounded());
  }

  /** What a task tells, event by event, and at the end. */
  private static final class Told {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> inOrder = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();

    Told(
        QueryProgram program,
        List<Event> events,
        Matching matching,
        Limits limits,
        boolean restart) {
      var task = new TaskRuntime(limits, matching, true);
      task.createStream(STREAM, STREAM.statement(), 1);
      task.deploy("p", program, "CREATE PATTERN p", 1);
      var disk = new TreeMap<String, byte[][]>();
      for (Event event : events) {
        var told = new ArrayList<OutputRow>();
        try {
          task.event(event, told::add);
        } catch (QueryFailedException e) {
          tell(told);
          inOrder.add(e.getMessage());
          return;
        }
        tell(told);
        if (restart) {
          task.drain(writer(disk));
          task = load(disk, program, limits, matching);
        }
      }
      var told = new ArrayList<OutputRow>();
      figures.add(figures(task));
      try {
        task.end(told::add);
      } catch (QueryFailedException e) {
        tell(told);
        inOrder.add(e.getMessage());
        return;
      }
      tell(told);
      task.drain(writer(disk));
      if (restart) {
        assertThat(disk.values().stream().filter(part -> part[0][0] >= PartKeys.HELD_ROWS))
            .as("parts left behind")
            .isEmpty();
      }
    }

    private static String figures(TaskRuntime task) {
      var stats = task.stats().patterns().get("p");
      return "%d matches, %d dropped, %d errors"
          .formatted(stats.matches(), stats.dropped(), stats.errors());
    }

    private void tell(List<OutputRow> told) {
      var texts = new ArrayList<String>();
      for (OutputRow row : told) {
        texts.add(
            "%s %d %s %s"
                .formatted(
                    row.id(),
                    row.time(),
                    Arrays.toString(row.values()),
                    Arrays.toString(row.key())));
      }
      if (texts.size() > LOT) {
        texts.sort(null);
      }
      inOrder.addAll(texts);
      rows.add(texts);
    }

    private static EngineTask.StateWriter writer(Map<String, byte[][]> disk) {
      return new EngineTask.StateWriter() {
        @Override
        public void put(byte[] key, byte[] value) {
          disk.put(Arrays.toString(key), new byte[][] {key, value});
        }

        @Override
        public void delete(byte[] key) {
          assertThat(disk.remove(Arrays.toString(key)))
              .as("what is deleted was stored")
              .isNotNull();
        }
      };
    }

    private static TaskRuntime load(
        Map<String, byte[][]> disk, QueryProgram program, Limits limits, Matching matching) {
      StoredState stored =
          StoredState.read(to -> disk.values().forEach(part -> to.accept(part[0], part[1])));
      var task = new TaskRuntime(limits, matching, true);
      for (StoredState.Item item : stored.items()) {
        if (item.stream()) {
          task.restoreStream(stored, item.deployed(), STREAM);
        } else {
          assertThat(task.restoreQuery(stored, item.deployed(), program)).isTrue();
        }
      }
      return task;
    }
  }
}
