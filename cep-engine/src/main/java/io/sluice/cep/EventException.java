package io.sluice.cep;

/** An event that its stream can not take. The message names stream and column. */
public final class EventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  EventException(String message) {
    super(message);
  }
}
