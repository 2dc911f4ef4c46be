package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Script;
import io.sluice.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * The only way from text to syntax tree.
 *
 * <p>A script is cut at its semicolons. Each statement is parsed in ANTLR's fast mode first, then
 * in its full mode; what fails twice is handed to {@link Repair}, which finds the causes.
 */
public final class StatementParser {
  /** Behind that many errors the causes are not searched any more. */
  private static final int MAX_ERRORS = 100;

  private StatementParser() {}

  /** Reads a whole script; never throws for what a user wrote, however wrong. */
  public static ParseResult parse(String text) {
    SourceText source = new SourceText(text);
    List<Statement> statements = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Statements.Piece piece : Statements.split(source, diagnostics)) {
      statements.addAll(
          read(
              piece,
              source,
              diagnostics,
              Attempt.Start.STATEMENT,
              (builder, tree) -> builder.statement(tree.statement())));
    }
    diagnostics.sort(Comparator.comparingInt(d -> d.span().start()));
    return new ParseResult(new Script(text, statements), diagnostics);
  }

  /**
   * Reads one expression, for tests and tools.
   *
   * @throws IllegalArgumentException with the text form of the first error
   */
  public static Expr parseExpression(String text) {
    SourceText source = new SourceText(text);
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Expr> exprs = new ArrayList<>();
    for (Statements.Piece piece : Statements.split(source, diagnostics)) {
      exprs.addAll(
          read(piece, source, diagnostics, Attempt.Start.EXPRESSION, StatementBuilder::expression));
    }
    if (!diagnostics.isEmpty()) {
      diagnostics.sort(Comparator.comparingInt(d -> d.span().start()));
      throw new IllegalArgumentException(
          DiagnosticText.format(diagnostics.getFirst(), "expression", text));
    }
    if (exprs.size() != 1) {
      throw new IllegalArgumentException("expected one expression, found " + exprs.size());
    }
    return exprs.getFirst();
  }

  private interface Build<C, T> {
    T build(StatementBuilder builder, C tree);
  }

  /** Reads a piece; more than one thing comes out where only a semicolon was missing. */
  private static <C extends ParserRuleContext, T> List<T> read(
      Statements.Piece piece,
      SourceText source,
      List<Diagnostic> diagnostics,
      Attempt.Start<C> start,
      Build<C, T> build) {
    List<Token> tokens = piece.tokens();
    try {
      Attempt<C> attempt = Attempt.fast(tokens, start);
      if (attempt.failed()) {
        attempt = Attempt.full(tokens, start);
      }
      C tree = attempt.tree();
      if (tree != null && !piece.sound()) {
        return List.of();
      }
      if (tree != null) {
        List<Diagnostic> problems = new ArrayList<>();
        T built = build.build(new StatementBuilder(new LeafBuilder(source, problems)), tree);
        diagnostics.addAll(problems);
        boolean valid = problems.stream().noneMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
        return valid ? List.of(built) : List.of();
      }
      if (diagnostics.size() >= MAX_ERRORS) {
        tooMany(source, diagnostics, tokens.getFirst());
        return List.of();
      }
      Repair.Outcome outcome = causes(source, attempt, piece);
      diagnostics.addAll(outcome.diagnostics());
      List<T> read = new ArrayList<>();
      for (List<Token> statement : outcome.statements()) {
        read.addAll(read(Statements.Piece.of(statement), source, diagnostics, start, build));
      }
      return read;
    } catch (Levels.TooDeep tooDeep) {
      diagnostics.add(tooDeep(String.valueOf(tooDeep.getMessage()), source, tooDeep.at()));
    } catch (StackOverflowError overflow) {
      // The thread that runs this has a smaller stack than the limits were made for.
      diagnostics.add(tooDeep("brackets are nested too deeply", source, tokens.getFirst()));
    }
    return List.of();
  }

  /**
   * Should the search for causes itself be wrong, the author still gets an answer; under tests it
   * fails.
   */
  private static <C extends ParserRuleContext> Repair.Outcome causes(
      SourceText source, Attempt<C> attempt, Statements.Piece piece) {
    try {
      return Repair.of(source, attempt, piece.unclosed());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException bug) {
      if (StatementParser.class.desiredAssertionStatus()) {
        throw bug;
      }
      int at = Math.min(attempt.error(), piece.tokens().size() - 1);
      Diagnostic plain =
          Diagnostic.error(
              SyntaxCode.UNEXPECTED.code(),
              "this statement cannot be read",
              source.span(piece.tokens().get(at)),
              "not expected here");
      return new Repair.Outcome(List.of(plain), List.of());
    }
  }

  private static void tooMany(SourceText source, List<Diagnostic> diagnostics, Token at) {
    if (diagnostics.size() == MAX_ERRORS) {
      diagnostics.add(
          Diagnostic.error(
                  SyntaxCode.TOO_MANY.code(),
                  "more than " + MAX_ERRORS + " errors",
                  source.span(at),
                  "from here on errors are not shown")
              .withHelp("repair the ones above first"));
    }
  }

  private static Diagnostic tooDeep(String message, SourceText source, Token at) {
    return Diagnostic.error(SyntaxCode.TOO_DEEP.code(), message, source.span(at), "from here on")
        .withHelp("split the statement, or use IN (...) for a long list of alternatives");
  }
}
