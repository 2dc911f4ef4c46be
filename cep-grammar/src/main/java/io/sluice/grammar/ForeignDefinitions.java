package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DEFINE and MEASURES with the signs of other lists. */
final class ForeignDefinitions {
  private ForeignDefinitions() {}

  /** {@code DEFINE A AS A.x > 1 AND B AS B.x > 2}. */
  static @Nullable Guess and(ErrorPlace p) {
    boolean joined =
        p.type(0) == SluiceParser.AS
            && p.type(-1) == SluiceParser.IDENT
            && p.type(-2) == SluiceParser.AND
            && inMatch(p);
    if (!joined) {
      return null;
    }
    return p.foreign(
        -2,
        0,
        p.edit(-2, 0, new int[] {SluiceParser.COMMA}, -1, 0),
        "the definitions of variables are parted by commas",
        "",
        "write ',' before '" + p.text(-1) + "'",
        ", " + p.text(-1));
  }

  /** {@code MEASURES A.x AS x, PATTERN (A)}: PATTERN was read as the name of a column. */
  static @Nullable Guess commaBeforePattern(ErrorPlace p) {
    boolean clause =
        p.type(0) == SluiceParser.LPAREN
            && p.type(-1) == SluiceParser.PATTERN
            && p.type(-2) == SluiceParser.COMMA
            && p.expects(SluiceParser.AS);
    if (!clause) {
      return null;
    }
    return p.foreign(
        -2,
        -1,
        p.edit(-2, -1),
        "a ',' too many before PATTERN",
        "the list ends before it",
        "remove it",
        "");
  }

  /** {@code DEFINE A AS A.x > 1 WITHIN INTERVAL '1' HOUR)}. */
  static @Nullable Guess boundBehind(ErrorPlace p) {
    boolean bound = p.type(0) == SluiceParser.WITHIN || p.type(0) == SluiceParser.GAP;
    boolean whole = p.type(1) == SluiceParser.INTERVAL && p.type(2) == SluiceParser.STRING;
    if (!bound || !whole || !p.expects(SluiceParser.COMMA) || !inMatch(p)) {
      return null;
    }
    String word = p.text(0).toUpperCase(Locale.ROOT);
    return p.foreign(
        0,
        4,
        word + " stands before DEFINE",
        "",
        "put it behind the bracket of PATTERN: PATTERN (...) " + p.text(p.span(0, 4)));
  }

  private static boolean inMatch(ErrorPlace p) {
    return p.type(p.opening() - 1) == SluiceParser.MATCH_RECOGNIZE;
  }
}
