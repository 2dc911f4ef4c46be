package io.sluice.percolator;

import org.jspecify.annotations.Nullable;

/**
 * A query text that cannot be stored: what is wrong, where, and what to do. {@link #getMessage} is
 * one sentence for people, without the hint and the position.
 */
public final class QuerySyntaxException extends RuntimeException {
  private final int start;
  private final int end;
  private final int line;
  private final int column;
  private final @Nullable String hint;

  QuerySyntaxException(String text, int start, int end, String message, @Nullable String hint) {
    super(message);
    this.start = Math.clamp(start, 0, text.length());
    this.end = Math.clamp(end, this.start, text.length());
    this.hint = hint;
    int row = 1;
    int lineStart = 0;
    for (int i = 0; i < this.start; i++) {
      if (text.charAt(i) == '\n') {
        row++;
        lineStart = i + 1;
      }
    }
    this.line = row;
    this.column = this.start - lineStart + 1;
  }

  /** Offset of the first wrong character, in UTF-16 units from 0. */
  public int start() {
    return start;
  }

  /** Offset after the last wrong character; equal to {@link #start} where something is missing. */
  public int end() {
    return end;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in UTF-16 units. */
  public int column() {
    return column;
  }

  /** What to do about it, for example a nearby field name; null if there is nothing to say. */
  public @Nullable String hint() {
    return hint;
  }
}
