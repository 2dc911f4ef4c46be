package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Esper, Siddhi, EQL and others write what stands in PATTERN here. */
final class ForeignPatterns {
  /** What goes on behind the brackets of PATTERN. */
  private static final Set<Integer> BEHIND_PATTERN =
      Set.of(
          SluiceParser.WITHIN,
          SluiceParser.GAP,
          SluiceParser.SUBSET,
          SluiceParser.DEFINE,
          SluiceParser.RPAREN);

  private ForeignPatterns() {}

  /** Only between the variables of a pattern an arrow may come next. */
  private static boolean inPattern(ErrorPlace p) {
    return p.expects(SluiceParser.ARROW);
  }

  /** Esper: {@code from pattern [every a=A -> b=B]}. */
  static @Nullable Guess esperPattern(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.PATTERN || p.type(0) != SluiceParser.LBRACKET) {
      return null;
    }
    Guess guess =
        p.foreign(
            -1,
            1,
            "a pattern does not stand in square brackets",
            "",
            "write FROM stream MATCH_RECOGNIZE (PARTITION BY key ORDER BY ts MEASURES ... PATTERN (A"
                + " -> B) DEFINE A AS ..., B AS ...)");
    return new Guess(guess.diagnostic(), null, 0, true);
  }

  /** Esper, Siddhi: {@code every A -> B}. */
  static @Nullable Guess every(ErrorPlace p) {
    if (p.type(0) != SluiceParser.EVERY || !p.expects(SluiceParser.PERMUTE)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "'every' is not needed: a pattern is tried again and again",
        "",
        "leave it out; AFTER MATCH SKIP TO NEXT ROW lets a match begin at every row",
        "");
  }

  /** Siddhi: {@code e1=A, e2=B}. */
  static @Nullable Guess comma(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COMMA || !inPattern(p)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "',' does not stand between the variables of a pattern",
        "",
        "write A B for rows that follow each other directly, A -> B where others may come between");
  }

  /** Alibaba: {@code A [^ B]}. */
  static @Nullable Guess notNext(ErrorPlace p) {
    int end =
        p.type(0) == SluiceParser.LBRACKET && p.type(1) == SluiceParser.CARET
            ? p.next(2, 4, "]")
            : -1;
    if (end < 0) {
      return null;
    }
    String name = p.text(p.span(2, end));
    return p.foreign(
        0,
        end + 1,
        "'[^ ...]' is not part of a pattern",
        "",
        "write -> NOT "
            + name
            + " for no such row before the next variable; for a next row that is not "
            + name
            + " use a variable defined as NOT (...)",
        SluiceParser.IDENT);
  }

  /** {@code A !B}, {@code A !B C}: left away, the sign would turn the meaning round. */
  static @Nullable Guess exclamationMark(ErrorPlace p) {
    if (!p.text(0).equals("!") || !inPattern(p)) {
      return null;
    }
    boolean name = Phrases.isWord(p.type(1)) || p.type(1) == SluiceParser.IDENT;
    boolean more = p.type(2) != SluiceParser.ARROW && p.type(2) != SluiceParser.RPAREN;
    String right = "-> NOT " + (name ? p.text(1) : "") + (name && more ? " ->" : "");
    int end = name ? 2 : 1;
    int[] before = {SluiceParser.ARROW, SluiceParser.NOT};
    TokenEdit cure =
        name && more
            ? p.edit(
                0, 2, SluiceParser.ARROW, SluiceParser.NOT, SluiceParser.IDENT, SluiceParser.ARROW)
            : p.edit(0, 1, before);
    Guess guess =
        p.foreign(
            0,
            end,
            "'!' does not stand in a pattern",
            "",
            "write "
                + p.text(-1)
                + " "
                + right
                + (name && more ? " " + p.text(2) : "")
                + ": no row that fits it may come there",
            right);
    return new Guess(guess.diagnostic(), cure, 0, true);
  }

  /** {@code PATTERN (A -> B WITHIN INTERVAL '5' MINUTE)}. */
  static @Nullable Guess boundInside(ErrorPlace p) {
    boolean bound = p.type(0) == SluiceParser.WITHIN || p.type(0) == SluiceParser.GAP;
    int open = bound && inPattern(p) ? p.opening() : 0;
    if (open == 0 || p.type(open - 1) != SluiceParser.PATTERN) {
      return null;
    }
    int close = p.closing(open);
    // Where nothing of the pattern goes on behind it, that bracket closes something else.
    if (close == open || !BEHIND_PATTERN.contains(p.type(close + 1))) {
      return null;
    }
    String word = p.text(0).toUpperCase(Locale.ROOT);
    Guess guess =
        p.foreign(
            0,
            close,
            word + " stands behind the brackets of PATTERN",
            "not inside them",
            "move the ')' before " + word);
    Diagnostic told =
        guess
            .diagnostic()
            .withEdit(p.span(-1, close + 1), p.text(-1) + ") " + p.text(p.span(0, close)));
    TokenEdit cure = p.edit(0, close + 1, new int[] {SluiceParser.RPAREN}, 0, close);
    return new Guess(told, cure, 0, true);
  }

  /** {@code PATTERN (A B) WHERE A AS ...}. */
  static @Nullable Guess whereForDefine(ErrorPlace p) {
    int open = p.type(0) == SluiceParser.WHERE && p.expects(SluiceParser.DEFINE) ? p.opening() : 0;
    boolean variable = p.type(2) == SluiceParser.AS || p.type(2) == SluiceParser.ON;
    // In brackets that are never closed WHERE may be that of the query.
    if (open == 0 || (!variable && p.closing(open) == open)) {
      return null;
    }
    String message = "the conditions of a pattern stand behind DEFINE";
    return variable
        ? p.foreign(
            0,
            1,
            message,
            "",
            "did you mean 'DEFINE'?",
            Phrases.word(SluiceParser.DEFINE),
            SluiceParser.DEFINE)
        : p.foreign(
            0,
            1,
            message,
            "",
            "write DEFINE A AS condition, B AS condition",
            SluiceParser.DEFINE,
            SluiceParser.IDENT,
            SluiceParser.AS);
  }

  /** {@code A NOT B C}. */
  static @Nullable Guess notInSequence(ErrorPlace p) {
    if (p.type(0) != SluiceParser.NOT || !inPattern(p)) {
      return null;
    }
    Guess guess =
        p.foreign(
            0,
            1,
            "NOT stands next to an arrow",
            "",
            "write "
                + p.text(-1)
                + " -> NOT "
                + p.text(1)
                + " -> ...: no row that fits "
                + p.text(1)
                + " may come before the next variable");
    // The arrow behind the negated variable is missing as well, more often than not.
    boolean more = p.type(2) != SluiceParser.ARROW && p.type(2) != SluiceParser.RPAREN;
    TokenEdit edit =
        more
            ? p.edit(
                0, 2, SluiceParser.ARROW, SluiceParser.NOT, SluiceParser.IDENT, SluiceParser.ARROW)
            : p.edit(0, 1, SluiceParser.ARROW, SluiceParser.NOT);
    return new Guess(guess.diagnostic(), edit, 0, true);
  }

  /** Siddhi, Esper: {@code e1=A}. */
  static @Nullable Guess namedEvent(ErrorPlace p) {
    if (p.type(0) != SluiceParser.EQUAL || !inPattern(p)) {
      return null;
    }
    String name = p.text(-1);
    return p.foreign(
        -1,
        2,
        "a pattern holds only variables; what they are stands in DEFINE",
        "",
        "write " + name + " here and DEFINE " + name + " AS ... behind the pattern",
        SluiceParser.IDENT);
  }

  /** Siddhi: {@code A<2:5>}. */
  static @Nullable Guess angleBounds(ErrorPlace p) {
    int end = p.type(0) == SluiceParser.LESS && inPattern(p) ? p.next(1, 4, ">") : -1;
    if (end < 0) {
      return null;
    }
    String bounds = "{" + p.text(p.span(1, end)).replace(':', ',').replace(" ", "") + "}";
    return p.foreign(
        0,
        end + 1,
        "how often is written in braces",
        "",
        "write " + bounds,
        bounds,
        SluiceParser.PLUS);
  }

  static @Nullable Guess doubleBar(ErrorPlace p) {
    if (p.type(0) != SluiceParser.CONCAT || !inPattern(p)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "alternatives have a single '|' between them",
        "",
        "write '|'",
        "|",
        SluiceParser.BAR);
  }
}
