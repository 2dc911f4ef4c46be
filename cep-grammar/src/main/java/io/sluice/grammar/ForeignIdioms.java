package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people bring along from other systems, and how it is written here. One method an idiom; the
 * first that knows the place answers.
 */
final class ForeignIdioms {
  private static final Map<String, String> CLOSING_QUOTES =
      Map.of("\u2018", "\u2019", "\u2019", "\u2019", "\u201C", "\u201D", "\u201D", "\u201D");

  private static final List<Function<ErrorPlace, @Nullable Guess>> IDIOMS =
      List.of(
          ForeignIdioms::otherStatements,
          ForeignIdioms::otherObjects,
          ForeignIdioms::ifNotExists,
          ForeignIdioms::doubleEquals,
          ForeignIdioms::atMost,
          ForeignIdioms::atLeast,
          ForeignIdioms::ampersands,
          ForeignIdioms::exclamationMark,
          ForeignIdioms::backticks,
          ForeignIdioms::curlyQuotes,
          ForeignIdioms::hashComment,
          ForeignIdioms::slashComment,
          ForeignIdioms::doubleColon,
          ForeignIdioms::commaInFrom,
          ForeignIdioms::quotedString,
          ForeignIdioms::quotedNumber,
          ForeignPatterns::esperPattern,
          ForeignPatterns::every,
          ForeignPatterns::comma,
          ForeignPatterns::notNext,
          ForeignPatterns::notInSequence,
          ForeignPatterns::namedEvent,
          ForeignPatterns::angleBounds,
          ForeignPatterns::doubleBar,
          ForeignDurations::limitDuration,
          ForeignDurations::maxspan,
          ForeignDurations::bareDuration,
          ForeignDurations::bareNumber,
          ForeignDurations::unitInQuotes,
          ForeignDurations::shortUnit,
          ForeignIdioms::bareTimeColumn,
          ForeignIdioms::strangeCharacter);

  private ForeignIdioms() {}

  static Optional<Guess> find(ErrorPlace place) {
    for (Function<ErrorPlace, @Nullable Guess> idiom : IDIOMS) {
      Guess guess = idiom.apply(place);
      if (guess != null) {
        return Optional.of(guess);
      }
    }
    return Optional.empty();
  }

  // ---- statements ----

  private static @Nullable Guess otherStatements(ErrorPlace p) {
    if (!p.isFirst()) {
      return null;
    }
    String help =
        switch (p.text(0).toLowerCase(Locale.ROOT)) {
          case "sequence", "sample", "every" ->
              "write SELECT ... FROM stream MATCH_RECOGNIZE (PARTITION BY key ORDER BY ts MEASURES"
                  + " ... PATTERN (A -> B) WITHIN INTERVAL '5' MINUTE DEFINE A AS ..., B AS ...)";
          case "update", "delete", "upsert", "merge" ->
              "streams only grow: add rows with INSERT INTO; a table takes its changes from its feed";
          case "list" -> "write SHOW STREAMS, SHOW TABLES or SHOW PATTERNS";
          case "desc" -> "write DESCRIBE";
          default -> "";
        };
    if (help.isEmpty()) {
      return null;
    }
    Guess guess =
        p.foreign(0, 1, "no statement begins with '" + p.text(0) + "'", "no such statement", help);
    return new Guess(guess.diagnostic(), null, 0, true);
  }

  private static @Nullable Guess otherObjects(ErrorPlace p) {
    boolean rule = p.isWord(0, "RULE") || p.isWord(0, "RULES");
    int word = p.isWord(0, "RULE") ? SluiceParser.PATTERN : SluiceParser.PATTERNS;
    if (!rule || !p.expects(word)) {
      return null;
    }
    String right = Phrases.word(word);
    return p.foreign(
        0, 1, "a standing statement is called a pattern here", "", "write " + right, right, word);
  }

  private static @Nullable Guess ifNotExists(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.IF
        || p.type(0) != SluiceParser.NOT
        || p.type(1) != SluiceParser.EXISTS) {
      return null;
    }
    return p.foreign(
        -1,
        2,
        "IF NOT EXISTS does not belong to CREATE",
        "not part of the language",
        "leave it out; CREATE OR REPLACE puts the new one in the place of an old one",
        "");
  }

  // ---- operators ----

  private static @Nullable Guess doubleEquals(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.EQUAL || p.type(0) != SluiceParser.EQUAL || !p.touches(0)) {
      return null;
    }
    return p.foreign(
        -1, 1, "'==' is not an operator", "", "use a single '='", "=", SluiceParser.EQUAL);
  }

  private static @Nullable Guess atMost(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.EQUAL || p.type(0) != SluiceParser.LESS || !p.touches(0)) {
      return null;
    }
    return p.foreign(
        -1, 1, "'=<' is not an operator", "", "write '<='", "<=", SluiceParser.LESS_EQUAL);
  }

  private static @Nullable Guess atLeast(ErrorPlace p) {
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

  private static @Nullable Guess ampersands(ErrorPlace p) {
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

  private static @Nullable Guess exclamationMark(ErrorPlace p) {
    if (!p.text(0).equals("!") || !p.expects(SluiceParser.NOT)) {
      return null;
    }
    return p.foreign(0, 1, "'!' is not an operator", "", "write NOT", "NOT ", SluiceParser.NOT);
  }

  private static @Nullable Guess doubleColon(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COLON || p.type(1) != SluiceParser.COLON || !p.touches(1)) {
      return null;
    }
    String type = p.text(2).isEmpty() ? "type" : p.text(2);
    return p.foreign(
        0, 3, "'::' is not an operator", "", "write CAST(" + p.text(-1) + " AS " + type + ")");
  }

  // ---- quotes and comments ----

  private static @Nullable Guess backticks(ErrorPlace p) {
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

  private static @Nullable Guess curlyQuotes(ErrorPlace p) {
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

  private static @Nullable Guess hashComment(ErrorPlace p) {
    if (!p.text(0).equals("#")) {
      return null;
    }
    Guess guess = p.foreign(0, 1, "'#' does not begin a comment", "", "write --", "--");
    return new Guess(guess.diagnostic(), p.edit(0, p.toLineEnd(0)), 0, true);
  }

  private static @Nullable Guess slashComment(ErrorPlace p) {
    if (p.type(-1) != SluiceParser.SLASH || p.type(0) != SluiceParser.SLASH || !p.touches(0)) {
      return null;
    }
    Guess guess = p.foreign(-1, 1, "'//' does not begin a comment", "", "write --", "--");
    return new Guess(guess.diagnostic(), p.edit(-1, p.toLineEnd(-1)), 0, true);
  }

  private static @Nullable Guess quotedString(ErrorPlace p) {
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

  private static @Nullable Guess quotedNumber(ErrorPlace p) {
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

  // ---- FROM ----

  private static @Nullable Guess commaInFrom(ErrorPlace p) {
    if (p.type(0) != SluiceParser.COMMA || !p.expects(SluiceParser.JOIN)) {
      return null;
    }
    return p.foreign(
        0,
        2,
        "streams in FROM are not listed with commas",
        "",
        "join rows with JOIN ... ON ..., or let a pattern run over both with FROM MERGE ("
            + p.text(-1)
            + ", "
            + p.text(1)
            + ") MATCH_RECOGNIZE (...)");
  }

  private static @Nullable Guess bareTimeColumn(ErrorPlace p) {
    if (p.type(0) != SluiceParser.IDENT || !p.expects(SluiceParser.DESCRIPTOR)) {
      return null;
    }
    String right = "DESCRIPTOR(" + p.text(0) + ")";
    return p.foreign(
        0,
        1,
        "the time column of a window stands in DESCRIPTOR(...)",
        "expected DESCRIPTOR",
        "write " + right,
        right,
        SluiceParser.DESCRIPTOR,
        SluiceParser.LPAREN,
        SluiceParser.IDENT,
        SluiceParser.RPAREN);
  }

  /** The last of all: nobody else knows the character either. */
  private static @Nullable Guess strangeCharacter(ErrorPlace p) {
    if (p.type(0) != SluiceParser.STRANGE) {
      return null;
    }
    String message = "'" + p.text(0) + "' means nothing in the language";
    Diagnostic diagnostic =
        Diagnostic.error(
                SyntaxCode.STRANGE_CHARACTER.code(), message, p.span(0, 1), "not expected here")
            .withHelp("remove it; in a string or a name in double quotes any character may stand")
            .withEdit(p.span(0, 1), "");
    return new Guess(diagnostic, p.edit(0, 1), 0, true);
  }
}
