package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Labels;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.runtime.match.Partition;
import io.sluice.cep.runtime.match.Row;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a match that an automaton found. All else is made from them when somebody asks.
 *
 * @param rows of a match without rows the one that it begins at
 * @param variables one a row, by index; none for a match without rows
 * @param time of the result
 */
record FoundSource(
    Statement statement,
    Match.Kind kind,
    @Nullable Object[] key,
    Event[] rows,
    int[] variables,
    long time)
    implements OutputRow.Source {

  /**
   * What all matches of a statement have in common.
   *
   * @param excluded variables inside of {@code {- -}}, by index
   */
  record Statement(Environment environment, MatchProgram program, boolean[] excluded) {}

  /** As the clear matcher tells it. */
  Match match(long number) {
    Labels labels = null;
    for (int i = 0; i < variables.length; i++) {
      int variable = variables[i];
      labels = new Labels(labels, new Row(i, rows[i]), variable, statement.excluded[variable]);
    }
    var partition = new Partition(Arrays.asList(key));
    return new Match(partition, kind, number, new Row(0, rows[0]), labels, time);
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
