package io.sluice.grammar;

import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.antlr.v4.runtime.Token;

/** The guesses that a word of the language is misspelled. */
final class Misspellings {
  private final SourceText source;
  private final List<Token> tokens;
  private final Found found;
  private final int index;
  private final SyntaxMessages messages;
  private final BiFunction<List<Token>, Integer, Found> expectedInstead;

  Misspellings(
      SourceText source,
      List<Token> tokens,
      Found found,
      SyntaxMessages messages,
      BiFunction<List<Token>, Integer, Found> expectedInstead) {
    this.source = source;
    this.tokens = tokens;
    this.found = found;
    this.index = found.index();
    this.messages = messages;
    this.expectedInstead = expectedInstead;
  }

  Optional<Guess> here(Diagnostic unknownStatement) {
    return nearWord(found, index)
        .map(
            word -> {
              Diagnostic told = index == 0 ? unknownStatement : messages.expected(found);
              return misspelling(told, index, word);
            });
  }

  /** A misspelled word is often read as a name, and the error shows one token later. */
  Optional<Guess> before() {
    if (index == 0
        || tokens.get(index - 1).getType() != SluiceParser.IDENT
        || TokenEdit.isInvented(tokens.get(index - 1))) {
      return Optional.empty();
    }
    Found before = expectedInstead.apply(tokens, index - 1);
    if (before.index() != index - 1) {
      return Optional.empty();
    }
    return nearWord(before, index - 1)
        .map(
            word -> {
              Found there = new Found(index - 1, before.all(), before.candidates());
              return misspelling(messages.expected(there), index - 1, word);
            });
  }

  private Guess misspelling(Diagnostic told, int at, int word) {
    String right = Phrases.word(word);
    Diagnostic diagnostic =
        new Diagnostic(
                told.severity(),
                SyntaxCode.MISSPELLED.code(),
                told.message(),
                told.span(),
                told.label(),
                told.notes(),
                null,
                List.of())
            .withHelp("did you mean '" + right + "'?")
            .withEdit(messages.span(at), right);
    return Guess.of(diagnostic, TokenEdit.replace(at, at + 1, word));
  }

  private Optional<Integer> nearWord(Found expected, int at) {
    Token written = tokens.get(at);
    boolean isWord = written.getType() == SluiceParser.IDENT || Phrases.isWord(written.getType());
    if (!isWord || TokenEdit.isInvented(written)) {
      return Optional.empty();
    }
    List<Integer> types =
        expected.all().toList().stream()
            .filter(type -> Phrases.isWord(type) && type != written.getType())
            .toList();
    List<String> words = types.stream().map(Phrases::word).toList();
    return NearestName.word(source.text(source.span(written)), words)
        .map(word -> types.get(words.indexOf(word)));
  }
}
