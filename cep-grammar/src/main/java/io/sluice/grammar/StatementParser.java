package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;

/** The only way from text to syntax tree. */
public final class StatementParser {
  private StatementParser() {}

  /** Reads a whole script; never throws for what a user wrote, however wrong. */
  public static ParseResult parse(String text) {
    throw new UnsupportedOperationException("grammar: being built");
  }

  /** Reads one expression, for tests and tools. */
  public static Expr parseExpression(String text) {
    throw new UnsupportedOperationException("grammar: being built");
  }
}
