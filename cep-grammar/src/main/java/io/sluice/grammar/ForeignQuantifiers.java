package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often, written wrong: {@code A{}}, {@code A{-1}}, {@code A{n}}, {@code A{1..3}}, {@code A**}.
 */
final class ForeignQuantifiers {
  private static final String FORMS = "write {3}, {3,} or {3,5}";
  private static final int WIDTH = 8;

  private ForeignQuantifiers() {}

  /** Where the brace that is open here began, or 1 where none is. */
  private static int opening(ErrorPlace p) {
    for (int offset = -1; offset > -4; offset--) {
      if (p.type(offset) == SluiceParser.LBRACE) {
        return offset;
      }
    }
    return 1;
  }

  static @Nullable Guess empty(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.LBRACE || p.type(0) != SluiceParser.RBRACE) {
      return null;
    }
    return p.missing(
        "'{}' does not say how often",
        "expected a whole number",
        FORMS,
        -1,
        1,
        "",
        SluiceParser.PLUS);
  }

  /** {@code {-1}} is read as the beginning of an exclusion. */
  static @Nullable Guess negative(ErrorPlace p) {
    boolean exclusion =
        p.type(-1) == SluiceParser.EXCLUDE_BEGIN
            && p.type(0) == SluiceParser.INTEGER
            && p.next(1, 3, "}") > 0;
    boolean minus = p.type(0) == SluiceParser.MINUS && opening(p) < 0;
    if (!exclusion && !minus) {
      return null;
    }
    int end = p.next(0, WIDTH, "}");
    return p.missing(
        "a row can not come less than 0 times",
        "no such number",
        FORMS,
        exclusion ? -1 : opening(p),
        end < 0 ? 1 : end + 1,
        "",
        SluiceParser.PLUS);
  }

  static @Nullable Guess noNumber(ErrorPlace p) {
    boolean name = p.type(0) == SluiceParser.IDENT || p.type(0) == SluiceParser.COLON;
    int end = name && opening(p) < 0 ? p.next(1, WIDTH, "}") : -1;
    if (end < 0) {
      return null;
    }
    return p.missing(
        "how often is a number, and '"
            + p.text(p.span(0, p.type(0) == SluiceParser.COLON ? 2 : 1))
            + "' is none",
        "expected a whole number",
        FORMS + "; what depends on a parameter is said in DEFINE, for example with COUNT(A.*)",
        opening(p),
        end + 1,
        "",
        SluiceParser.PLUS);
  }

  /** {@code {1..3}}, {@code {1-3}}, {@code {1:3}}, {@code {1 to 3}}. */
  static @Nullable Guess range(ErrorPlace p) {
    int open = opening(p);
    int end = open < 0 ? p.next(0, WIDTH, "}") : -1;
    if (end < 0) {
      return null;
    }
    String inside = p.text(p.span(open + 1, end)).replace(" ", "");
    if (!inside.matches("[0-9]+([-:;]|\\.\\.+|[tT][oO])[0-9]+")) {
      return null;
    }
    String right = "{" + inside.replaceAll("[^0-9]+", ",") + "}";
    return p.foreign(
        open,
        end + 1,
        "the bounds of how often are parted by a comma",
        "",
        "write " + right,
        right,
        SluiceParser.PLUS);
  }

  private static final Set<String> ENDS = Set.of("*", "+", "?", "}");

  /** {@code A**}, {@code A{2}{3}}. */
  static @Nullable Guess second(ErrorPlace p) {
    boolean more =
        p.type(0) == SluiceParser.STAR
            || p.type(0) == SluiceParser.PLUS
            || p.type(0) == SluiceParser.QUESTION
            || p.type(0) == SluiceParser.LBRACE;
    if (!more || !ENDS.contains(p.text(-1)) || !p.expects(SluiceParser.ARROW)) {
      return null;
    }
    int end = p.type(0) == SluiceParser.LBRACE ? p.next(1, WIDTH, "}") + 1 : 1;
    int to = Math.max(1, end);
    return p.missing(
        "'" + p.text(p.span(0, to)) + "' stands behind a quantifier",
        "the second quantifier",
        "leave one out, or put brackets around the first: (A+)" + p.text(p.span(0, to)),
        0,
        to,
        "");
  }
}
