package io.sluice.grammar.print;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Script;
import io.sluice.grammar.ast.Statement;

/**
 * Canonical text of a syntax tree; reading it back gives the same tree, spans aside. Comments are
 * not part of a tree, and so are not printed.
 */
public final class AstPrinter {
  private AstPrinter() {}

  /** Every statement ends with a semicolon, with a blank line between two. */
  public static String print(Script script) {
    StringBuilder out = new StringBuilder();
    for (Statement statement : script.statements()) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      out.append(print(statement)).append(";\n");
    }
    return out.toString();
  }

  /** Without a semicolon. */
  public static String print(Statement statement) {
    Layout out = Layout.lines();
    new StatementPrinter(out).print(statement);
    return out.toString();
  }

  public static String print(Query query) {
    Layout out = Layout.lines();
    new QueryPrinter(out).print(query);
    return out.toString();
  }

  /** On one line. */
  public static String print(Expr expr) {
    return ExprPrinter.print(expr);
  }

  /** On one line, without the brackets of PATTERN. */
  public static String print(PatternNode pattern) {
    return PatternPrinter.print(pattern);
  }
}
