package io.sluice.grammar;

import io.sluice.grammar.Expectations.Candidate;
import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong at an error, the likeliest first: each guess has the words for it and the
 * change that would cure it. {@link Repair} tries them.
 */
final class Guesses {
  /** Words that nothing but a statement begins with. */
  static final Set<Integer> BEGIN_STATEMENTS =
      Set.of(
          SluiceParser.CREATE,
          SluiceParser.ALTER,
          SluiceParser.DROP,
          SluiceParser.INSERT,
          SluiceParser.SELECT,
          SluiceParser.EXPLAIN,
          SluiceParser.DESCRIBE,
          SluiceParser.DIFF,
          SluiceParser.PAUSE,
          SluiceParser.REPLAY,
          SluiceParser.RESUME,
          SluiceParser.SHOW,
          SluiceParser.TEST);

  /** Signs with a guess of their own, and signs that fit almost anywhere and so prove nothing. */
  private static final Set<Integer> NEVER_MISSING =
      Set.of(
          SluiceParser.COMMA,
          SluiceParser.RPAREN,
          SluiceParser.DOT,
          SluiceParser.LBRACKET,
          SluiceParser.PLUS,
          SluiceParser.MINUS,
          SluiceParser.STAR,
          SluiceParser.SLASH,
          SluiceParser.PERCENT,
          SluiceParser.CONCAT,
          SluiceParser.BAR);

  /** Reserved words that nobody means as a name. */
  private static final Set<Integer> NEVER_NAMES =
      Set.of(
          SluiceParser.NOT,
          SluiceParser.AND,
          SluiceParser.OR,
          SluiceParser.IS,
          SluiceParser.NULL,
          SluiceParser.TRUE,
          SluiceParser.FALSE,
          SluiceParser.AS,
          SluiceParser.CASE);

  /**
   * @param edit the cure; null when there is none to try
   * @param handicap tokens that the change itself takes out of the way, which prove nothing
   * @param sure whether the words fit in any case, however far the cure helps
   */
  record Guess(Diagnostic diagnostic, @Nullable TokenEdit edit, int handicap, boolean sure) {
    static Guess of(Diagnostic diagnostic, TokenEdit edit) {
      return new Guess(diagnostic, edit, 0, false);
    }
  }

  private final SourceText source;
  private final List<Token> tokens;
  private final Found found;
  private final int index;
  private final Token token;
  private final SyntaxMessages messages;
  private final BiFunction<List<Token>, Integer, Found> expectedInstead;

  Guesses(
      SourceText source,
      List<Token> tokens,
      Found found,
      BiFunction<List<Token>, Integer, Found> expectedInstead) {
    this.source = source;
    this.tokens = tokens;
    this.found = found;
    this.index = found.index();
    this.token = tokens.get(index);
    this.messages = new SyntaxMessages(source, tokens);
    this.expectedInstead = expectedInstead;
  }

  List<Guess> all() {
    List<Guess> guesses = new ArrayList<>();
    ForeignIdioms.find(new ErrorPlace(source, tokens, found)).ifPresent(guesses::add);
    Misspellings words = new Misspellings(source, tokens, found, messages, expectedInstead);
    words.here(unknownStatement()).ifPresent(guesses::add);
    words.before().ifPresent(guesses::add);
    if (index == 0) {
      return guesses;
    }
    commaMissing().ifPresent(guesses::add);
    new BracketGuesses(source, tokens, index, messages).addTo(guesses, found);
    signsAndWords(guesses);
    nameMissing().ifPresent(guesses::add);
    reservedWord().ifPresent(guesses::add);
    literalMissing(guesses);
    leftOver().ifPresent(guesses::add);
    return guesses;
  }

  /** For when no guess helps. */
  Guess none() {
    if (index == 0) {
      return new Guess(unknownStatement(), null, 0, true);
    }
    return new Guess(clauseOrder(messages.expected(found)), null, 0, true);
  }

  private Diagnostic unknownStatement() {
    String what =
        token.getType() == Token.EOF
            ? "expected a statement, found the end of the text"
            : "no statement begins with " + messages.described(token);
    return Diagnostic.error(
            SyntaxCode.UNKNOWN_STATEMENT.code(), what, messages.span(index), "no such statement")
        .withHelp(
            "statements begin with SELECT, CREATE, INSERT, ALTER, DROP, SHOW, DESCRIBE, EXPLAIN,"
                + " PAUSE, RESUME, REPLAY, DIFF or TEST");
  }

  // ---- something is missing ----

  private void signsAndWords(List<Guess> guesses) {
    long words =
        found.candidates().stream()
            .filter(c -> Phrases.isWord(c.type()) && !SyntaxMessages.OPERATORS.contains(c.type()))
            .count();
    for (Candidate candidate : found.candidates()) {
      int type = candidate.type();
      if (candidate.isRule() || Phrases.literal(type).isEmpty() || NEVER_MISSING.contains(type)) {
        continue;
      }
      Diagnostic told = clauseOrder(messages.expected(found));
      if (!Phrases.isWord(type)) {
        Diagnostic sign = put(told, "'" + Phrases.literal(type) + "'");
        if (type == SluiceParser.LPAREN) {
          sign = sign.withHelp(sign.help() + ", and ')' where that ends");
        }
        guesses.add(Guess.of(sign, TokenEdit.insert(index, type)));
      } else if (!SyntaxMessages.OPERATORS.contains(type)) {
        // With several words to choose from we cannot know which one was forgotten.
        Diagnostic word = words == 1 ? put(told, candidate.phrase()) : told;
        guesses.add(Guess.of(word, TokenEdit.insert(index, type)));
        Diagnostic named =
            told.withHelp(
                "put "
                    + candidate.phrase()
                    + " and what belongs to it before "
                    + messages.described(token));
        guesses.add(
            Guess.of(
                words == 1 || type == SluiceParser.AS || type == SluiceParser.ON ? named : told,
                TokenEdit.insert(index, type, SluiceParser.IDENT)));
      }
    }
  }

  private Diagnostic put(Diagnostic told, String what) {
    String text = what.startsWith("'") ? what.substring(1, what.length() - 1) : " " + what;
    return told.withHelp("put " + what + " before " + messages.described(token))
        .withEdit(messages.behindBefore(index), text);
  }

  private Optional<Guess> commaMissing() {
    return found.offers(SluiceParser.COMMA)
        ? Optional.of(Guess.of(missingComma(), TokenEdit.insert(index, SluiceParser.COMMA)))
        : Optional.empty();
  }

  private Diagnostic missingComma() {
    Token before = messages.before(index);
    String left = before == null ? "the start" : messages.described(before);
    return Diagnostic.error(
            SyntaxCode.MISSING_COMMA.code(),
            "missing ',' between " + left + " and " + messages.described(token),
            messages.span(index),
            "the next member of the list begins here")
        .withNotes("expected: " + SyntaxMessages.joined(SyntaxMessages.phrases(found)))
        .withHelp("put ',' behind " + left)
        .withEdit(messages.behindBefore(index), ",");
  }

  private Optional<Guess> nameMissing() {
    if (!found.expects(SluiceParser.IDENT)) {
      return Optional.empty();
    }
    Diagnostic told = clauseOrder(messages.expected(found));
    Token before = messages.before(index);
    boolean real = !TokenEdit.isInvented(tokens.get(index - 1));
    if (real && before != null && before.getType() == SluiceParser.COMMA) {
      told =
          told.withHelp("remove the ',' before " + messages.described(token))
              .withEdit(messages.span(index - 1), "");
    }
    return Optional.of(Guess.of(told, TokenEdit.insert(index, SluiceParser.IDENT)));
  }

  private void literalMissing(List<Guess> guesses) {
    for (int type : new int[] {SluiceParser.STRING, SluiceParser.INTEGER, SluiceParser.MINUTE}) {
      if (found.expects(type) && !found.expects(SluiceParser.IDENT)) {
        guesses.add(Guess.of(messages.expected(found), TokenEdit.insert(index, type)));
      }
    }
    if (found.expects(SluiceParser.INTERVAL) && !found.expects(SluiceParser.IDENT)) {
      guesses.add(
          Guess.of(
              messages.expected(found),
              TokenEdit.insert(
                  index, SluiceParser.INTERVAL, SluiceParser.STRING, SluiceParser.MINUTE)));
    }
  }

  private Optional<Guess> reservedWord() {
    if (!Phrases.isWord(token.getType())
        || NEVER_NAMES.contains(token.getType())
        || !found.expects(SluiceParser.IDENT)) {
      return Optional.empty();
    }
    String text = messages.textOf(token);
    Set<String> names = new LinkedHashSet<>();
    found.candidates().stream()
        .filter(Candidate::isRule)
        .forEach(candidate -> names.add(candidate.phrase()));
    Diagnostic diagnostic =
        Diagnostic.error(
                SyntaxCode.RESERVED_WORD.code(),
                "'" + text + "' is a reserved word and cannot be a name as it stands",
                messages.span(index),
                "expected " + SyntaxMessages.joined(List.copyOf(names)))
            .withHelp("put it in double quotes: \"" + text + "\"")
            .withEdit(messages.span(index), "\"" + text + "\"");
    return Optional.of(
        new Guess(diagnostic, TokenEdit.replace(index, index + 1, SluiceParser.IDENT), 1, false));
  }

  // ---- something is too much ----

  private Optional<Guess> leftOver() {
    if (token.getType() == Token.EOF) {
      return Optional.empty();
    }
    Diagnostic diagnostic = clauseOrder(messages.expected(found));
    return Optional.of(new Guess(diagnostic, TokenEdit.delete(index, index + 1), 1, false));
  }

  private Diagnostic clauseOrder(Diagnostic diagnostic) {
    return ClauseOrder.note(tokens, found).map(diagnostic::withNotes).orElse(diagnostic);
  }
}
