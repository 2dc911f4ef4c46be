package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small words that are left out, or written as a sign: AS, SKIP, AFTER MATCH. */
final class MissingWords {
  /** What may follow a name in a condition. */
  private static final Set<Integer> GO_ON =
      Set.of(
          SluiceParser.DOT,
          SluiceParser.EQUAL,
          SluiceParser.NOT_EQUAL,
          SluiceParser.NOT_EQUAL_C,
          SluiceParser.LESS,
          SluiceParser.LESS_EQUAL,
          SluiceParser.GREATER,
          SluiceParser.GREATER_EQUAL,
          SluiceParser.LPAREN,
          SluiceParser.LBRACKET,
          SluiceParser.IS,
          SluiceParser.IN,
          SluiceParser.NOT,
          SluiceParser.LIKE,
          SluiceParser.BETWEEN,
          SluiceParser.PLUS,
          SluiceParser.MINUS,
          SluiceParser.STAR,
          SluiceParser.SLASH);

  private MissingWords() {}

  /** {@code CREATE PATTERN p SELECT ...}. */
  static @Nullable Guess asBeforeQuery(ErrorPlace p) {
    boolean query = p.type(0) == SluiceParser.SELECT || p.type(0) == SluiceParser.INSERT;
    boolean definition =
        (p.begins(SluiceParser.CREATE) && p.expects(SluiceParser.WITH))
            || (p.begins(SluiceParser.ALTER) && p.expects(SluiceParser.SET));
    // Behind a column of SELECT an alias may come, which is another AS.
    if (!query || !definition || !p.expects(SluiceParser.AS) || p.expects(SluiceParser.FROM)) {
      return null;
    }
    return p.missing(
        "AS is missing before " + p.text(0),
        "expected AS",
        "put AS before " + p.text(0),
        0,
        0,
        " AS",
        SluiceParser.AS);
  }

  /** {@code MEASURES ... SKIP PAST LAST ROW}. */
  static @Nullable Guess afterMatch(ErrorPlace p) {
    if (p.type(0) != SluiceParser.SKIP_KW || !p.expects(SluiceParser.AFTER)) {
      return null;
    }
    return p.missing(
        "AFTER MATCH is missing before SKIP",
        "expected AFTER MATCH",
        "write AFTER MATCH SKIP ...",
        0,
        0,
        " AFTER MATCH",
        SluiceParser.AFTER,
        SluiceParser.MATCH);
  }

  /** {@code AFTER MATCH PAST LAST ROW}. */
  static @Nullable Guess skip(ErrorPlace p) {
    boolean where = p.type(0) == SluiceParser.PAST || p.type(0) == SluiceParser.TO;
    if (!where || !p.expects(SluiceParser.SKIP_KW)) {
      return null;
    }
    return p.missing(
        "SKIP is missing behind AFTER MATCH",
        "expected SKIP",
        "write AFTER MATCH SKIP " + p.text(0) + " ...",
        0,
        0,
        " SKIP",
        SluiceParser.SKIP_KW);
  }

  /** Whether the name of a variable was read in DEFINE, and nothing more. */
  private static boolean behindVariable(ErrorPlace p) {
    return p.expects(SluiceParser.AS)
        && p.expects(SluiceParser.ON)
        && !p.expects(SluiceParser.MATCH_RECOGNIZE);
  }

  /** {@code DEFINE B B.price > 1}. */
  static @Nullable Guess asInDefine(ErrorPlace p) {
    boolean condition =
        p.type(0) == SluiceParser.LPAREN
            || p.type(0) == SluiceParser.NOT
            || GO_ON.contains(p.type(1));
    if (!condition || !behindVariable(p)) {
      return null;
    }
    return p.missing(
        "AS is missing behind the variable '" + SyntaxMessages.shortened(p.text(-1)) + "'",
        "expected AS",
        "put AS before the condition",
        0,
        0,
        " AS",
        SluiceParser.AS);
  }

  /** {@code DEFINE A = ...}, {@code DEFINE A IS ...}, {@code DEFINE A: ...}. */
  static @Nullable Guess defineWithoutAs(ErrorPlace p) {
    boolean colon = p.type(0) == SluiceParser.COLON && p.type(1) != SluiceParser.EQUAL;
    boolean sign = colon || p.type(0) == SluiceParser.EQUAL || p.type(0) == SluiceParser.IS;
    if (!sign || !behindVariable(p)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "the condition of a variable stands behind AS",
        "",
        "write " + p.text(-1) + " AS ...",
        colon ? " AS" : "AS",
        SluiceParser.AS);
  }
}
