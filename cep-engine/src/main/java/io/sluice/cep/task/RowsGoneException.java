package io.sluice.cep.task;

/** Kept rows that a limit has ended before they were read. The message is for people. */
public final class RowsGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RowsGoneException(String message) {
    super(message);
  }
}
