package io.sluice.server.store;

/** The data folder can not be used, or not be written any more; the message is for people. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public enum Reason {
    /** Another process has the folder. */
    IN_USE,
    /** Written by another version. */
    OTHER_FORMAT,
    /** Files of somebody else are in the folder. */
    NO_DATA_FOLDER,
    /** The disk is full. */
    FULL,
    /** Damaged files, or a disk that fails. */
    FAILED,
    CLOSED
  }

  private final Reason reason;

  StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
