package io.sluice.grammar.print;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Script;
import io.sluice.grammar.ast.Statement;

/** Canonical text of a syntax tree; reading it back gives the same tree. */
public final class AstPrinter {
  private AstPrinter() {}

  public static String print(Script script) {
    throw new UnsupportedOperationException("grammar: being built");
  }

  public static String print(Statement statement) {
    throw new UnsupportedOperationException("grammar: being built");
  }

  public static String print(Query query) {
    throw new UnsupportedOperationException("grammar: being built");
  }

  public static String print(Expr expr) {
    throw new UnsupportedOperationException("grammar: being built");
  }

  public static String print(PatternNode pattern) {
    throw new UnsupportedOperationException("grammar: being built");
  }
}
