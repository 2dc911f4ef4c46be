package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clause of ISO/IEC 9075-2 row pattern recognition, with the extensions of the language. */
public record MatchRecognize(
    List<PartitionItem> partitionBy,
    List<Query.SortItem> orderBy,
    List<Measure> measures,
    @Nullable RowsPerMatch rowsPerMatch,
    @Nullable AfterMatch afterMatch,
    PatternNode pattern,
    Expr.@Nullable Interval within,
    Expr.@Nullable Interval gap,
    List<Subset> subsets,
    List<Definition> definitions,
    Span span) {

  public record PartitionItem(Expr expr, @Nullable Name alias, Span span) {}

  /**
   * A RUNNING or FINAL before the expression is kept on the expression: see {@link Expr.Semantics}.
   */
  public record Measure(Expr expr, Name name, Span span) {}

  /** {@code empty} is null where ALL ROWS PER MATCH says nothing, and for the other two. */
  public record RowsPerMatch(
      RowsKind kind, @Nullable EmptyMatches empty, boolean timeouts, Span span) {}

  public enum RowsKind {
    ONE_PER_MATCH,
    ALL_PER_MATCH,
    ONE_PER_LAST_ROW
  }

  public enum EmptyMatches {
    SHOW,
    OMIT,
    WITH_UNMATCHED_ROWS
  }

  /**
   * {@code target} only for TO_FIRST and TO_LAST; {@code SKIP TO x} is TO_LAST. {@code perRow} only
   * for NO_SKIP: LIMIT n PER ROW.
   */
  public record AfterMatch(SkipMode mode, @Nullable Name target, @Nullable Long perRow, Span span) {
    public AfterMatch(SkipMode mode, @Nullable Name target, Span span) {
      this(mode, target, null, span);
    }
  }

  public enum SkipMode {
    PAST_LAST_ROW,
    TO_NEXT_ROW,
    TO_FIRST,
    TO_LAST,
    NO_SKIP
  }

  public record Subset(Name name, List<Name> members, Span span) {}

  /** {@code on} is the stream of a MERGE that the variable takes its rows from. */
  public record Definition(Name variable, @Nullable Name on, Expr condition, Span span) {}
}
