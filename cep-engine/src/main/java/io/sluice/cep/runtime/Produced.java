package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.task.OutputRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way out of a statement.
 *
 * @param row its values so far and its event time
 * @param id names what it was made of
 */
record Produced(
    Event row,
    String id,
    Schema keySchema,
    @Nullable Object[] key,
    List<OutputRow.Matched> matched,
    int matchedTotal) {

  Produced with(Event next) {
    return new Produced(next, id, keySchema, key, matched, matchedTotal);
  }
}
