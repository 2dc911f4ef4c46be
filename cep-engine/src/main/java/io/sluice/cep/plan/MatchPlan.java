package io.sluice.cep.plan;

import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE, resolved.
 *
 * @param partitionBy over the input row
 * @param orderBy what follows the time column in ORDER BY; a bounded query may order by anything,
 *     then {@code timeFirst} is false
 * @param variables all variables of the pattern and of its NOTs, in the order of first appearance
 * @param pattern the positive part
 * @param leadingNot variables that must not have come within the bound before the first row
 * @param trailingNot variables that must not come after the last row until the bound has passed;
 *     not empty only with {@code withinMillis}
 * @param withinMillis last - first &lt; within; null for no bound
 * @param gapMillis bound between neighbours of the match; null for none
 * @param early EMIT EARLY
 * @param output the columns of a row: partition columns and measures, for ALL ROWS PER MATCH the
 *     input's columns too
 */
public record MatchPlan(
    List<NamedExpr> partitionBy,
    boolean timeFirst,
    List<SortKey> orderBy,
    List<Variable> variables,
    PatternPlan pattern,
    List<Integer> leadingNot,
    List<Integer> trailingNot,
    @Nullable Long withinMillis,
    @Nullable Long gapMillis,
    List<NamedExpr> measures,
    RowsPerMatch rowsPerMatch,
    boolean timeoutRows,
    boolean early,
    Skip skip,
    Schema output) {

  /** Whether a row has keys and measures only. */
  public boolean oneRow() {
    return rowsPerMatch == RowsPerMatch.ONE || rowsPerMatch == RowsPerMatch.ONE_PER_LAST_ROW;
  }

  public MatchPlan emittedEarly() {
    return new MatchPlan(
        partitionBy,
        timeFirst,
        orderBy,
        variables,
        pattern,
        leadingNot,
        trailingNot,
        withinMillis,
        gapMillis,
        measures,
        rowsPerMatch,
        timeoutRows,
        true,
        skip,
        output);
  }

  /**
   * {@code condition} is null for a variable that fits any row. Inside it the current row carries
   * this variable's label.
   */
  public record Variable(String name, @Nullable TypedExpr condition) {}

  public record NamedExpr(String name, TypedExpr expr) {}

  public record SortKey(TypedExpr expr, boolean descending, boolean nullsFirst) {}

  public enum RowsPerMatch {
    ONE,
    ALL_SHOW_EMPTY,
    ALL_OMIT_EMPTY,
    ALL_WITH_UNMATCHED,
    /** One row for all matches that end at a row; aggregates are over these matches. */
    ONE_PER_LAST_ROW
  }

  /**
   * @param target only for TO_FIRST and TO_LAST
   * @param perRow only for NO_SKIP: of the matches that a row completes so many are told; 0 for all
   */
  public record Skip(Mode mode, RowSet target, int perRow) {
    public Skip(Mode mode, RowSet target) {
      this(mode, target, 0);
    }

    public enum Mode {
      PAST_LAST_ROW,
      TO_NEXT_ROW,
      TO_FIRST,
      TO_LAST,
      NO_SKIP
    }
  }
}
