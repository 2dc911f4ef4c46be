package io.sluice.server.wire;

import org.jspecify.annotations.Nullable;

/** A request body, or a frame, that is not what was expected; the message is for people. */
public final class BadBody extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String pointer;

  BadBody(String code, @Nullable String pointer, String message) {
    super(message, null, false, false);
    this.code = code;
    this.pointer = pointer;
  }

  public static BadBody member(String pointer, String message) {
    return new BadBody("bad-member", pointer, message);
  }

  /** {@code not-json} or {@code bad-member}. */
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
