package io.sluice.server.wire;

import org.jspecify.annotations.Nullable;

/**
 * An event that its stream does not take. The message says what was expected, what was found and
 * what to do; {@code code} is one of {@code not-json}, {@code bad-type}, {@code out-of-range},
 * {@code unknown-field}, {@code duplicate-field}, {@code missing-field}, {@code event-too-large}.
 */
public final class BadEvent extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String pointer;

  /**
   * @param pointer JSON pointer of the field, or null where it is the event as a whole
   */
  public BadEvent(String code, @Nullable String pointer, String message) {
    super(message, null, false, false);
    this.code = code;
    this.pointer = pointer;
  }

  public String code() {
    return code;
  }

  public @Nullable String pointer() {
    return pointer;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
