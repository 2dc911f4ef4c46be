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
    /** An id or name has a shape that is not taken. */
    BAD_ID,
    /** A title, level or tag of a query is not taken. */
    BAD_TAG,
    /** The query's default field can not be searched. */
    BAD_QUERY,
    QUOTA_EXCEEDED,
    TOO_COMPLEX,
    /** The engine can not run the statement, and the fault is its own. */
    ENGINE_FAILED,
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

  /**
   * An error of the engine's own is an answer to one statement and no end of all others.
   *
   * @param name that the statement gives
   */
  static Refusal engineFailed(String name) {
    return new Refusal(
        Reason.ENGINE_FAILED,
        "The engine can not run `%s`, by an error of its own. Report it with the statement; the log of the server says more."
            .formatted(name));
  }

  public Reason reason() {
    return reason;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
