package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One run of the parser over a list of tokens, ended by the first error.
 *
 * @param tree null when there was an error
 * @param error index of the token at which the parser gave up, if it did
 */
record Attempt<C>(
    List<Token> tokens, Start<C> start, GuardedParser parser, @Nullable C tree, int error) {

  /** Where a text begins: what it is to be read as. */
  record Start<C>(int rule, Function<GuardedParser, C> read) {
    static final Start<SluiceParser.SingleStatementContext> STATEMENT =
        new Start<>(SluiceParser.RULE_singleStatement, GuardedParser::singleStatement);
    static final Start<SluiceParser.SingleExpressionContext> EXPRESSION =
        new Start<>(SluiceParser.RULE_singleExpression, GuardedParser::singleExpression);
  }

  static <C extends ParserRuleContext> Attempt<C> fast(List<Token> tokens, Start<C> start) {
    return run(tokens, start, PredictionMode.SLL);
  }

  static <C extends ParserRuleContext> Attempt<C> full(List<Token> tokens, Start<C> start) {
    return run(tokens, start, PredictionMode.LL);
  }

  private static <C extends ParserRuleContext> Attempt<C> run(
      List<Token> tokens, Start<C> start, PredictionMode mode) {
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(new ArrayList<>(tokens)));
    GuardedParser parser = new GuardedParser(stream);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(mode);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return new Attempt<>(tokens, start, parser, start.read().apply(parser), tokens.size());
    } catch (ParseCancellationException wrong) {
      Token at =
          wrong.getCause() instanceof RecognitionException cause
                  && cause.getOffendingToken() != null
              ? cause.getOffendingToken()
              : parser.getCurrentToken();
      return new Attempt<>(tokens, start, parser, null, at.getTokenIndex());
    }
  }

  Optional<C> result() {
    return Optional.ofNullable(tree);
  }

  boolean failed() {
    return tree == null;
  }

  Expectations.Found expectations() {
    return Expectations.after(parser, start.rule(), tokens);
  }
}
