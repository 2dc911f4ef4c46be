package io.sluice.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * A change of a token list: the tokens from {@code from} up to but not including {@code to} give
 * way to {@code put}. Tokens that nobody wrote have no place in the text. The last token, the end
 * of the text, stays whatever a guess about it says: what reads the tokens stops there.
 */
record TokenEdit(int from, int to, List<Token> put) {
  static TokenEdit insert(int at, int... types) {
    return new TokenEdit(at, at, invented(types));
  }

  static TokenEdit replace(int from, int to, int... types) {
    return new TokenEdit(from, to, invented(types));
  }

  static TokenEdit delete(int from, int to) {
    return new TokenEdit(from, to, List.of());
  }

  private static List<Token> invented(int... types) {
    List<Token> tokens = new ArrayList<>();
    for (int type : types) {
      CommonToken token = new CommonToken(type, "");
      token.setStartIndex(-1);
      tokens.add(token);
    }
    return tokens;
  }

  static boolean isInvented(Token token) {
    return token.getStartIndex() < 0;
  }

  List<Token> apply(List<Token> tokens) {
    List<Token> result = new ArrayList<>(tokens.size() + put.size());
    int end = tokens.size() - 1;
    result.addAll(tokens.subList(0, Math.min(from, end)));
    result.addAll(put);
    result.addAll(tokens.subList(Math.min(to, end), tokens.size()));
    return result;
  }

  /** How far behind the change tokens move. */
  int shift() {
    return put.size() - (to - from);
  }
}
