package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind FROM. */
public sealed interface Relation {
  Span span();

  /** A stream, table or view by name; {@code asOf} for FOR SYSTEM_TIME AS OF. */
  record Named(Name name, @Nullable Expr asOf, @Nullable Alias alias, Span span)
      implements Relation {}

  record Subquery(Query query, @Nullable Alias alias, Span span) implements Relation {}

  /**
   * {@code arguments}: size, or slide and size, or step and size, or gap, and an offset, in the
   * order written.
   */
  record Window(
      WindowKind kind,
      Relation input,
      List<Expr> partitionBy,
      Name timeColumn,
      List<Expr.Interval> arguments,
      @Nullable Alias alias,
      Span span)
      implements Relation {}

  record Matched(
      List<MergeItem> merge,
      @Nullable Relation input,
      MatchRecognize clause,
      @Nullable Alias alias,
      Span span)
      implements Relation {}

  record Join(Relation left, JoinKind kind, Relation right, Expr on, Span span)
      implements Relation {}

  record Alias(Name name, List<Name> columns, Span span) {}

  record MergeItem(Name stream, @Nullable Name alias, Span span) {}

  enum WindowKind {
    TUMBLE,
    HOP,
    CUMULATE,
    SESSION,
    SLIDE
  }

  enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL
  }
}
