package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other quotes and other comments. */
final class ForeignQuotes {
  private static final Map<String, String> CLOSING_QUOTES =
      Map.of(
          "\u2018", "\u2019", "\u2019", "\u2019", "\u201A", "\u2018", "\u201C", "\u201D", "\u201D",
          "\u201D", "\u201E", "\u201C", "\u2039", "\u203A", "\u00AB", "\u00BB", "\u00B4", "\u00B4");

  private ForeignQuotes() {}

  static @Nullable Guess backticks(ErrorPlace p) {
    int end = p.text(0).equals("`") ? p.next(1, 3, "`") : -1;
    if (end < 0) {
      return null;
    }
    String name = p.text(p.span(1, end));
    return p.foreign(
        0,
        end + 1,
        "backticks do not quote names",
        "",
        "write " + name + " without them, or \"" + name + "\"",
        "\"" + name + "\"",
        SluiceParser.IDENT);
  }

  static @Nullable Guess curlyQuotes(ErrorPlace p) {
    String closing = CLOSING_QUOTES.get(p.text(0));
    int end = closing == null ? -1 : p.next(1, 40, closing);
    if (end < 0) {
      return null;
    }
    String all = p.text(p.span(0, end + 1));
    String straight = "'" + all.substring(1, all.length() - 1).replace("'", "''") + "'";
    return p.foreign(
        0,
        end + 1,
        "curly quotes do not quote strings",
        "",
        "write " + SyntaxMessages.shortened(straight),
        straight,
        SluiceParser.STRING);
  }

  static @Nullable Guess hashComment(ErrorPlace p) {
    if (!p.text(0).equals("#")) {
      return null;
    }
    Guess guess = p.foreign(0, 1, "'#' does not begin a comment", "", "write --", "--");
    return new Guess(guess.diagnostic(), p.edit(0, p.toLineEnd(0)), 0, true);
  }

  static @Nullable Guess slashComment(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.SLASH || p.type(0) != SluiceParser.SLASH || !p.touches(0)) {
      return null;
    }
    Guess guess = p.foreign(-1, 1, "'//' does not begin a comment", "", "write --", "--");
    return new Guess(guess.diagnostic(), p.edit(-1, p.toLineEnd(-1)), 0, true);
  }

  static @Nullable Guess quotedString(ErrorPlace p) {
    if (p.type(0) != SluiceParser.QUOTED
        || !p.expects(SluiceParser.STRING)
        || p.expects(SluiceParser.QUOTED)) {
      return null;
    }
    String text = p.text(0);
    String string = "'" + text.substring(1, text.length() - 1).replace("'", "''") + "'";
    return p.foreign(
        0,
        1,
        "double quotes are for names, a string stands in single quotes",
        "expected a string",
        "write " + SyntaxMessages.shortened(string),
        string,
        SluiceParser.STRING);
  }

  /** {@code 1.2.3}: a version or an address is a text. */
  static @Nullable Guess dottedNumber(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.DECIMAL || p.type(0) != SluiceParser.DECIMAL || !p.touches(0)) {
      return null;
    }
    int end = 1;
    while (p.touches(end)
        && (p.type(end) == SluiceParser.DECIMAL || p.type(end) == SluiceParser.INTEGER)) {
      end++;
    }
    String written = p.text(p.span(-1, end));
    return p.missing(
        "'" + written + "' is no number",
        "two points",
        "a text such as an address or a version stands in quotes: '" + written + "'",
        -1,
        end,
        "'" + written + "'",
        SluiceParser.STRING);
  }

  static @Nullable Guess quotedNumber(ErrorPlace p) {
    String text = p.text(0);
    if (p.type(0) != SluiceParser.STRING
        || !p.expects(SluiceParser.INTEGER)
        || p.expects(SluiceParser.STRING)
        || !text.matches("'[0-9]+'")) {
      return null;
    }
    String number = text.substring(1, text.length() - 1);
    return p.foreign(
        0,
        1,
        "a number stands without quotes",
        "expected a whole number",
        "write " + number,
        number,
        SluiceParser.INTEGER);
  }
}
