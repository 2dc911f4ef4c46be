package io.sluice.cep.search;

import io.sluice.cep.event.ColumnType;

/** What is asked of a row and a query. */
public enum Question {
  MATCHES(
      ColumnType.BOOLEAN,
      "MATCHES(column, query)",
      "Whether the row fits a Lucene query; (a, b) or * in place of a column searches several",
      "MATCHES(title, 'oil AND \"crude prices\"~2')"),
  SCORE(
      ColumnType.DOUBLE,
      "SCORE(column, query)",
      "How well it fits, by Lucene's BM25 on the row alone; 0 where it does not",
      "SCORE(title, 'crude oil')"),
  HIGHLIGHT(
      ColumnType.STRING,
      "HIGHLIGHT(column, query)",
      "The text with what the query finds between <b> and </b>",
      "HIGHLIGHT(title, 'crude oil')");

  private final ColumnType type;
  private final String signature;
  private final String description;
  private final String example;

  Question(ColumnType type, String signature, String description, String example) {
    this.type = type;
    this.signature = signature;
    this.description = description;
    this.example = example;
  }

  /** The type of the answer. */
  public ColumnType type() {
    return type;
  }

  /** How it is written, for messages. */
  public String signature() {
    return signature;
  }

  /** What it answers, in one sentence. */
  public String description() {
    return description;
  }

  /** A call of it. */
  public String example() {
    return example;
  }
}
