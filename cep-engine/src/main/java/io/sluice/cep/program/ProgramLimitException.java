package io.sluice.cep.program;

/** A statement that is valid but too large to run. The message is for people. */
public final class ProgramLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProgramLimitException(String message) {
    super(message, null, false, false);
  }
}
