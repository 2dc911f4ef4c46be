package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.automaton.Found;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Labels;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.Partition;
import io.sluice.cep.runtime.match.Row;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a match that an automaton found. All else is made from them when somebody asks.
 *
 * @param rows of a match without rows the one that it begins at
 * @param variables one a row, by index; none for a match without rows
 * @param beside the rows around each of them, where an expression asks for those; else null
 * @param time of the result
 */
record FoundSource(
    Statement statement,
    Match.Kind kind,
    @Nullable Object[] key,
    Event[] rows,
    int[] variables,
    @Nullable Event @Nullable [][] beside,
    long time)
    implements OutputRow.Source {

  /** What all matches of a statement have in common. */
  static final class Statement {
    private final Environment environment;
    private final MatchProgram program;

    /** Variables inside of {@code {- -}}, by index. */
    private final boolean[] excluded;

    private int[] labels = {};

    Statement(Environment environment, MatchProgram program) {
      this.environment = environment;
      this.program = program;
      this.excluded = new boolean[program.variables().size()];
      for (Instruction instruction : program.pattern().instructions()) {
        if (instruction instanceof Instruction.Take take && take.excluded()) {
          excluded[take.variable()] = true;
        }
      }
    }

    MatchProgram program() {
      return program;
    }

    Environment environment() {
      return environment;
    }

    FoundSource source(Found found) {
      var events = new Event[Math.max(1, found.size())];
      events[0] = found.start();
      for (int i = 1; i < events.length; i++) {
        events[i] = found.row(i);
      }
      @Nullable Event[] @Nullable [] beside = null;
      if (program.looksAround()) {
        beside = new Event[found.size()][];
        for (int i = 0; i < beside.length; i++) {
          beside[i] = found.beside(i);
        }
      }
      return new FoundSource(
          this, found.kind(), found.key(), events, variables(found), beside, found.time());
    }

    /** Most matches have the variables of the one before: those are kept once. */
    int[] variables(Found found) {
      int size = found.size();
      boolean same = size == labels.length;
      for (int i = 0; same && i < size; i++) {
        same = labels[i] == found.variable(i);
      }
      if (!same) {
        labels = new int[size];
        for (int i = 0; i < size; i++) {
          labels[i] = found.variable(i);
        }
      }
      return labels;
    }
  }

  /** As the clear matcher tells it. */
  Match match(long number) {
    Map<Long, Row> around = beside == null ? null : new HashMap<>();
    Map<Place, Event> own = beside == null ? Map.of() : own();
    Labels labels = null;
    for (int i = 0; i < variables.length; i++) {
      int variable = variables[i];
      var row = new Row(position(i), rows[i]);
      labels = new Labels(labels, row, variable, statement.excluded[variable]);
      if (around != null) {
        around(i, own, around);
      }
    }
    var partition = new Partition(Arrays.asList(key), around);
    return new Match(partition, kind, number, new Row(0, rows[0]), labels, time);
  }

  /** Each row has room around it, so that none is another's neighbour too. */
  private long position(int index) {
    MatchProgram program = statement.program;
    return (long) index * (1 + program.history() + program.lookahead());
  }

  private record Place(String stream, long offset) {
    static Place of(Event row) {
      return new Place(row.stream(), row.offset());
    }
  }

  /** A row of the match is the same one as a neighbour, also where it was stored twice. */
  private Map<Place, Event> own() {
    var own = new HashMap<Place, Event>();
    for (int i = 0; i < variables.length; i++) {
      own.put(Place.of(rows[i]), rows[i]);
    }
    return own;
  }

  private void around(int index, Map<Place, Event> own, Map<Long, Row> to) {
    @Nullable Event[] events = beside == null ? null : beside[index];
    if (events == null) {
      return;
    }
    int back = statement.program.history();
    for (int i = 0; i < events.length; i++) {
      Event event = events[i];
      long position = position(index) + (i < back ? i - back : i - back + 1);
      if (event != null) {
        to.put(position, new Row(position, own.getOrDefault(Place.of(event), event)));
      }
    }
  }

  @Override
  public String id() {
    return RowIds.of(statement.environment, match(0), 0);
  }

  @Override
  public List<OutputRow.Matched> matched() {
    var matched =
        new ArrayList<OutputRow.Matched>(Math.min(variables.length, OutputRow.MAX_MATCHED));
    for (int i = 0; i < variables.length; i++) {
      // Of a very long match the first rows and the last one.
      if (i < OutputRow.MAX_MATCHED - 1 || i == variables.length - 1) {
        String name = statement.program.variables().get(variables[i]).variable();
        matched.add(new OutputRow.Matched(name, rows[i], statement.program.input()));
      }
    }
    return matched;
  }

  @Override
  public int matchedTotal() {
    return variables.length;
  }
}
