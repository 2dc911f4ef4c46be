package io.sluice.grammar;

import io.sluice.grammar.Guesses.Guess;
import io.sluice.grammar.parser.SluiceParser;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How other systems begin a statement. */
final class ForeignStatements {
  /** Splunk and Kusto: {@code source=logs | where ...}. */
  private static final int PIPE_WITHIN = 12;

  private ForeignStatements() {}

  static @Nullable Guess other(ErrorPlace p) {
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
          case "from" -> "write SELECT ... FROM stream WHERE ...";
          case "define" -> "write CREATE STREAM name (column type, ...)";
          case "begin", "commit", "rollback", "start" ->
              "leave it out: there are no transactions, each statement stands for itself";
          case "list" -> "write SHOW STREAMS, SHOW TABLES or SHOW PATTERNS";
          case "desc" -> "write DESCRIBE";
          default ->
              p.next(1, PIPE_WITHIN, "|") > 0
                  ? "a search with pipes is a query here: write SELECT ... FROM stream WHERE ..."
                  : "";
        };
    if (help.isEmpty()) {
      return null;
    }
    Guess guess =
        p.foreign(0, 1, "no statement begins with '" + p.text(0) + "'", "no such statement", help);
    return new Guess(guess.diagnostic(), null, 0, true);
  }

  static @Nullable Guess rule(ErrorPlace p) {
    boolean rule = p.isWord(0, "RULE") || p.isWord(0, "RULES");
    int word = p.isWord(0, "RULE") ? SluiceParser.PATTERN : SluiceParser.PATTERNS;
    if (!rule || !p.expects(word)) {
      return null;
    }
    String right = Phrases.word(word);
    return p.foreign(
        0, 1, "a standing statement is called a pattern here", "", "write " + right, right, word);
  }

  static @Nullable Guess ifNotExists(ErrorPlace p) {
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

  /** {@code DROP PATTERN IF EXIST p}: IF was read as the name. */
  static @Nullable Guess ifExist(ErrorPlace p) {
    if (!p.isWord(0, "EXIST") || p.type(-1) != SluiceParser.IF) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "expected EXISTS after 'IF', found 'EXIST'",
        "",
        "write IF EXISTS",
        "EXISTS",
        SluiceParser.EXISTS);
  }

  /** PostgreSQL and Trino: {@code EXPLAIN ANALYZE}. */
  static @Nullable Guess explainAnalyze(ErrorPlace p) {
    boolean word = p.isWord(0, "ANALYZE") || p.isWord(0, "ANALYSE") || p.isWord(0, "VERBOSE");
    if (!word || p.type(-1) != SluiceParser.EXPLAIN) {
      return null;
    }
    return p.foreign(
        0,
        1,
        "EXPLAIN runs nothing, so there is no EXPLAIN " + p.text(0).toUpperCase(Locale.ROOT),
        "",
        "write EXPLAIN, or EXPLAIN LOGICAL, PHYSICAL, AUTOMATON or STATE for a part of it",
        "");
  }
}
