package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceParser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * The generated parser with two habits more: it refuses to nest without end, and it remembers where
 * in the grammar it took its last token, which is where the search for what could have followed
 * begins ({@link Expectations}).
 */
final class GuardedParser extends SluiceParser {
  /** Rules inside each other; a pair of brackets in an expression costs about ten. */
  static final int MAX_RULES = 1_600;

  private int depth;
  private @Nullable ParserRuleContext lastContext;
  private int lastState = -1;
  private int lastIndex = -1;

  GuardedParser(TokenStream tokens) {
    super(tokens);
  }

  @Override
  public void enterRule(ParserRuleContext localctx, int state, int ruleIndex) {
    if (++depth > MAX_RULES) {
      throw new Levels.TooDeep(getCurrentToken(), "brackets are nested too deeply");
    }
    super.enterRule(localctx, state, ruleIndex);
  }

  @Override
  public void exitRule() {
    depth--;
    super.exitRule();
  }

  @Override
  public Token consume() {
    lastContext = _ctx;
    lastState = getState();
    lastIndex = getCurrentToken().getTokenIndex();
    return super.consume();
  }

  /** The rules that were open when the last token was taken; null before the first. */
  @Nullable ParserRuleContext lastContext() {
    return lastContext;
  }

  /** The state of the automaton from which the last token was taken. */
  int lastState() {
    return lastState;
  }

  int lastIndex() {
    return lastIndex;
  }
}
