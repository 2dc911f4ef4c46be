package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Which round brackets are open. */
final class Brackets {
  private Brackets() {}

  /** The opening brackets without a partner, the outermost first. */
  static List<Token> open(List<Token> tokens) {
    List<Token> open = new ArrayList<>();
    for (Token token : tokens) {
      if (token.getType() == SluiceParser.LPAREN && !TokenEdit.isInvented(token)) {
        open.add(token);
      } else if (token.getType() == SluiceParser.RPAREN && !open.isEmpty()) {
        open.removeLast();
      }
    }
    return open;
  }
}
