package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * The tokens around an error: {@code 0} is the one that fits nowhere, {@code -1} the one before.
 */
final class ErrorPlace {
  private static final int NOTHING = -2;

  private final SourceText source;
  private final List<Token> tokens;
  private final Found found;

  ErrorPlace(SourceText source, List<Token> tokens, Found found) {
    this.source = source;
    this.tokens = tokens;
    this.found = found;
  }

  boolean isFirst() {
    return found.index() == 0;
  }

  boolean expects(int type) {
    return found.expects(type);
  }

  private @Nullable Token at(int offset) {
    int index = found.index() + offset;
    if (index < 0 || index >= tokens.size() || TokenEdit.isInvented(tokens.get(index))) {
      return null;
    }
    return tokens.get(index);
  }

  int type(int offset) {
    Token token = at(offset);
    return token == null ? NOTHING : token.getType();
  }

  String text(int offset) {
    Token token = at(offset);
    return token == null ? "" : source.text(source.span(token));
  }

  boolean isWord(int offset, String word) {
    return text(offset).equalsIgnoreCase(word);
  }

  /** Whether no blank stands before the token. */
  boolean touches(int offset) {
    Token token = at(offset);
    Token before = at(offset - 1);
    return token != null && before != null && before.getStopIndex() + 1 == token.getStartIndex();
  }

  /** The first token of one of the types among the next {@code within}, or -1. */
  int next(int from, int within, String text) {
    for (int offset = from; offset < from + within; offset++) {
      if (text(offset).equals(text)) {
        return offset;
      }
    }
    return -1;
  }

  /** The innermost round bracket that is open here, as a negative offset; 0 where none is. */
  int opening() {
    int depth = 0;
    for (int offset = -1; type(offset) != NOTHING || found.index() + offset >= 0; offset--) {
      switch (type(offset)) {
        case SluiceParser.RPAREN -> depth++;
        case SluiceParser.LPAREN -> {
          if (depth-- == 0) {
            return offset;
          }
        }
        default -> {}
      }
    }
    return 0;
  }

  /** The offset of the bracket that closes the one at {@code opening}; {@code opening} if none. */
  int closing(int opening) {
    int depth = 0;
    for (int offset = opening; found.index() + offset < tokens.size(); offset++) {
      switch (type(offset)) {
        case SluiceParser.LPAREN -> depth++;
        case SluiceParser.RPAREN -> {
          if (--depth == 0) {
            return offset;
          }
        }
        default -> {}
      }
    }
    return opening;
  }

  /** The first word of the statement. */
  boolean begins(int type) {
    return tokens.getFirst().getType() == type;
  }

  /** The end of the line on which the token stands, as an offset behind its last token. */
  int toLineEnd(int from) {
    int line = line(from);
    int offset = from;
    while (line(offset) == line && type(offset) != Token.EOF) {
      offset++;
    }
    return offset;
  }

  private int line(int offset) {
    Token token = at(offset);
    return token == null ? NOTHING : source.span(token).line();
  }

  Span span(int from, int to) {
    Token first = at(from);
    Token last = at(to - 1);
    if (first == null || last == null) {
      return source.span(tokens.get(found.index()));
    }
    return source.span(first, last);
  }

  String text(Span span) {
    return source.text(span);
  }

  /**
   * Tells how the tokens from {@code from} to {@code to} are written here.
   *
   * @param cure what the parser reads in their place
   */
  Guesses.Guess foreign(int from, int to, String message, String label, String help, int... cure) {
    Diagnostic diagnostic =
        Diagnostic.error(SyntaxCode.FOREIGN.code(), message, span(from, to), label).withHelp(help);
    return new Guesses.Guess(diagnostic, edit(from, to, cure), 0, true);
  }

  /** What is not there; nobody else writes it so either. */
  Guesses.Guess missing(
      String message, String label, String help, int from, int to, String text, int... cure) {
    boolean atEnd = from == 0 && to <= from && type(0) == Token.EOF;
    Span place = atEnd ? before() : span(from, Math.max(from + 1, to));
    Diagnostic diagnostic =
        Diagnostic.error(SyntaxCode.UNEXPECTED.code(), message, place, label).withHelp(help);
    if (!text.isEmpty()) {
      diagnostic = diagnostic.withEdit(to > from ? span(from, to) : before(), text);
    }
    return new Guesses.Guess(diagnostic, edit(from, to, cure), 0, true);
  }

  /** The empty place behind the token before. */
  private Span before() {
    Token before = at(-1);
    int end = before == null ? span(0, 1).start() : source.span(before).end();
    return source.span(end, end);
  }

  /** The place of a text at the start of what was not read before this token: a comment. */
  @Nullable Span skipped(String text) {
    Token before = at(-1);
    if (before == null) {
      return null;
    }
    int from = source.span(before).end();
    int to = source.span(tokens.get(found.index())).start();
    int start = source.text().indexOf(text, from);
    return start < 0 || start >= to || !source.text().substring(from, start).isBlank()
        ? null
        : source.span(start, start + text.length());
  }

  /** The same with the text that would repair it. */
  Guesses.Guess foreign(
      int from, int to, String message, String label, String help, String text, int... cure) {
    Guesses.Guess guess = foreign(from, to, message, label, help, cure);
    Diagnostic diagnostic = guess.diagnostic().withEdit(guess.diagnostic().span(), text);
    return new Guesses.Guess(diagnostic, guess.edit(), 0, true);
  }

  /** The same with a cure of its own. */
  Guesses.Guess foreign(
      int from, int to, TokenEdit cure, String message, String label, String help, String text) {
    Diagnostic diagnostic = foreign(from, to, message, label, help).diagnostic();
    return new Guesses.Guess(diagnostic.withEdit(diagnostic.span(), text), cure, 0, true);
  }

  /** Tokens that keep their places, with others put in before them. */
  TokenEdit edit(int from, int to, int[] before, int keptFrom, int keptTo) {
    List<Token> put = new ArrayList<>(TokenEdit.insert(0, before).put());
    put.addAll(tokens.subList(found.index() + keptFrom, found.index() + keptTo));
    return new TokenEdit(found.index() + from, found.index() + to, put);
  }

  TokenEdit edit(int from, int to, int... cure) {
    return TokenEdit.replace(found.index() + from, found.index() + to, cure);
  }
}
