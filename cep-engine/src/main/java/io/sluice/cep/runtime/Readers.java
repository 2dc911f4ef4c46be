package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Trigger;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.runtime.automaton.Crowd;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.task.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read a stream, and which of them a row is for.
 *
 * <p>Few statements see every row. Of many, those that have a {@link Trigger} see a row only if it
 * can begin a match of theirs, or if its key may have a partial match and the row is one that such
 * a match waits for. Tests that several ask are evaluated once a row, and only if one asks. What is
 * active is not a part of the state: a statement that is restored with partial matches sees every
 * row until they are over.
 *
 * <p>The statements that are chosen see the row in the order of their deployment.
 */
final class Readers {
  /** For so many, asking each is cheaper than finding out whom to ask. */
  private static final int FEW = 8;

  private static final Environment NOBODY = new Environment("", 0, List.of(), Limits.DEFAULT);

  private final boolean ordered;
  private final List<RunningQuery> all = new ArrayList<>();

  /** Those that see every row. */
  private final List<RunningQuery> always = new ArrayList<>();

  /** Those of them that will not when the time is come. */
  private final Map<RunningQuery, Long> recovering = new LinkedHashMap<>();

  private long recovered = Long.MAX_VALUE;
  private final StartIndex starts = new StartIndex();
  private final Map<List<Integer>, ActiveKeys> active = new LinkedHashMap<>();
  private final List<ActiveKeys> tables = new ArrayList<>();
  private RunningQuery[] byNumber = new RunningQuery[16];
  private int[][] wakes = new int[16][];
  private ActiveKeys[] keys = new ActiveKeys[16];
  private @Nullable Shared[] sharedBy = new Shared[16];
  private long[] within = new long[16];

  private final List<Shared> shared;
  private final Map<String, Integer> testNumbers = new HashMap<>();
  private final Map<List<Integer>, int[]> testLists = new HashMap<>();
  private final List<Evaluator> tests = new ArrayList<>();
  private long[] asked = new long[16];
  private boolean[] answers = new boolean[16];

  private int[] chosen = new int[16];
  private long[] chosenAt = new long[16];
  private int count;
  private long rows;
  private @Nullable Event row;
  private @Nullable RowScope scope;
  private boolean many;

  /**
   * @param ordered whether rows come in the order of time
   * @param shared those that know by themselves which of their statements are active
   */
  Readers(boolean ordered, List<Shared> shared) {
    this.ordered = ordered;
    this.shared = shared;
  }

  /** Whether a new one has to be looked up. */
  boolean areMany() {
    return all.size() >= FEW;
  }

  /** In the order of their deployment. */
  List<RunningQuery> all() {
    return all;
  }

  // ---- who reads ----

  void add(RunningQuery query) {
    all.add(query);
    int number = query.deployed.number();
    if (number >= byNumber.length) {
      int length = Math.max(number + 1, 2 * byNumber.length);
      byNumber = Arrays.copyOf(byNumber, length);
      wakes = Arrays.copyOf(wakes, length);
      keys = Arrays.copyOf(keys, length);
      sharedBy = Arrays.copyOf(sharedBy, length);
      within = Arrays.copyOf(within, length);
      chosenAt = Arrays.copyOf(chosenAt, length);
    }
    byNumber[number] = query;
    if (many && query.program.trigger() != null && ordered) {
      select(query, query.program.trigger());
    } else {
      always.add(query);
      if (!many && all.size() > FEW) {
        becomeMany();
      }
    }
  }

  /** All that can be looked up are, as soon as what they hold is over. */
  private void becomeMany() {
    many = true;
    for (RunningQuery query : List.copyOf(always)) {
      Trigger trigger = query.program.trigger();
      if (trigger != null && ordered) {
        always.remove(query);
        select(query, trigger);
        if (query.shared() == null) {
          recovers(query, query.sources.getFirst().watermark());
        }
      }
    }
  }

  private void select(RunningQuery query, Trigger trigger) {
    int number = query.deployed.number();
    starts.add(number, trigger);
    within[number] = trigger.within();
    sharedBy[number] = query.shared();
    wakes[number] = trigger.wakes() == null ? null : tests(trigger.wakes());
    if (trigger.within() > 0 && query.shared() == null) {
      keys[number] =
          active.computeIfAbsent(
              trigger.key(),
              columns -> {
                var table = new ActiveKeys(columns);
                tables.add(table);
                return table;
              });
      keys[number].add(wakes[number]);
    }
  }

  /**
   * It has partial matches of rows up to {@code time} that were not followed here; until they are
   * over, it sees every row.
   */
  void recovers(RunningQuery query, long time) {
    Trigger trigger = query.program.trigger();
    if (many && ordered && trigger != null && trigger.within() > 0 && time > Long.MIN_VALUE) {
      long until = after(time, trigger.within());
      if (recovering.put(query, until) == null) {
        always.add(query);
      }
      recovered = Math.min(recovered, until);
    }
  }

  /** The numbers of tests; equal lists are one array, since many statements have the same. */
  private int[] tests(List<Trigger.Wake> wanted) {
    List<Integer> numbers = wanted.stream().map(this::number).distinct().sorted().toList();
    return testLists.computeIfAbsent(
        numbers, list -> list.stream().mapToInt(Integer::intValue).toArray());
  }

  private int number(Trigger.Wake wake) {
    return testNumbers.computeIfAbsent(
        wake.name(),
        _ -> {
          tests.add(wake.test());
          if (tests.size() > asked.length) {
            asked = Arrays.copyOf(asked, 2 * asked.length);
            answers = Arrays.copyOf(answers, asked.length);
          }
          return tests.size() - 1;
        });
  }

  void remove(RunningQuery query) {
    int number = query.deployed.number();
    all.remove(query);
    always.remove(query);
    recovering.remove(query);
    byNumber[number] = null;
    Trigger trigger = query.program.trigger();
    if (trigger != null) {
      starts.remove(number, trigger);
    }
  }

  private static long after(long time, long within) {
    return time > Long.MAX_VALUE - within ? Long.MAX_VALUE : time + within;
  }

  // ---- whom a row is for ----

  /** How many statements are to see the row; they are asked for by {@link #chosen}. */
  int choose(Event row) {
    if (!many) {
      return all.size();
    }
    if (row.time() >= recovered) {
      recover(row.time());
    }
    rows++;
    count = 0;
    this.row = row;
    scope = null;
    for (int i = 0; i < always.size(); i++) {
      choose(always.get(i).deployed.number());
    }
    for (int i = 0; i < tables.size(); i++) {
      int[] wanted = tables.get(i).wakes();
      if (wanted == null || passesOne(wanted)) {
        tables.get(i).look(row, this);
      }
    }
    int crowdsHere = shared.size();
    for (int i = 0; i < crowdsHere; i++) {
      shared.get(i).crowd.look(row);
    }
    starts.look(row, this);
    for (int i = 0; i < crowdsHere; i++) {
      continues(shared.get(i).crowd, row);
    }
    sort();
    return count;
  }

  /** The row goes to one that was chosen. */
  void row(int place, Event row, long clock) {
    if (many) {
      int number = chosen[place];
      Shared own = sharedBy[number];
      if (own != null && own.crowd.knows(number)) {
        own.row(number, row, clock);
        return;
      }
    }
    chosen(place).row(row, clock);
  }

  RunningQuery chosen(int place) {
    return many ? byNumber[chosen[place]] : all.get(place);
  }

  private void recover(long time) {
    recovering.values().removeIf(until -> until <= time);
    recovered =
        recovering.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    always.removeIf(
        query -> ordered && query.program.trigger() != null && !recovering.containsKey(query));
  }

  private void choose(int number) {
    if (chosenAt[number] != rows) {
      chosenAt[number] = rows;
      if (count == chosen.length) {
        chosen = Arrays.copyOf(chosen, 2 * count);
      }
      chosen[count++] = number;
    }
  }

  /** By insertion where they are few, as they mostly are. */
  private void sort() {
    if (count > 32) {
      Arrays.sort(chosen, 0, count);
      return;
    }
    for (int i = 1; i < count; i++) {
      int number = chosen[i];
      int at = i;
      for (; at > 0 && chosen[at - 1] > number; at--) {
        chosen[at] = chosen[at - 1];
      }
      chosen[at] = number;
    }
  }

  // ---- what the tables tell ----

  boolean runs(int number) {
    return byNumber[number] != null;
  }

  /** The row may begin a match of this statement. */
  void starts(int number, Event row) {
    Shared own = sharedBy[number];
    if (own != null && own.crowd.knows(number)) {
      if (own.crowd.begins(number, row)) {
        choose(number);
      }
      return;
    }
    choose(number);
    ActiveKeys table = keys[number];
    if (table != null) {
      table.begun(row, number, after(row.time(), within[number]));
    }
  }

  private void continues(Crowd crowd, Event row) {
    for (int i = crowd.active(row) - 1; i >= 0; i--) {
      int number = crowd.active(i);
      if (!crowd.knows(number)) {
        continues(number);
      } else if (crowd.goesOn(number, row)) {
        choose(number);
      }
    }
  }

  /** The key of the row may have a partial match of this statement. */
  void continues(int number) {
    int[] wanted = wakes[number];
    if (wanted == null || passesOne(wanted)) {
      choose(number);
    }
  }

  private boolean passesOne(int[] wanted) {
    for (int test : wanted) {
      if (asked[test] != rows) {
        asked[test] = rows;
        answers[test] = holds(tests.get(test));
      }
      if (answers[test]) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(Evaluator test) {
    if (test instanceof RowCondition plain) {
      return plain.test().holds(Objects.requireNonNull(row).values());
    }
    if (scope == null) {
      scope = new RowScope(Objects.requireNonNull(row), NOBODY);
    }
    try {
      return test.holds(scope);
    } catch (ValueException e) {
      return true; // the statement itself will tell
    }
  }
}
