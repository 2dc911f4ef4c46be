package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.task.OutputRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a statement without a pattern was made of.
 *
 * @param input describes the event's values
 */
record EventSource(Environment statement, Event event, Schema input) implements OutputRow.Source {
  @Override
  public String id() {
    return RowIds.of(statement, event);
  }

  @Override
  public @Nullable Object[] key() {
    return new Object[0];
  }

  @Override
  public List<OutputRow.Matched> matched() {
    return List.of(new OutputRow.Matched("", event, input));
  }

  @Override
  public int matchedTotal() {
    return 1;
  }
}
