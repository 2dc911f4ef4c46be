package io.sluice.cep.runtime;

import io.sluice.cep.runtime.automaton.Pin;
import io.sluice.cep.task.KeptRows;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.RowsGoneException;
import org.jspecify.annotations.Nullable;

/** Matches that are read later, where a {@link Pin} holds what they are made of. */
final class KeptCursor implements KeptRows {
  private final OutputRow.Origin origin;
  private final Pin pin;
  private final Runnable read;

  /** Null when nothing is left. */
  private @Nullable MatchCursor rows;

  /**
   * @param read told of each row that is read
   */
  KeptCursor(MatchCursor rows, Pin pin, Runnable read) {
    this.origin = rows.origin();
    this.rows = rows;
    this.pin = pin;
    this.read = read;
    pin.whenEnded(() -> this.rows = null);
  }

  @Override
  public OutputRow.Origin origin() {
    return origin;
  }

  @Override
  public boolean next() {
    String why = pin.why();
    if (why != null) {
      throw new RowsGoneException(why);
    }
    if (rows == null) {
      return false;
    }
    if (rows.next()) {
      read.run();
      return true;
    }
    close();
    return false;
  }

  private MatchCursor rows() {
    if (rows == null) {
      String why = pin.why();
      throw new IllegalStateException(
          why == null ? "there is no row: all are read, or they were closed" : why);
    }
    return rows;
  }

  @Override
  public long time() {
    return rows().time();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows().value(column);
  }

  @Override
  public OutputRow row() {
    return rows().row();
  }

  @Override
  public KeptRows keep() {
    return this;
  }

  @Override
  public void close() {
    pin.end();
  }
}
