package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Clauses of queries and parameters as other systems have them. */
final class ForeignQueries {
  /** Clauses that stand behind FROM. */
  private static final Set<Integer> BEHIND_FROM =
      Set.of(
          SluiceParser.WHERE,
          SluiceParser.GROUP,
          SluiceParser.HAVING,
          SluiceParser.ORDER,
          SluiceParser.LIMIT);

  private ForeignQueries() {}

  static @Nullable Guess selectNothing(ErrorPlace p) {
    boolean select =
        p.type(-1) == SluiceParser.SELECT
            || (p.type(-1) == SluiceParser.DISTINCT && p.type(-2) == SluiceParser.SELECT);
    boolean end = p.type(0) == Token.EOF || p.type(0) == SluiceParser.RPAREN;
    if (select && (end || BEHIND_FROM.contains(p.type(0)))) {
      return p.missing(
          "SELECT does not say what",
          "expected an expression",
          "write what to select and from where: SELECT * FROM stream"
              + (end ? "" : " " + p.text(0).toUpperCase(Locale.ROOT) + " ..."),
          0,
          0,
          "",
          SluiceParser.STAR);
    }
    if (!select || p.type(0) != SluiceParser.FROM) {
      return null;
    }
    return p.missing(
        "SELECT does not say what",
        "expected an expression",
        "write * for all columns, or name them",
        0,
        0,
        " *",
        SluiceParser.STAR);
  }

  /** {@code DEFINE ... PATTERN (...)}. */
  static @Nullable Guess beforePattern(ErrorPlace p) {
    boolean later =
        p.type(0) == SluiceParser.DEFINE
            || p.type(0) == SluiceParser.SUBSET
            || p.type(0) == SluiceParser.WITHIN;
    if (!later || !p.expects(SluiceParser.PATTERN)) {
      return null;
    }
    String word = p.text(0).toUpperCase(Locale.ROOT);
    Guess guess =
        p.missing(
            "PATTERN stands before " + word,
            "expected PATTERN",
            "put PATTERN (...) before " + word,
            0,
            0,
            "",
            SluiceParser.PATTERN,
            SluiceParser.LPAREN,
            SluiceParser.RPAREN);
    return new Guess(guess.diagnostic().withNotes(ClauseOrder.ofMatch()), null, 0, true);
  }

  /** SQL Server: {@code SELECT TOP 5 *}. */
  static @Nullable Guess top(ErrorPlace p) {
    if (!p.isWord(-1, "TOP")
        || p.type(0) != SluiceParser.INTEGER
        || p.type(-2) != SluiceParser.SELECT) {
      return null;
    }
    return p.foreign(
        -1, 1, "TOP is not a clause", "", "write LIMIT " + p.text(0) + " at the end of the query");
  }

  static @Nullable Guess fetchFirst(ErrorPlace p) {
    boolean first = p.type(0) == SluiceParser.FIRST || p.type(0) == SluiceParser.NEXT;
    if (!p.isWord(-1, "FETCH") || !first) {
      return null;
    }
    boolean number = p.type(1) == SluiceParser.INTEGER;
    int end = number ? 2 : 1;
    while (p.type(end) == SluiceParser.ROW
        || p.type(end) == SluiceParser.ROWS
        || p.isWord(end, "ONLY")) {
      end++;
    }
    String limit = "LIMIT " + (number ? p.text(1) : "1");
    return p.foreign(
        -1,
        end,
        "FETCH FIRST is written LIMIT",
        "",
        "write " + limit,
        limit,
        SluiceParser.LIMIT,
        SluiceParser.INTEGER);
  }

  static @Nullable Guess offset(ErrorPlace p) {
    // Behind FROM s the word was read as an alias; behind LIMIT it was not.
    int at = p.isWord(0, "OFFSET") ? 0 : -1;
    if (!p.isWord(at, "OFFSET") || p.type(at + 1) != SluiceParser.INTEGER) {
      return null;
    }
    return p.foreign(
        at,
        at + 2,
        "OFFSET is not a clause",
        "",
        "leave it out: rows come as they happen, and none of them is skipped",
        "");
  }

  /** MySQL: {@code LIMIT 5, 10}. */
  static @Nullable Guess limitOfTwo(ErrorPlace p) {
    if (p.type(-2) != SluiceParser.LIMIT
        || p.type(-1) != SluiceParser.INTEGER
        || p.type(0) != SluiceParser.COMMA
        || p.type(1) != SluiceParser.INTEGER) {
      return null;
    }
    return p.foreign(
        -1,
        2,
        "LIMIT takes one number",
        "",
        "write LIMIT " + p.text(1),
        p.text(1),
        SluiceParser.INTEGER);
  }

  // ---- parameters ----

  static @Nullable Guess parameterWithoutDefault(ErrorPlace p) {
    boolean ends = p.type(0) == SluiceParser.COMMA || p.type(0) == SluiceParser.RPAREN;
    if (!ends || !p.expects(SluiceParser.DEFAULT)) {
      return null;
    }
    String example = " DEFAULT " + example(p.text(-1));
    boolean simple = p.type(-1) == SluiceParser.IDENT || p.type(-1) == SluiceParser.TIMESTAMP;
    String before = simple ? p.text(-2) + " " + p.text(-1) : "name type";
    return p.missing(
        "a parameter needs a DEFAULT",
        "expected DEFAULT",
        "write " + before + (simple ? example : " DEFAULT value"),
        0,
        0,
        simple ? example : "",
        SluiceParser.DEFAULT,
        SluiceParser.INTEGER);
  }

  static @Nullable Guess parameterDefaultByEquals(ErrorPlace p) {
    if (p.type(0) != SluiceParser.EQUAL || !p.expects(SluiceParser.DEFAULT)) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "the value of a parameter stands behind DEFAULT",
        "",
        "write DEFAULT " + p.text(1),
        "DEFAULT",
        SluiceParser.DEFAULT);
  }

  private static String example(String type) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "STRING", "TEXT", "VARCHAR", "CHAR" -> "'text'";
      case "BOOLEAN", "BOOL" -> "TRUE";
      case "TIMESTAMP" -> "'2026-01-31T09:00:00Z'";
      case "DOUBLE", "FLOAT", "REAL" -> "1.5";
      default -> "10";
    };
  }
}
