package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.Labels;
import io.sluice.cep.runtime.match.Match;
import io.sluice.cep.task.OutputRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a match was made of.
 *
 * @param ordinal among the rows of the match
 */
record MatchSource(Environment statement, MatchProgram program, Match match, int ordinal)
    implements OutputRow.Source {
  @Override
  public String id() {
    return RowIds.of(statement, match, ordinal);
  }

  @Override
  public @Nullable Object[] key() {
    return match.partition().key().toArray();
  }

  @Override
  public List<OutputRow.Matched> matched() {
    var matched = new ArrayList<OutputRow.Matched>();
    Schema schema = program.input();
    if (match.kind() == Match.Kind.UNMATCHED) {
      matched.add(new OutputRow.Matched("", match.start().event(), schema));
    }
    Labels labels = match.labels();
    if (labels != null) {
      List<Labels> entries = labels.inOrder();
      for (int i = 0; i < entries.size(); i++) {
        // Of a very long match the first rows and the last one.
        if (i < OutputRow.MAX_MATCHED - 1 || i == entries.size() - 1) {
          matched.add(matched(entries.get(i), schema));
        }
      }
    }
    return matched;
  }

  private OutputRow.Matched matched(Labels entry, Schema schema) {
    Event event = entry.row().event();
    return new OutputRow.Matched(
        program.variables().get(entry.variable()).variable(), event, schema);
  }

  @Override
  public int matchedTotal() {
    Labels labels = match.labels();
    return labels == null ? (match.kind() == Match.Kind.UNMATCHED ? 1 : 0) : labels.size();
  }
}
