package io.sluice.cep.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.runtime.match.CaseText;
import io.sluice.cep.runtime.match.Letters;
import io.sluice.cep.runtime.match.NaiveMatcher;
import io.sluice.cep.runtime.match.RandomMatches;
import io.sluice.cep.task.EngineTask;
import io.sluice.cep.task.Limits;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.DuelCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random patterns on rows of up to three keys that arrive out of order, within the stream's delay:
 * what comes out is what the definition says for each key, and a task that is stored and restored
 * after every row gives the same rows as one that runs on.
 */
class TaskRuntimeDuelTest {
  private static final int DUELS = 1_500 * Integer.getInteger("times", 1);
  private static final long DELAY = 4000;

  private record Case(Letters clause, List<Event> arrivals, List<Event> inOrder) {
    Case with(List<Event> some) {
      return new Case(
          clause, some, some.stream().sorted(Comparator.comparingLong(Event::time)).toList());
    }
  }

  private static boolean differs(Case one) {
    List<OutputRow> straight = run(one, false);
    return !written(one.clause, straight).stream()
            .sorted()
            .toList()
            .equals(expected(one).stream().sorted().toList())
        || !described(run(one, true)).equals(described(straight));
  }

  @Test
  void order_of_arrival_and_restarts_do_not_change_the_rows() {
    long seed = Long.getLong("seed", 1);
    int rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      Case one = random(new Random(seed));
      List<OutputRow> straight = run(one, false);
      if (differs(one)) {
        Case few =
            one.with(
                DuelCase.shrunk(one.arrivals, some -> !some.isEmpty() && differs(one.with(some))));
        fail(
            "-Dseed=%d, shrunk: expected %s%n     got %s%nrestored %s%nwithout keys:%n%s",
            seed,
            expected(few),
            described(run(few, false)),
            described(run(few, true)),
            CaseText.of(few.clause, few.inOrder));
      }
      rows += straight.size();
    }
    System.out.printf("%d duels, %d rows, last seed %d%n", DUELS, rows, seed - 1);
    assertThat(rows).isGreaterThan(DUELS);
  }

  private static Case random(Random random) {
    Letters clause = RandomMatches.clause(random);
    clause.bounded = false;
    int keys = 1 + random.nextInt(3);
    var inOrder = new ArrayList<Event>();
    int most = clause.skip == MatchProgram.Skip.NO_SKIP ? 7 : 12;
    for (int i = 0, n = 1 + random.nextInt(most); i < n; i++) {
      // Distinct times: rows of one time are ordered by their place in the log, which shuffling is.
      Object key = random.nextInt(keys) == 0 ? null : "k" + random.nextInt(keys);
      Object[] values = {String.valueOf(RandomMatches.letter(random)), random.nextInt(4), key};
      inOrder.add(new Event("letters", i * 1000L, i, values, Map.of()));
    }
    var shuffled = new ArrayList<>(inOrder);
    var delays = new TreeMap<Integer, Long>();
    inOrder.forEach(e -> delays.put((int) e.offset(), e.time() + random.nextLong(DELAY)));
    shuffled.sort(Comparator.comparingLong(e -> delays.get((int) e.offset())));
    var arrivals = new ArrayList<Event>();
    for (int i = 0; i < shuffled.size(); i++) {
      Event e = shuffled.get(i);
      arrivals.add(new Event(e.stream(), e.time(), i, e.values(), Map.of()));
    }
    return new Case(clause, arrivals, inOrder);
  }

  // ---- running ----

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
          DELAY,
          -1,
          null,
          -1,
          "CREATE STREAM letters");

  private static QueryProgram program(Letters clause) {
    Evaluator key = scope -> scope.row().values()[2];
    Evaluator labels =
        scope -> {
          var text = new StringBuilder();
          for (Event row : scope.rows(RowSet.ALL, false)) {
            text.append(scope.at(row).label()).append(row.time() / 1000).append(' ');
          }
          return text.toString();
        };
    MatchProgram match =
        clause.program(List.of(key), List.of(new MatchProgram.Measure("labels", labels, "")));
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
        false);
  }

  private static List<OutputRow> run(Case one, boolean restart) {
    var rows = new ArrayList<OutputRow>();
    QueryProgram program = program(one.clause);
    var task = new TaskRuntime(Limits.DEFAULT);
    task.createStream(STREAM, STREAM.statement(), 1);
    task.deploy("p", program, "CREATE PATTERN p", 1);
    var disk = new Disk();
    for (Event event : one.arrivals) {
      task.event(event, rows::add);
      if (restart) {
        task.drain(disk);
        task = disk.load(program);
      }
    }
    task.end(rows::add);
    task.drain(disk);
    assertThat(disk.parts.keySet().stream().filter(k -> k.startsWith(PartKeys.PARTITION + "/")))
        .as("keys left behind")
        .isEmpty();
    return rows;
  }

  /** State parts as a store keeps them: sorted by key. */
  private static final class Disk implements EngineTask.StateWriter {
    private final TreeMap<String, byte[][]> parts = new TreeMap<>();

    @Override
    public void put(byte[] key, byte[] value) {
      parts.put(name(key), new byte[][] {key, value});
    }

    @Override
    public void delete(byte[] key) {
      assertThat(parts.remove(name(key))).as("what is deleted was stored").isNotNull();
    }

    private static String name(byte[] key) {
      return key[0] + "/" + Arrays.toString(key);
    }

    TaskRuntime load(QueryProgram program) {
      StoredState stored =
          StoredState.read(to -> parts.values().forEach(part -> to.accept(part[0], part[1])));
      var task = new TaskRuntime(Limits.DEFAULT);
      for (StoredState.Item item : stored.items()) {
        if (item.stream()) {
          task.restoreStream(stored, item.deployed(), STREAM);
        } else {
          task.restoreQuery(stored, item.deployed(), program);
        }
      }
      return task;
    }
  }

  // ---- comparing ----

  private static List<String> described(List<OutputRow> rows) {
    return rows.stream()
        .map(
            row ->
                "%s %d %s %s %s"
                    .formatted(
                        row.id(),
                        row.time(),
                        Arrays.toString(row.values()),
                        Arrays.toString(row.key()),
                        row.matched()))
        .map(text -> text.replaceAll("@[0-9a-f]+", ""))
        .toList();
  }

  /** Of ALL ROWS the unmatched ones: the others are those of {@code ONE ROW}, one by one. */
  private static List<String> written(Letters clause, List<OutputRow> rows) {
    return rows.stream()
        .filter(row -> clause.rows == MatchProgram.Rows.ONE || row.values()[0] == null)
        .map(row -> row.key()[0] + " " + row.values()[0] + "at " + row.time() / 1000)
        .toList();
  }

  private static List<String> expected(Case one) {
    var all = new ArrayList<String>();
    var keys = one.inOrder.stream().map(e -> e.values()[2]).distinct().toList();
    for (Object key : keys) {
      List<Event> rows =
          one.inOrder.stream().filter(e -> java.util.Objects.equals(e.values()[2], key)).toList();
      new NaiveMatcher(one.clause, rows).found().forEach(match -> all.add(key + " " + match));
    }
    return all;
  }
}
