package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceLexer;
import io.sluice.grammar.parser.SluiceParser;
import java.text.Normalizer;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Signs as word processors and books set them, and the plain ones that are meant. */
final class ForeignCharacters {
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("\u2010", "-"),
          Map.entry("\u2011", "-"),
          Map.entry("\u2012", "-"),
          Map.entry("\u2013", "-"),
          Map.entry("\u2014", "-"),
          Map.entry("\u2212", "-"),
          Map.entry("\u00D7", "*"),
          Map.entry("\u00B7", "*"),
          Map.entry("\u00F7", "/"),
          Map.entry("\u2265", ">="),
          Map.entry("\u2A7E", ">="),
          Map.entry("\u2264", "<="),
          Map.entry("\u2A7D", "<="),
          Map.entry("\u2260", "<>"),
          Map.entry("\u2227", "AND"),
          Map.entry("\u2228", "OR"),
          Map.entry("\u00AC", "NOT"),
          Map.entry("\u2192", "->"),
          Map.entry("\u21D2", "->"));

  private static final String QUOTES =
      "\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u2039\u203A\u00AB\u00BB\u00B4\u2032\u2033";

  private ForeignCharacters() {}

  /** An editor's arrow: a dash and {@code >}. */
  static @Nullable Guess dashArrow(ErrorPlace p) {
    boolean dash = p.type(0) == SluiceParser.STRANGE && "-".equals(PLAIN.get(p.text(0)));
    if (!dash || p.type(1) != SluiceParser.GREATER || !p.expects(SluiceParser.ARROW)) {
      return null;
    }
    return p.foreign(
        0,
        2,
        "'" + p.text(p.span(0, 2)) + "' is no arrow of the language",
        "",
        "write '->'",
        "->",
        SluiceParser.ARROW);
  }

  /** A long dash where no minus can stand was two of them once. */
  static @Nullable Guess dashComment(ErrorPlace p) {
    boolean dash = p.text(0).equals("\u2013") || p.text(0).equals("\u2014");
    if (!dash || p.expects(SluiceParser.MINUS)) {
      return null;
    }
    Guess guess =
        p.foreign(0, 1, "'" + p.text(0) + "' does not begin a comment", "", "write --", "--");
    return new Guess(guess.diagnostic(), p.edit(0, p.toLineEnd(0)), 0, true);
  }

  static @Nullable Guess sign(ErrorPlace p) {
    String plain = p.type(0) == SluiceParser.STRANGE ? plain(p.text(0)) : "";
    if (plain.isEmpty()) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "'" + p.text(0) + "' is no sign of the language",
        "",
        "write '" + plain + "'",
        plain,
        type(plain));
  }

  /** A quote that stands alone; see also {@link ForeignQuotes#curlyQuotes}. */
  static @Nullable Guess quote(ErrorPlace p) {
    if (p.type(0) != SluiceParser.STRANGE || !QUOTES.contains(p.text(0))) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "'" + p.text(0) + "' is no quote of the language",
        "",
        "a string stands in straight single quotes: 'text'",
        "'");
  }

  /** What a character stands for; empty where that is nothing of the language. */
  private static String plain(String strange) {
    String known = PLAIN.get(strange);
    if (known != null) {
      return known;
    }
    // The wide signs of East Asian keyboards.
    String narrow = Normalizer.normalize(strange, Normalizer.Form.NFKC);
    boolean sign = narrow.length() == 1 && !narrow.equals(strange) && narrow.charAt(0) < 0x7F;
    return sign && narrow.charAt(0) > ' ' && type(narrow) < SluiceParser.STRING ? narrow : "";
  }

  private static int type(String text) {
    SluiceLexer lexer = new SluiceLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    Token token = lexer.nextToken();
    return token.getType();
  }
}
