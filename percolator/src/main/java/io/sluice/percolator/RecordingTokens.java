package io.sluice.percolator;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.queryparser.charstream.CharStream;
import org.apache.lucene.queryparser.classic.QueryParserTokenManager;
import org.apache.lucene.queryparser.classic.Token;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's tokens of the classic syntax, remembered in their order: the parser's callbacks get
 * texts without positions, and here the positions are found again.
 */
final class RecordingTokens extends QueryParserTokenManager {
  /** A stretch of the query text, in UTF-16 units. */
  record Spot(int start, int end) {}

  private final List<Token> seen = new ArrayList<>();
  private final NamedGroups groups = new NamedGroups();

  RecordingTokens(CharStream stream) {
    super(stream);
  }

  @Override
  public Token getNextToken() {
    Token token = groups.next(super::getNextToken);
    seen.add(token);
    return token;
  }

  NamedGroups groups() {
    return groups;
  }

  /** The tokens read so far, in order; the parser looks at most two ahead. */
  List<Token> seen() {
    return seen;
  }

  /** The leaf whose last token is {@code last}, without boost and slop. */
  Spot leafBefore(Token last) {
    int end = endOfLeaf(last);
    if (end < 0) {
      return new Spot(0, 0);
    }
    int first = end;
    if (seen.get(end).kind == RANGEIN_END || seen.get(end).kind == RANGEEX_END) {
      while (first > 0
          && seen.get(first).kind != RANGEIN_START
          && seen.get(first).kind != RANGEEX_START) {
        first--;
      }
    }
    return new Spot(seen.get(first).beginColumn, seen.get(end).endColumn);
  }

  /** A part of that leaf, such as one end of a range; the whole leaf if there is no such token. */
  Spot partOfLeafBefore(Token last, String part) {
    Spot leaf = leafBefore(last);
    for (int i = endOfLeaf(last); i >= 0 && seen.get(i).beginColumn >= leaf.start(); i--) {
      if (seen.get(i).image.equals(part)) {
        return new Spot(seen.get(i).beginColumn, seen.get(i).endColumn);
      }
    }
    return leaf;
  }

  /** The {@code name} of the nearest {@code name:} before that leaf. */
  @Nullable Token fieldBefore(Token last, String name) {
    for (int i = endOfLeaf(last); i > 0; i--) {
      Token written = seen.get(i - 1);
      if (seen.get(i).kind == COLON && written.image.replace("\\", "").equals(name)) {
        return written;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // this very token, not one that looks like it
  private int endOfLeaf(Token last) {
    int i = seen.size() - 1;
    while (i >= 0 && seen.get(i) != last) {
      i--;
    }
    while (i > 0 && isSuffix(seen.get(i))) {
      i--;
    }
    return i;
  }

  private static boolean isSuffix(Token token) {
    return token.kind == CARAT || token.kind == NUMBER || token.kind == FUZZY_SLOP;
  }
}
