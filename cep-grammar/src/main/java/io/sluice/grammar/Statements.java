package io.sluice.grammar;

import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceLexer;
import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CodePointCharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a script, cut at its semicolons. Each piece is parsed alone, so that an error in
 * one statement cannot reach the next.
 *
 * <p>A string that nobody closes swallows the rest of the script, with all quotes after it turned
 * inside out. So it is cut at the end of its line, and reading goes on there. When quotes do not
 * pair up, the one to blame is the first string that runs over a line's end.
 */
final class Statements {
  /** Strings that are cut; behind that many, the rest is left as it is. */
  private static final int MAX_CUTS = 8;

  /**
   * Tokens of one statement, ending with its own end-of-text token where the semicolon stands.
   *
   * @param unclosed index of the first token that nobody closed, or the number of tokens: what
   *     comes behind is not to be trusted
   * @param sound whether nothing was wrong so far
   */
  record Piece(List<Token> tokens, int unclosed, boolean sound) {
    static Piece of(List<Token> tokens) {
      return new Piece(tokens, tokens.size(), true);
    }
  }

  private final SourceText source;
  private final List<Diagnostic> diagnostics;
  private final CodePointCharStream input;
  private final SluiceLexer lexer;
  private final List<Piece> pieces = new ArrayList<>();
  private List<Token> tokens = new ArrayList<>();
  private int unclosed = Integer.MAX_VALUE;
  private boolean sound = true;
  private int openBrackets;
  private @Nullable Token semicolon;
  private int cuts;

  private Statements(SourceText source, List<Diagnostic> diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.input = CharStreams.fromString(source.text());
    this.lexer = new SluiceLexer(input);
    lexer.removeErrorListeners();
  }

  static List<Piece> split(SourceText source, List<Diagnostic> diagnostics) {
    return new Statements(source, diagnostics).run();
  }

  private List<Piece> run() {
    Token token;
    do {
      token = lexer.nextToken();
      switch (token.getType()) {
        case Token.EOF -> endPiece(semicolon == null ? token : semicolon);
        case SluiceParser.SEMICOLON -> {
          if (openBrackets == 0) {
            endPiece(token);
          } else if (semicolon == null) {
            semicolon = token;
          }
        }
        case SluiceParser.OPEN_COMMENT -> {
          unclosed = Math.min(unclosed, tokens.size());
          notClosed("this comment is not closed", token, 2, "put */ where it ends");
        }
        default -> {
          if (token.getChannel() == Token.DEFAULT_CHANNEL) {
            add(token);
          }
        }
      }
    } while (token.getType() != Token.EOF);
    return pieces;
  }

  private void add(Token token) {
    if (semicolon != null) {
      if (Guesses.BEGIN_STATEMENTS.contains(token.getType())) {
        endPiece(semicolon);
      } else {
        semicolonInBrackets(semicolon);
        semicolon = null;
      }
    }
    switch (token.getType()) {
      case SluiceParser.LPAREN -> openBrackets++;
      case SluiceParser.RPAREN -> openBrackets = Math.max(0, openBrackets - 1);
      case SluiceParser.OPEN_STRING, SluiceParser.OPEN_QUOTED -> {
        cut(token);
        openBrackets = Brackets.open(tokens).size();
        return;
      }
      default -> {}
    }
    tokens.add(token);
  }

  /** A semicolon ends a statement even in brackets, but only if one could begin behind it. */
  private void semicolonInBrackets(Token token) {
    sound = false;
    Span span = source.span(token);
    diagnostics.add(
        Diagnostic.error(
                SyntaxCode.SEMICOLON.code(),
                "a ';' stands inside brackets",
                span,
                "does not end a statement here")
            .withHelp("remove it; a semicolon stands only behind a whole statement")
            .withEdit(span, ""));
  }

  private void endPiece(Token token) {
    if (!tokens.isEmpty()) {
      CommonToken end = new CommonToken(token);
      end.setType(Token.EOF);
      end.setStopIndex(token.getStartIndex() - 1);
      tokens.add(end);
      pieces.add(
          new Piece(tokens, Math.min(unclosed, tokens.size()), sound && unclosed > tokens.size()));
    }
    tokens = new ArrayList<>();
    unclosed = Integer.MAX_VALUE;
    sound = true;
    openBrackets = 0;
    semicolon = null;
  }

  private void cut(Token open) {
    int culprit = tokens.size();
    tokens.add(open);
    for (int i = culprit - 1; i >= 0 && cuts < MAX_CUTS; i--) {
      if (isQuoted(tokens.get(i)) && tokens.get(i).getText().indexOf('\n') >= 0) {
        culprit = i;
      }
    }
    Token token = tokens.get(culprit);
    unclosed = Math.min(unclosed, firstOfLine(culprit));
    boolean string = token.getText().startsWith("'");
    notClosed(
        string ? "this string is not closed" : "this name in double quotes is not closed",
        token,
        1,
        string
            ? "put ' at its end; inside a string a quote is written twice: ''"
            : "put \" at its end; strings stand in single quotes: '...'");
    tokens.subList(culprit, tokens.size()).clear();
    tokens.add(closedAtLineEnd(token, string));
  }

  /** What is wrong with the quotes of a line may show anywhere on it. */
  private int firstOfLine(int index) {
    int first = index;
    while (first > 0 && line(tokens.get(first - 1)) == line(tokens.get(index))) {
      first--;
    }
    return first;
  }

  private int line(Token token) {
    return source.span(token).line();
  }

  private static boolean isQuoted(Token token) {
    return token.getType() == SluiceParser.STRING || token.getType() == SluiceParser.QUOTED;
  }

  /** Stands for the culprit, so that the parser has something to read; the lexer goes on behind. */
  private Token closedAtLineEnd(Token token, boolean string) {
    CommonToken closed = new CommonToken(token);
    closed.setType(string ? SluiceParser.STRING : SluiceParser.QUOTED);
    int lineEnd = token.getText().indexOf('\n');
    if (lineEnd >= 0 && cuts++ < MAX_CUTS) {
      int codePoints = token.getText().codePointCount(0, lineEnd);
      closed.setStopIndex(token.getStartIndex() + codePoints - 1);
      lexer.reset();
      input.seek(token.getStartIndex() + codePoints);
    }
    return closed;
  }

  private void notClosed(String message, Token token, int width, String help) {
    Span whole = source.span(token);
    Span opening = source.span(whole.start(), Math.min(whole.end(), whole.start() + width));
    diagnostics.add(
        Diagnostic.error(SyntaxCode.NOT_CLOSED.code(), message, opening, "it opens here")
            .withHelp(help));
  }
}
