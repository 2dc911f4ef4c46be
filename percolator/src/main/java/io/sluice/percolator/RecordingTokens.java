package io.sluice.percolator;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.queryparser.charstream.CharStream;
import org.apache.lucene.queryparser.classic.QueryParserTokenManager;
import org.apache.lucene.queryparser.classic.Token;

/**
 * Lucene's tokens of the classic syntax, remembered in their order: the parser's callbacks get
 * texts without positions, and here the positions are found again.
 */
final class RecordingTokens extends QueryParserTokenManager {
  private final List<Token> seen = new ArrayList<>();

  RecordingTokens(CharStream stream) {
    super(stream);
  }

  @Override
  public Token getNextToken() {
    Token token = super.getNextToken();
    seen.add(token);
    return token;
  }

  /** The tokens read so far, in order; the parser looks at most two ahead. */
  List<Token> seen() {
    return seen;
  }
}
