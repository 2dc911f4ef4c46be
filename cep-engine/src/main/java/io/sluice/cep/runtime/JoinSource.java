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
 * @param with null where the event met no row
 * @param rowKey of the table's row
 */
record JoinSource(
    Environment statement,
    TableJoin join,
    Event event,
    @Nullable Event with,
    @Nullable String rowKey)
    implements OutputRow.Source {
  @Override
  public String id() {
    return rowKey == null ? RowIds.of(statement, event) : RowIds.ofJoined(statement, event, rowKey);
  }

  @Override
  public @Nullable Object[] key() {
    return new Object[0];
  }

  @Override
  public List<OutputRow.Matched> matched() {
    var own = new OutputRow.Matched("", event, join.target().schema());
    return with == null ? List.of(own) : List.of(own, new OutputRow.Matched("", with, join.rows()));
  }

  @Override
  public int matchedTotal() {
    return with == null ? 1 : 2;
  }
}
