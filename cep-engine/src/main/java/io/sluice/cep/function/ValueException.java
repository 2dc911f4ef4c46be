package io.sluice.cep.function;

/**
 * A value that an expression can not take: division by zero, overflow, a text that is no number.
 * The message is for people.
 */
public final class ValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ValueException(String message) {
    super(message, null, false, false);
  }
}
