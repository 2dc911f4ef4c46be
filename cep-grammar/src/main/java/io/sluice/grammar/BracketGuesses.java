package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** The guesses that a round bracket is missing or too much. */
final class BracketGuesses {
  private static final int MAX_OPEN_BRACKETS = 3;

  private final SourceText source;
  private final List<Token> tokens;
  private final int index;
  private final Token token;
  private final SyntaxMessages messages;

  BracketGuesses(SourceText source, List<Token> tokens, int index, SyntaxMessages messages) {
    this.source = source;
    this.tokens = tokens;
    this.index = index;
    this.token = tokens.get(index);
    this.messages = messages;
  }

  void addTo(List<Guess> guesses, Found found) {
    if (found.expects(SluiceParser.RPAREN)) {
      notClosed(guesses);
    }
    notOpened().ifPresent(guesses::add);
    tooEarly().ifPresent(guesses::add);
  }

  private void notClosed(List<Guess> guesses) {
    List<Token> open = Brackets.open(tokens.subList(0, index));
    for (int count = 1; count <= Math.min(MAX_OPEN_BRACKETS, open.size()); count++) {
      Span place = source.span(open.get(open.size() - count));
      String opener = "the '(' of line " + place.line() + ", column " + place.column();
      String closers = ")".repeat(count);
      String missing =
          count == 1
              ? "')' to close " + opener
              : "'" + closers + "' to close " + opener + ", and what opens behind it";
      int[] types = new int[count];
      Arrays.fill(types, SluiceParser.RPAREN);
      Diagnostic diagnostic =
          Diagnostic.error(
                  SyntaxCode.BRACKET.code(),
                  "expected " + missing + ", found " + messages.described(token),
                  messages.span(index),
                  "still open here")
              .withHelp("put '" + closers + "' before " + messages.described(token))
              .withEdit(messages.behindBefore(index), closers);
      guesses.add(Guess.of(diagnostic, TokenEdit.insert(index, types)));
    }
  }

  /** A bracket too many closes what is around it, and shows only when that goes on. */
  private Optional<Guess> tooEarly() {
    if (tokens.get(index - 1).getType() != SluiceParser.RPAREN) {
      return Optional.empty();
    }
    Diagnostic diagnostic =
        Diagnostic.error(
                SyntaxCode.BRACKET.code(),
                "a ')' too many before " + messages.described(token),
                messages.span(index - 1),
                "closes the bracket around it too early")
            .withHelp("remove it")
            .withEdit(messages.span(index - 1), "");
    return Optional.of(Guess.of(diagnostic, TokenEdit.delete(index - 1, index)));
  }

  private Optional<Guess> notOpened() {
    if (token.getType() != SluiceParser.RPAREN
        || !Brackets.open(tokens.subList(0, index)).isEmpty()) {
      return Optional.empty();
    }
    Diagnostic diagnostic =
        Diagnostic.error(
                SyntaxCode.BRACKET.code(),
                "this ')' closes no '('",
                messages.span(index),
                "no bracket is open here")
            .withHelp("remove it, or open a bracket before it")
            .withEdit(messages.span(index), "");
    return Optional.of(new Guess(diagnostic, TokenEdit.delete(index, index + 1), 1, true));
  }
}
