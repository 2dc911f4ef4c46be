package io.sluice.grammar;

import io.sluice.grammar.Expectations.Candidate;
import io.sluice.grammar.Expectations.Found;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Sentences about what was expected, what was found and where. */
final class SyntaxMessages {
  private static final int SHOWN = 5;
  private static final int MAX_QUOTE = 40;

  static final Set<Integer> OPERATORS =
      Set.of(
          SluiceParser.OR,
          SluiceParser.AND,
          SluiceParser.PLUS,
          SluiceParser.MINUS,
          SluiceParser.CONCAT,
          SluiceParser.STAR,
          SluiceParser.SLASH,
          SluiceParser.PERCENT);

  /** Always possible behind a name, and never what is missing. */
  private static final Set<Integer> BEHIND_NAMES =
      Set.of(SluiceParser.DOT, SluiceParser.LBRACKET, SluiceParser.LPAREN);

  private final SourceText source;
  private final List<Token> tokens;

  SyntaxMessages(SourceText source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** The plain form: expected this or that after x, found y. */
  Diagnostic expected(Found found) {
    List<String> phrases = phrases(found);
    String message = "expected " + choice(phrases, found.index()) + place(found.index());
    String label = phrases.size() == 1 ? "expected " + phrases.getFirst() : "not expected here";
    return Diagnostic.error(SyntaxCode.UNEXPECTED.code(), message, span(found.index()), label);
  }

  private String place(int index) {
    Token before = before(index);
    String after = before == null ? "" : " after " + described(before);
    return after + ", found " + described(tokens.get(index));
  }

  /** The last token before {@code index} that somebody wrote. */
  @Nullable Token before(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (!TokenEdit.isInvented(tokens.get(i))) {
        return tokens.get(i);
      }
    }
    return null;
  }

  /** A token; for the end of the text the place right behind the last word. */
  Span span(int index) {
    Token token = tokens.get(index);
    Token before = before(index);
    if ((token.getType() == Token.EOF || TokenEdit.isInvented(token)) && before != null) {
      return behind(before);
    }
    return source.span(token);
  }

  Span behind(Token token) {
    int end = source.span(token).end();
    return source.span(end, end);
  }

  /** The empty place where something would have to be put in before a token. */
  Span behindBefore(int index) {
    Token before = before(index);
    return before == null ? span(index) : behind(before);
  }

  String textOf(Token token) {
    return source.text(source.span(token));
  }

  String described(Token token) {
    String text = source.text(source.span(token));
    return switch (token.getType()) {
      case Token.EOF ->
          source.text().startsWith(";", source.span(token).start())
              ? "the end of the statement"
              : "the end of the text";
      case SluiceParser.STRING -> "the string " + shortened(text);
      case SluiceParser.INTEGER, SluiceParser.DECIMAL -> "the number " + shortened(text);
      default -> "'" + shortened(text) + "'";
    };
  }

  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    if (line.length() <= MAX_QUOTE) {
      return line;
    }
    int end = MAX_QUOTE - 3;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
        + "...";
  }

  // ---- what was expected ----

  static List<String> phrases(Found found) {
    boolean operators = endsExpression(found);
    Set<String> phrases = new LinkedHashSet<>();
    boolean ends = false;
    for (Candidate candidate : found.candidates()) {
      boolean implied =
          operators
              && (OPERATORS.contains(candidate.type()) || BEHIND_NAMES.contains(candidate.type()));
      if (candidate.type() == Token.EOF) {
        ends = true;
      } else if (!implied && !candidate.phrase().equals("an operator")) {
        phrases.add(candidate.phrase());
      }
    }
    if (operators) {
      phrases.add("an operator");
    }
    if (ends) {
      phrases.add(Phrases.ofToken(Token.EOF));
    }
    if (phrases.isEmpty()) {
      found.candidates().forEach(candidate -> phrases.add(candidate.phrase()));
    }
    return List.copyOf(phrases);
  }

  /** Whether an expression could end here, so that any operator might follow. */
  static boolean endsExpression(Found found) {
    return found.offers(SluiceParser.SLASH)
        || (found.offers(SluiceParser.OR) && found.offers(SluiceParser.AND));
  }

  private String choice(List<String> phrases, int index) {
    if (phrases.size() <= SHOWN) {
      return joined(phrases);
    }
    List<String> shown = new ArrayList<>();
    String written = source.text(source.span(tokens.get(index)));
    List<String> firstWords = phrases.stream().map(SyntaxMessages::firstWord).toList();
    NearestName.word(written, firstWords)
        .ifPresent(word -> shown.add(phrases.get(firstWords.indexOf(word))));
    for (String phrase : phrases) {
      if (shown.size() < SHOWN - 1 && !shown.contains(phrase)) {
        shown.add(phrase);
      }
    }
    return String.join(", ", shown) + " or " + (phrases.size() - shown.size()) + " others";
  }

  private static String firstWord(String phrase) {
    int blank = phrase.indexOf(' ');
    return blank < 0 ? phrase : phrase.substring(0, blank);
  }

  static String joined(List<String> phrases) {
    if (phrases.isEmpty()) {
      return "something else";
    }
    String last = phrases.getLast();
    return phrases.size() == 1
        ? last
        : String.join(", ", phrases.subList(0, phrases.size() - 1)) + " or " + last;
  }
}
