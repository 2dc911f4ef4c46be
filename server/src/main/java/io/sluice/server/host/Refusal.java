package io.sluice.server.host;

/** The host does not do what was asked for; the message is for people and says what to do. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Reason {
    NOT_FOUND,
    EXISTS,
    IN_USE,
    FED_STREAM,
    STALE,
    /** The text is no statement of the kind that was asked for. */
    WRONG_KIND,
    TOO_MANY,
    OVERLOADED,
    STORAGE_FULL,
    STORAGE_FAILED,
    STOPPING
  }

  private final Reason reason;

  public Refusal(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
