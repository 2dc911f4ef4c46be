package io.sluice.cep.task;

/** A statement that stops at a limit, as it asked for. The message is for people. */
public final class LimitReachedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LimitReachedException(String message) {
    super(message);
  }

  /** Where it stopped is said by the message; a trace would be of no use. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
