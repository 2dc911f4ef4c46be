package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Script;
import io.sluice.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * The only way from text to syntax tree.
 *
 * <p>A script is cut at its semicolons. Each statement is parsed in ANTLR's fast mode first, then
 * in its full mode; what fails twice is handed to {@link Repair}, which finds the causes.
 */
public final class StatementParser {
  private StatementParser() {}

  /** Reads a whole script; never throws for what a user wrote, however wrong. */
  public static ParseResult parse(String text) {
    SourceText source = new SourceText(text);
    List<Statement> statements = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (List<Token> tokens : Statements.split(text)) {
      read(
              tokens,
              source,
              diagnostics,
              GuardedParser::singleStatement,
              (builder, tree) -> builder.statement(tree.statement()))
          .ifPresent(statements::add);
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
    List<List<Token>> pieces = Statements.split(text);
    Optional<Expr> expr =
        pieces.size() == 1
            ? read(
                pieces.getFirst(),
                source,
                diagnostics,
                GuardedParser::singleExpression,
                StatementBuilder::expression)
            : Optional.empty();
    if (!diagnostics.isEmpty()) {
      throw new IllegalArgumentException(
          DiagnosticText.format(diagnostics.getFirst(), "expression", text));
    }
    return expr.orElseThrow(() -> new IllegalArgumentException("expected one expression"));
  }

  private interface Build<C, T> {
    T build(StatementBuilder builder, C tree);
  }

  private static <C extends ParserRuleContext, T> Optional<T> read(
      List<Token> tokens,
      SourceText source,
      List<Diagnostic> diagnostics,
      Function<GuardedParser, C> rule,
      Build<C, T> build) {
    List<Diagnostic> problems = new ArrayList<>();
    try {
      Optional<C> tree = tree(tokens, rule, PredictionMode.SLL);
      if (tree.isEmpty()) {
        tree = tree(tokens, rule, PredictionMode.LL);
      }
      if (tree.isPresent()) {
        StatementBuilder builder = new StatementBuilder(new LeafBuilder(source, problems));
        T built = build.build(builder, tree.get());
        diagnostics.addAll(problems);
        return problems.isEmpty() ? Optional.of(built) : Optional.empty();
      }
      diagnostics.add(
          Diagnostic.error(
              SyntaxCode.UNEXPECTED.code(),
              "this cannot be read",
              source.span(tokens.getFirst(), tokens.getLast()),
              "here"));
    } catch (Levels.TooDeep tooDeep) {
      diagnostics.add(tooDeep(tooDeep.getMessage(), source, tooDeep.at()));
    } catch (StackOverflowError overflow) {
      // The thread that runs this has a smaller stack than the limits were made for.
      diagnostics.add(tooDeep("brackets are nested too deeply", source, tokens.getFirst()));
    }
    return Optional.empty();
  }

  private static Diagnostic tooDeep(String message, SourceText source, Token at) {
    return Diagnostic.error(
            SyntaxCode.TOO_DEEP.code(), String.valueOf(message), source.span(at), "from here on")
        .withHelp("split the statement, or use IN (...) for a long list of alternatives");
  }

  private static <C> Optional<C> tree(
      List<Token> tokens, Function<GuardedParser, C> rule, PredictionMode mode) {
    GuardedParser parser = parser(tokens);
    parser.getInterpreter().setPredictionMode(mode);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return Optional.of(rule.apply(parser));
    } catch (ParseCancellationException wrong) {
      return Optional.empty();
    }
  }

  static GuardedParser parser(List<Token> tokens) {
    GuardedParser parser =
        new GuardedParser(new CommonTokenStream(new ListTokenSource(new ArrayList<>(tokens))));
    parser.removeErrorListeners();
    return parser;
  }
}
