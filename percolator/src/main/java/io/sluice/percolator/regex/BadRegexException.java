package io.sluice.percolator.regex;

/** A text that is no regular expression, or none that a finite automaton can decide. */
public final class BadRegexException extends RuntimeException {
  private final int at;

  BadRegexException(int at, String message) {
    super(message);
    this.at = at;
  }

  /** Where in the expression, in UTF-16 units from 0. */
  public int at() {
    return at;
  }
}
