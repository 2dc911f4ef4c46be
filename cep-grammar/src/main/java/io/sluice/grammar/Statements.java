package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceLexer;
import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The tokens of a script, cut at its semicolons. Each piece is parsed alone, so that an error in
 * one statement cannot reach the next.
 */
final class Statements {
  private Statements() {}

  /** Each piece ends with its own end-of-text token, placed where the semicolon stands. */
  static List<List<Token>> split(String text) {
    SluiceLexer lexer = new SluiceLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    List<List<Token>> pieces = new ArrayList<>();
    List<Token> piece = new ArrayList<>();
    Token token;
    do {
      token = lexer.nextToken();
      if (token.getType() == Token.EOF || token.getType() == SluiceParser.SEMICOLON) {
        if (!piece.isEmpty()) {
          piece.add(endAt(token));
          pieces.add(piece);
          piece = new ArrayList<>();
        }
      } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        piece.add(token);
      }
    } while (token.getType() != Token.EOF);
    return pieces;
  }

  private static Token endAt(Token token) {
    CommonToken end = new CommonToken(token);
    end.setType(Token.EOF);
    end.setStopIndex(token.getStartIndex() - 1);
    return end;
  }
}
