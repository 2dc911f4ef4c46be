package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists of columns and joins as other systems shorten them. */
final class ForeignSelects {
  private ForeignSelects() {}

  /** {@code a JOIN b USING (k)}. */
  static @Nullable Guess using(ErrorPlace p) {
    // Behind JOIN b the word was read as an alias; behind JOIN b AS x it was not.
    int word = p.isWord(0, "USING") ? 0 : -1;
    if (!p.isWord(word, "USING")
        || !p.expects(SluiceParser.ON)
        || p.type(word + 1) != SluiceParser.LPAREN) {
      return null;
    }
    int close = p.closing(word + 1);
    String column = p.text(word + 2);
    Guess guess =
        p.foreign(
            word,
            Math.max(close, word + 1) + 1,
            "USING is written as a condition behind ON",
            "",
            "write ON a.%s = %s.%s, with the name of the other side for a"
                .formatted(column, p.text(word - 1), column),
            SluiceParser.ON,
            SluiceParser.TRUE);
    return new Guess(
        guess
            .diagnostic()
            .withNotes(
                "joins: this version reads them and does not run them yet; a pattern over several"
                    + " streams is FROM MERGE (a, b) MATCH_RECOGNIZE (...)"),
        guess.edit(),
        0,
        true);
  }

  /** PostgreSQL: {@code SELECT DISTINCT ON (k) ...}. */
  static @Nullable Guess distinctOn(ErrorPlace p) {
    if (p.type(0) != SluiceParser.ON
        || p.type(-1) != SluiceParser.DISTINCT
        || p.type(1) != SluiceParser.LPAREN) {
      return null;
    }
    int close = p.closing(1);
    String keys = close > 2 ? p.text(p.span(2, close)) : "key";
    return p.foreign(
        -1,
        Math.max(close, 1) + 1,
        "DISTINCT ON is not a clause",
        "",
        "the first row of each key is a pattern: FROM stream MATCH_RECOGNIZE (PARTITION BY "
            + keys
            + " ORDER BY ts ALL ROWS PER MATCH PATTERN (^ A))");
  }

  /** {@code SELECT * EXCEPT (a, b)}; {@code EXCLUDE} elsewhere. */
  static @Nullable Guess starExcept(ErrorPlace p) {
    boolean word =
        p.isWord(0, "EXCEPT") || p.isWord(0, "EXCLUDE") || p.type(0) == SluiceParser.REPLACE;
    if (!word || p.type(-1) != SluiceParser.STAR || p.type(1) != SluiceParser.LPAREN) {
      return null;
    }
    return p.foreign(
        0,
        Math.max(p.closing(1), 1) + 1,
        "* stands for all columns, without " + p.text(0).toUpperCase(Locale.ROOT),
        "",
        "name the columns that are wanted instead of *");
  }

  /** {@code OVER w}, whose WINDOW clause stands at the end. */
  static @Nullable Guess namedWindow(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.OVER || p.type(0) != SluiceParser.IDENT) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "OVER says its window itself, and does not name one",
        "expected '('",
        "write OVER (PARTITION BY key ORDER BY ts ...)",
        SluiceParser.LPAREN,
        SluiceParser.RPAREN);
  }

  /** {@code WINDOW w AS (...)} at the end of a query. */
  static @Nullable Guess windowClause(ErrorPlace p) {
    // Behind FROM e the word was read as an alias; behind FROM e AS x or WHERE it was not.
    int word = p.isWord(0, "WINDOW") ? 0 : -1;
    boolean clause =
        p.isWord(word, "WINDOW")
            && p.type(word + 1) == SluiceParser.IDENT
            && p.type(word + 2) == SluiceParser.AS
            && p.type(word + 3) == SluiceParser.LPAREN;
    if (!clause) {
      return null;
    }
    int close = p.closing(word + 3);
    String inside = close > word + 4 ? p.text(p.span(word + 4, close)) : "...";
    return p.foreign(
        word,
        Math.max(close, word + 3) + 1,
        "there is no WINDOW clause",
        "",
        "write the window where it is used: OVER (" + inside + ")");
  }

  /** {@code DATE '2026-01-31'}. */
  static @Nullable Guess dateLiteral(ErrorPlace p) {
    boolean date = p.isWord(-1, "DATE") || p.isWord(-1, "DATETIME") || p.isWord(-1, "TIMESTAMPTZ");
    if (!date || p.type(0) != SluiceParser.STRING) {
      return null;
    }
    return p.foreign(
        -1,
        0,
        "there is no type " + p.text(-1).toUpperCase(Locale.ROOT),
        "",
        "write TIMESTAMP " + p.text(0) + ": a day is the time at which it begins",
        "TIMESTAMP",
        SluiceParser.TIMESTAMP);
  }

  /** {@code 0x1F}, {@code 1_000}: the lexer sees a number and a name. */
  static @Nullable Guess number(ErrorPlace p) {
    // Where a name could stand (SELECT 0x1F AS n) it was read as one.
    int name = isGlued(p, 0) ? 0 : -1;
    if (!isGlued(p, name)) {
      return null;
    }
    String text = p.text(p.span(name - 1, name + 1));
    String right = decimal(text);
    return p.foreign(
        name - 1,
        name + 1,
        "'" + text + "' is no number",
        "",
        right.isEmpty() ? "numbers are written 42, 1.5 or 2.5e3" : "write " + right,
        SluiceParser.INTEGER);
  }

  private static boolean isGlued(ErrorPlace p, int name) {
    return p.type(name) == SluiceParser.IDENT
        && p.type(name - 1) == SluiceParser.INTEGER
        && p.touches(name);
  }

  /** A whole number that others write otherwise, as it is written here; else empty. */
  static String decimal(String text) {
    if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
      return String.valueOf(Long.parseLong(text.substring(2), 16));
    }
    return text.matches("[0-9]+(_[0-9]+)+") ? text.replace("_", "") : "";
  }
}
