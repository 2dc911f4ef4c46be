package io.sluice.grammar;

import org.antlr.v4.runtime.Token;

/**
 * Counts how deep a tree grows, so that whoever walks it later by recursion has stack enough.
 * Brackets make the parser itself go deep ({@link GuardedParser}); a long chain such as {@code a +
 * b + c ...} does not, but its tree leans to the left as deep as the chain is long.
 */
final class Levels {
  static final int MAX_CHAIN = 1_000;

  private int depth;

  void enter(int levels, Token at) {
    depth += levels;
    if (depth > MAX_CHAIN) {
      throw new TooDeep(
          at, "more than " + MAX_CHAIN + " operators follow each other in one expression");
    }
  }

  void leave(int levels) {
    depth -= levels;
  }

  /** Unwinds the parser or the builder; never leaves {@link StatementParser}. */
  static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // It is caught a few frames above, never stored.
    private final Token at;

    TooDeep(Token at, String message) {
      super(message, null, false, false);
      this.at = at;
    }

    Token at() {
      return at;
    }
  }
}
