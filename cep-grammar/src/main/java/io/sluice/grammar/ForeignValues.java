package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conditions and values that are nearly right: brackets, quotes and small words. */
final class ForeignValues {
  private ForeignValues() {}

  /** {@code card LIKE %4%}. */
  static @Nullable Guess likeWithoutQuotes(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.LIKE || p.type(0) != SluiceParser.PERCENT) {
      return null;
    }
    int end = 1;
    while (p.touches(end) && p.type(end) != SluiceParser.SEMICOLON && end < 20) {
      end++;
    }
    String text = "'" + p.text(p.span(0, end)) + "'";
    return p.foreign(
        0,
        end,
        "the text behind LIKE stands in quotes",
        "",
        "write " + text,
        text,
        SluiceParser.STRING);
  }

  private static boolean isLiteral(ErrorPlace p, int offset) {
    return p.type(offset) == SluiceParser.STRING
        || p.type(offset) == SluiceParser.INTEGER
        || p.type(offset) == SluiceParser.DECIMAL;
  }

  /** {@code card IS 'x'}, {@code card IS NOT 'x'}. */
  static @Nullable Guess isValue(ErrorPlace p) {
    if (!isLiteral(p, 0)) {
      return null;
    }
    if (p.type(-1) == SluiceParser.NOT && p.type(-2) == SluiceParser.IS) {
      return p.foreign(
          -2,
          0,
          "IS NOT asks for NULL, TRUE or FALSE only",
          "",
          "write <> " + p.text(0),
          "<>",
          SluiceParser.NOT_EQUAL);
    }
    if (p.type(-1) != SluiceParser.IS) {
      return null;
    }
    return p.foreign(
        -1,
        0,
        "IS asks for NULL, TRUE or FALSE only",
        "",
        "write = " + p.text(0),
        "=",
        SluiceParser.EQUAL);
  }

  /** {@code card IN 'a'}, {@code card IN 'a', 'b'}, {@code card IN ['a', 'b']}. */
  static @Nullable Guess inWithoutBrackets(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.IN) {
      return null;
    }
    boolean square = p.type(0) == SluiceParser.LBRACKET;
    boolean value = isLiteral(p, 0);
    int end = square ? p.next(1, 60, "]") + 1 : 1;
    while (value && p.type(end) == SluiceParser.COMMA && isLiteral(p, end + 1)) {
      end += 2;
    }
    if ((!square && !value) || end < 1) {
      return null;
    }
    String all = p.text(p.span(0, end));
    String list = "(" + (square ? all.substring(1, all.length() - 1) : all) + ")";
    return p.foreign(
        0,
        end,
        "the list behind IN stands in round brackets",
        "",
        "write IN " + SyntaxMessages.shortened(list),
        list,
        SluiceParser.LPAREN,
        SluiceParser.INTEGER,
        SluiceParser.RPAREN);
  }

  /** {@code n BETWEEN 1, 5}. */
  static @Nullable Guess betweenComma(ErrorPlace p) {
    boolean between = p.type(-2) == SluiceParser.BETWEEN || p.type(-3) == SluiceParser.BETWEEN;
    boolean parted = p.type(0) == SluiceParser.COMMA || p.type(0) == SluiceParser.TO;
    if (!between || !parted) {
      return null;
    }
    return p.foreign(
        0, 1, "the bounds of BETWEEN are joined by AND", "", "write AND", " AND", SluiceParser.AND);
  }

  /** {@code 1,000}. */
  static @Nullable Guess thousands(ErrorPlace p) {
    boolean number =
        p.type(-1) == SluiceParser.INTEGER
            && p.type(0) == SluiceParser.COMMA
            && p.type(1) == SluiceParser.INTEGER
            && p.touches(0)
            && p.touches(1)
            && p.text(1).length() == 3;
    if (!number) {
      return null;
    }
    String plain = p.text(-1) + p.text(1);
    return p.foreign(
        -1, 2, "a number has no commas", "", "write " + plain, plain, SluiceParser.INTEGER);
  }

  /** {@code amount > $100}. */
  static @Nullable Guess dollars(ErrorPlace p) {
    boolean number = p.type(1) == SluiceParser.INTEGER || p.type(1) == SluiceParser.DECIMAL;
    if (p.type(0) != SluiceParser.DOLLAR || !number || !p.touches(1)) {
      return null;
    }
    return p.foreign(0, 1, "a number stands without a sign of money", "", "write " + p.text(1), "");
  }

  /** {@code CAST(n, STRING)}. */
  static @Nullable Guess castComma(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COMMA
        || !(p.type(-3) == SluiceParser.CAST || p.type(-3) == SluiceParser.TRY_CAST)
        || !p.expects(SluiceParser.AS)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "the type of " + p.text(-3).toUpperCase(Locale.ROOT) + " stands behind AS",
        "",
        "write "
            + p.text(-3).toUpperCase(Locale.ROOT)
            + "("
            + p.text(-1)
            + " AS "
            + p.text(1)
            + ")",
        " AS",
        SluiceParser.AS);
  }

  /** BigQuery: {@code SAFE_CAST(n AS INT)}. */
  static @Nullable Guess safeCast(ErrorPlace p) {
    int open = p.type(0) == SluiceParser.AS ? p.opening() : 0;
    if (open == 0 || !p.isWord(open - 1, "SAFE_CAST") || p.closing(open) == open) {
      return null;
    }
    return p.foreign(
        open - 1,
        open,
        "there is no SAFE_CAST",
        "",
        "write TRY_CAST",
        "TRY_CAST",
        SluiceParser.TRY_CAST);
  }

  /** {@code CASE WHEN a THEN 1, WHEN b THEN 2 END}. */
  static @Nullable Guess caseComma(ErrorPlace p) {
    boolean next = p.type(1) == SluiceParser.WHEN || p.type(1) == SluiceParser.ELSE;
    if (p.type(0) != SluiceParser.COMMA || !next || !p.expects(SluiceParser.END)) {
      return null;
    }
    return p.foreign(0, 1, "the branches of CASE have no commas between them", "", "remove it", "");
  }

  static @Nullable Guess caseWithoutEnd(ErrorPlace p) {
    boolean over =
        p.type(0) == SluiceParser.FROM
            || p.type(0) == SluiceParser.COMMA
            || p.type(0) == SluiceParser.AS;
    if (!over || !p.expects(SluiceParser.END) || !p.expects(SluiceParser.WHEN)) {
      return null;
    }
    return p.missing(
        "CASE has no END", "expected END", "put END where it ends", 0, 0, " END", SluiceParser.END);
  }

  /** {@code FROM s AND n > 5}. */
  static @Nullable Guess conditionWithoutWhere(ErrorPlace p) {
    boolean word = p.type(0) == SluiceParser.AND || p.type(0) == SluiceParser.WHEN;
    if (!word || !p.expects(SluiceParser.WHERE)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "the condition of a query begins with WHERE",
        "",
        "write WHERE",
        "WHERE",
        SluiceParser.WHERE);
  }

  // ---- columns of a stream ----

  static @Nullable Guess columnDefault(ErrorPlace p) {
    if (p.type(0) != SluiceParser.DEFAULT || !p.expects(SluiceParser.ANALYZER)) {
      return null;
    }
    return p.foreign(
        0,
        2,
        "a column has no DEFAULT",
        "",
        "leave it out: what an event does not have is NULL, and COALESCE(column, "
            + p.text(1)
            + ") gives a value where it is read",
        "");
  }

  static @Nullable Guess watermarkWithoutFor(ErrorPlace p) {
    if (p.type(0) != SluiceParser.AS || !p.isWord(-2, "WATERMARK")) {
      return null;
    }
    return p.foreign(
        -2,
        0,
        "a watermark is of a column",
        "",
        "write WATERMARK FOR " + p.text(-1),
        "WATERMARK FOR " + p.text(-1),
        SluiceParser.WATERMARK,
        SluiceParser.FOR,
        SluiceParser.IDENT);
  }
}
