package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operators of other languages, and how they are written here. */
final class ForeignOperators {
  private static final Set<String> REGEX_WORDS = Set.of("rlike", "regexp", "regex", "similar");

  private static final Set<Integer> COMPARISONS =
      Set.of(
          SluiceParser.EQUAL,
          SluiceParser.NOT_EQUAL,
          SluiceParser.NOT_EQUAL_C,
          SluiceParser.LESS,
          SluiceParser.LESS_EQUAL,
          SluiceParser.GREATER,
          SluiceParser.GREATER_EQUAL);

  private ForeignOperators() {}

  static @Nullable Guess doubleEquals(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.EQUAL || p.type(0) != SluiceParser.EQUAL || !p.touches(0)) {
      return null;
    }
    return p.foreign(
        -1, 1, "'==' is not an operator", "", "use a single '='", "=", SluiceParser.EQUAL);
  }

  static @Nullable Guess atMost(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.EQUAL || p.type(0) != SluiceParser.LESS || !p.touches(0)) {
      return null;
    }
    return p.foreign(
        -1, 1, "'=<' is not an operator", "", "write '<='", "<=", SluiceParser.LESS_EQUAL);
  }

  static @Nullable Guess atLeast(ErrorPlace p) {
    if (p.type(0) != SluiceParser.NAMED || !p.expects(SluiceParser.GREATER_EQUAL)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "'=>' is not a comparison",
        "names an argument of a function",
        "write '>='",
        ">=",
        SluiceParser.GREATER_EQUAL);
  }

  static @Nullable Guess ampersands(ErrorPlace p) {
    if (!p.text(0).equals("&")) {
      return null;
    }
    boolean two = p.text(1).equals("&") && p.touches(1);
    String written = two ? "&&" : "&";
    return p.foreign(
        0,
        two ? 2 : 1,
        "'" + written + "' is not an operator",
        "",
        "write AND",
        "AND",
        SluiceParser.AND);
  }

  static @Nullable Guess exclamationMark(ErrorPlace p) {
    if (!p.text(0).equals("!") || !p.expects(SluiceParser.NOT)) {
      return null;
    }
    return p.foreign(0, 1, "'!' is not an operator", "", "write NOT", "NOT ", SluiceParser.NOT);
  }

  static @Nullable Guess doubleColon(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COLON || p.type(1) != SluiceParser.COLON || !p.touches(1)) {
      return null;
    }
    String type = p.text(2).isEmpty() ? "type" : p.text(2);
    return p.foreign(
        0, 3, "'::' is not an operator", "", "write CAST(" + p.text(-1) + " AS " + type + ")");
  }

  /** {@code n ! = 5}. */
  static @Nullable Guess splitNotEqual(ErrorPlace p) {
    if (!p.text(0).equals("!") || p.type(1) != SluiceParser.EQUAL || p.touches(1)) {
      return null;
    }
    return p.foreign(
        0, 2, "'! =' is written in one piece", "", "write !=", "!=", SluiceParser.NOT_EQUAL_C);
  }

  /** Whether a value has just ended, so that an operator could follow. */
  private static boolean behindValue(ErrorPlace p) {
    return p.expects(SluiceParser.SLASH);
  }

  /** Postgres: {@code a ~ 'x'}, {@code a !~ 'x'}; Perl: {@code a =~ 'x'}. */
  static @Nullable Guess regex(ErrorPlace p) {
    boolean not = p.text(0).equals("!") && p.text(1).equals("~") && p.touches(1);
    boolean equal = p.type(-1) == SluiceParser.EQUAL && p.text(0).equals("~") && p.touches(0);
    boolean plain = p.text(0).equals("~") && behindValue(p);
    if (!not && !equal && !plain) {
      return null;
    }
    int from = equal ? -1 : 0;
    int to = not ? 2 : 1;
    return p.foreign(
        from,
        to,
        "'" + p.text(p.span(from, to)) + "' is not an operator",
        "",
        "write " + (not ? "NOT " : "") + regexCall(p.text(from - 1), p.text(to)),
        SluiceParser.EQUAL);
  }

  /** MySQL: {@code a RLIKE 'x'}; behind a column of SELECT the word was read as its alias. */
  static @Nullable Guess regexWord(ErrorPlace p) {
    boolean alias = REGEX_WORDS.contains(lower(p, -1)) && p.type(0) == SluiceParser.STRING;
    int at = alias ? -1 : 0;
    if (!REGEX_WORDS.contains(lower(p, at)) || (!alias && !behindValue(p))) {
      return null;
    }
    int to = p.type(at + 1) == SluiceParser.TO ? at + 2 : at + 1;
    return p.foreign(
        at,
        to,
        "'" + p.text(p.span(at, to)) + "' is not an operator",
        "",
        "write LIKE, or for a regular expression " + regexCall(p.text(at - 1), p.text(to)),
        SluiceParser.EQUAL);
  }

  private static String regexCall(String value, String pattern) {
    return "REGEXP_LIKE(" + value + ", " + (pattern.isEmpty() ? "'...'" : pattern) + ")";
  }

  private static String lower(ErrorPlace p, int offset) {
    return p.text(offset).toLowerCase(Locale.ROOT);
  }

  static @Nullable Guess power(ErrorPlace p) {
    boolean caret = p.type(0) == SluiceParser.CARET && behindValue(p);
    boolean stars =
        p.type(0) == SluiceParser.STAR && p.type(-1) == SluiceParser.STAR && p.touches(0);
    if ((!caret && !stars) || p.expects(SluiceParser.ARROW)) {
      return null;
    }
    return p.foreign(
        stars ? -1 : 0,
        1,
        "'" + (stars ? "**" : "^") + "' is not an operator",
        "",
        "write POWER(" + p.text(stars ? -2 : -1) + ", " + p.text(1) + ")",
        SluiceParser.STAR);
  }

  /** MySQL: {@code a <=> b}. */
  static @Nullable Guess nullSafe(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.LESS_EQUAL
        || p.type(0) != SluiceParser.GREATER
        || !p.touches(0)) {
      return null;
    }
    return p.foreign(
        -1,
        1,
        "'<=>' is not an operator",
        "",
        "write IS NOT DISTINCT FROM",
        "IS NOT DISTINCT FROM",
        SluiceParser.EQUAL);
  }

  static @Nullable Guess assignment(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COLON || p.type(1) != SluiceParser.EQUAL || !p.touches(1)) {
      return null;
    }
    return p.foreign(0, 2, "':=' is not an operator", "", "write '='", "=", SluiceParser.EQUAL);
  }

  /** {@code a ?? b}. */
  static @Nullable Guess coalesce(ErrorPlace p) {
    if (p.type(0) != SluiceParser.QUESTION || p.type(1) != SluiceParser.QUESTION || !p.touches(1)) {
      return null;
    }
    return !behindValue(p)
        ? null
        : p.foreign(
            0,
            2,
            "'??' is not an operator",
            "",
            "write COALESCE(" + p.text(-1) + ", " + p.text(2) + ")",
            SluiceParser.PLUS);
  }

  /** {@code a > 1 ? b : c}. */
  static @Nullable Guess ternary(ErrorPlace p) {
    int colon = p.type(0) == SluiceParser.QUESTION && behindValue(p) ? p.next(1, 6, ":") : -1;
    if (colon < 0) {
      return null;
    }
    return p.foreign(
        0,
        colon + 1,
        "'? :' is not an operator",
        "",
        "write CASE WHEN condition THEN value ELSE value END, or IF(condition, value, value)",
        SluiceParser.AND);
  }

  static @Nullable Guess ilike(ErrorPlace p) {
    // In a list of columns the word was read as an alias.
    boolean alias = lower(p, -1).equals("ilike") && p.type(0) == SluiceParser.STRING;
    int at = alias ? -1 : 0;
    if (!lower(p, at).equals("ilike") || !(alias || behindValue(p))) {
      return null;
    }
    return p.foreign(
        at,
        at + 1,
        "ILIKE is not an operator",
        "",
        "write LOWER(" + p.text(at - 1) + ") LIKE '...' with small letters",
        SluiceParser.LIKE);
  }

  /** {@code 1 < v < 5}. */
  static @Nullable Guess chain(ErrorPlace p) {
    int first = p.type(-2) == SluiceParser.DOT ? -4 : -2;
    boolean again = COMPARISONS.contains(p.type(0)) && COMPARISONS.contains(p.type(first));
    if (!again || p.expects(p.type(0))) {
      return null;
    }
    String middle = p.text(p.span(first + 1, 0));
    String last = p.text(p.span(1, p.type(2) == SluiceParser.DOT ? 4 : 2));
    return p.foreign(
        0,
        1,
        "a comparison has two sides",
        "the third one begins here",
        "write AND between two of them: %s %s %s AND %s %s %s"
            .formatted(p.text(first - 1), p.text(first), middle, middle, p.text(0), last),
        SluiceParser.AND);
  }

  /** {@code name SIMILAR TO 'a|b'}. */
  static @Nullable Guess similarTo(ErrorPlace p) {
    // In a list of columns the word was read as an alias.
    int word = p.isWord(0, "SIMILAR") ? 0 : -1;
    if (!p.isWord(word, "SIMILAR") || p.type(word + 1) != SluiceParser.TO) {
      return null;
    }
    return p.foreign(
        word,
        word + 2,
        "'SIMILAR TO' is not an operator",
        "",
        "write LIKE, or for a regular expression REGEXP_LIKE("
            + p.text(word - 1)
            + ", "
            + p.text(word + 2)
            + ")",
        SluiceParser.LIKE);
  }

  /** Postgres: {@code attrs ->> 'key'}. */
  static @Nullable Guess jsonArrow(ErrorPlace p) {
    boolean arrow = p.type(0) == SluiceParser.ARROW || p.type(0) == SluiceParser.ARROW_ANY;
    if (!arrow || !behindValue(p)) {
      return null;
    }
    String key = p.text(1);
    return p.foreign(
        0,
        2,
        "'" + p.text(0) + "' stands in PATTERN only",
        "",
        p.type(1) == SluiceParser.STRING
            ? "the value of a key of a MAP is " + p.text(-1) + "[" + key + "]"
            : "an order of rows is written in MATCH_RECOGNIZE (... PATTERN (A -> B))");
  }
}
