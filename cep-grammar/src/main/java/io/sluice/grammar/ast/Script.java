package io.sluice.grammar.ast;

import java.util.List;

/**
 * Statements in the order of the text, with the text itself, so that errors can show their line.
 */
public record Script(String text, List<Statement> statements) {
  public Script {
    statements = List.copyOf(statements);
  }
}
