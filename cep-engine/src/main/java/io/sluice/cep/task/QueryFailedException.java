package io.sluice.cep.task;

import io.sluice.cep.event.Event;
import java.time.Instant;

/**
 * A bounded query met a value it can not go on with. The message names the place in the statement
 * and the row. (Standing patterns skip such a row and count it.)
 */
public final class QueryFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private QueryFailedException(String message) {
    super(message, null, false, false);
  }

  /** {@code where} is a place in the statement, such as {@code line 7, column 17}. */
  public static QueryFailedException at(String where, String problem, Event event) {
    return new QueryFailedException("%s: %s; at %s".formatted(where, problem, place(event)));
  }

  /** The row, as messages name it. */
  public static String place(Event event) {
    return "row %d of stream '%s' (%s)"
        .formatted(event.offset(), event.stream(), Instant.ofEpochMilli(event.time()));
  }
}
