package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.TableJoin;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.task.OutputRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a join was made of: the event, and a row of the table.
 *
 * @param rowKey of the table's row
 */
record JoinSource(Environment statement, TableJoin join, Event event, Event with, String rowKey)
    implements OutputRow.Source {
  @Override
  public String id() {
    return RowIds.ofJoined(statement, event, rowKey);
  }

  @Override
  public @Nullable Object[] key() {
    return new Object[0];
  }

  @Override
  public List<OutputRow.Matched> matched() {
    return List.of(
        new OutputRow.Matched("", event, join.target().schema()),
        new OutputRow.Matched("", with, join.rows()));
  }

  @Override
  public int matchedTotal() {
    return 2;
  }
}
