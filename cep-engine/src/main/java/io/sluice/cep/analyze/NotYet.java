package io.sluice.cep.analyze;

import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.Span;
import org.jspecify.annotations.Nullable;

/**
 * What the language has and this version does not run yet. To run one, take its line off: the
 * compiler shows the places that refuse it.
 */
public enum NotYet {
  EMIT_EARLY_EVERY("P9008", "EMIT EARLY EVERY", "write EMIT EARLY"),
  EMIT_CHANGES("P9009", "EMIT CHANGES", null),
  WINDOW("P9011", "windows", null),
  JOIN(
      "P9012",
      "joins other than that of a stream with the queries of a table",
      "FROM stream AS e JOIN table FOR SYSTEM_TIME AS OF e.ts AS t ON MATCHES(e.text, t.query)"),
  GROUP_BY("P9013", "GROUP BY and aggregates over streams", null),
  DISTINCT("P9014", "SELECT DISTINCT", null),
  UNION_ALL("P9015", "UNION ALL", "write one INSERT INTO a stream for each part"),
  WITH_QUERY("P9016", "WITH", "write the query in brackets behind FROM"),
  ORDER_BY("P9017", "ORDER BY behind a query", "rows come in the order of event time"),
  SUBQUERY_VALUE("P9018", "a query as a value or condition", null),
  OVER("P9019", "OVER", null),
  TABLE("P9020", "a table as rows by themselves", "JOIN it to a stream by MATCHES"),
  VIEW("P9021", "views", "write the query in brackets behind FROM"),
  STREAM_AS_QUERY("P9022", "CREATE STREAM ... AS", "declare the stream, then INSERT INTO it"),
  INSERT_VALUES("P9023", "INSERT INTO ... VALUES", "publish events instead"),
  ALTER_PATTERN("P9024", "ALTER PATTERN", "write CREATE OR REPLACE PATTERN"),
  REPLAY("P9025", "REPLAY PATTERN", null),
  DIFF("P9026", "DIFF PATTERN", null),
  TEST("P9027", "TEST PATTERN", "write a case file"),
  EXPLAIN_WHY("P9028", "EXPLAIN WHY", null),
  SHOW("P9029", "SHOW and DESCRIBE in a script", "the command line and the server list them"),
  MATCH_OVER_MATCH(
      "P9030",
      "MATCH_RECOGNIZE over the rows of another",
      "INSERT INTO a stream and read from that"),
  ROW_VALUE("P9031", "a row of values in brackets", null),
  AS_OF("P9032", "FOR SYSTEM_TIME AS OF behind a stream", "write it behind the table of a JOIN"),
  RETAIN_SIZE("P9033", "RETAIN by size", "write a time: RETAIN INTERVAL '30' DAY");

  private final String code;
  private final String words;
  private final @Nullable String instead;

  NotYet(String code, String words, @Nullable String instead) {
    this.code = code;
    this.words = words;
    this.instead = instead;
  }

  public String code() {
    return code;
  }

  Diagnostic refusal(Span span) {
    Diagnostic error =
        Diagnostic.error(
            code, "this version does not run %s yet".formatted(words), span, "not run yet");
    return instead == null ? error : error.withHelp(instead);
  }
}
