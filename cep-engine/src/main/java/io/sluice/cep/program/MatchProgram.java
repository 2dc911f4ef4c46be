package io.sluice.cep.program;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.PastColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * MATCH_RECOGNIZE, ready to run.
 *
 * @param variables all variables, those of NOTs included; instructions name them by index
 * @param timeFirst rows come in the order of time; else a bounded query sorts all its rows
 * @param orderBy what follows the time in ORDER BY, or all of it
 * @param facts what can be said of {@code pattern} without any row
 * @param history how many rows before the current or a labelled one PREV may ask for
 * @param before how many rows before the first one of a match PREV may ask for
 * @param past columns of rows before the current one, behind the row's own values
 * @param measuredHistory how many rows back PREV may ask for in MEASURES
 * @param lookahead how many rows behind the current or a labelled one NEXT may ask for: the matcher
 *     stays that many rows behind
 * @param numbered whether an expression asks for MATCH_NUMBER(), so that keys must be kept
 * @param totals the aggregates of {@link Rows#ONE_PER_LAST_ROW}, by their numbers
 * @param within last - first &lt; within
 * @param timeouts whether attempts that WITHIN ended without a match are told
 * @param perRow of the matches that a row completes so many are told; 0 for all of them
 * @param early whether a match is told when its rows are first a match
 * @param bounded a bare SELECT over finite input
 * @param apart pairs of variables that no row fits both; looked for where sums are compared only
 * @param derived partitions in the partitions, which conditions tell apart; null for none
 */
public record MatchProgram(
    Schema input,
    List<Evaluator> partitionBy,
    Schema keySchema,
    boolean timeFirst,
    List<SortItem> orderBy,
    List<Condition> variables,
    PatternProgram pattern,
    PatternFacts facts,
    List<Integer> leadingNot,
    OptionalLong within,
    OptionalLong gap,
    int history,
    int before,
    List<PastColumn> past,
    int measuredHistory,
    int lookahead,
    boolean numbered,
    List<Measure> measures,
    List<Total> totals,
    Rows rows,
    boolean timeouts,
    boolean early,
    Skip skip,
    RowSet skipTarget,
    int perRow,
    boolean bounded,
    Schema output,
    List<OutputColumn> columns,
    Overflow overflow,
    List<List<Integer>> apart,
    @Nullable DerivedKeys derived) {

  /** Where a column of the output comes from. */
  public sealed interface OutputColumn {
    record Key(int index) implements OutputColumn {}

    record Measured(int index) implements OutputColumn {}

    /** A column of the input row; ALL ROWS PER MATCH only. */
    record Input(int index) implements OutputColumn {}
  }

  public record Measure(String name, Evaluator evaluator, String where) {}

  /**
   * An aggregate over all matches that end at a row: over the rows of each that {@code rows} names.
   *
   * @param argument evaluated on such a row; null for what counts rows, or matches where {@code
   *     rows} is all
   * @param type of the argument; null where there is none
   * @param filter which rows are taken; null for all
   */
  public record Total(
      Function function,
      RowSet rows,
      @Nullable Evaluator argument,
      @Nullable ColumnType type,
      @Nullable Evaluator filter,
      String where) {
    public enum Function {
      COUNT,
      SUM,
      AVG,
      MIN,
      MAX
    }

    public boolean countsMatches() {
      return argument == null && rows.isAll();
    }
  }

  public record SortItem(Evaluator evaluator, boolean descending, boolean nullsFirst) {}

  public enum Rows {
    ONE,
    ALL_SHOW_EMPTY,
    ALL_OMIT_EMPTY,
    ALL_WITH_UNMATCHED,
    ONE_PER_LAST_ROW
  }

  public enum Skip {
    PAST_LAST_ROW,
    TO_NEXT_ROW,
    TO_FIRST,
    TO_LAST,
    NO_SKIP
  }

  public List<String> variableNames() {
    return variables.stream().map(Condition::variable).toList();
  }

  /** Whether a match takes its rows away from later starts. */
  public boolean consumes() {
    return switch (skip) {
      case PAST_LAST_ROW, TO_FIRST, TO_LAST -> true;
      case TO_NEXT_ROW, NO_SKIP -> false;
    };
  }

  /**
   * Whether a start is followed when the one before it is decided: either may take rows from it, or
   * be the match that its conditions count.
   */
  public boolean inTurn() {
    return consumes() || variables.stream().anyMatch(Condition::readsNumber);
  }

  /** Whether PREV or NEXT may lead from other rows than the current one, or on from that. */
  public boolean looksAround() {
    return measuredHistory > 0 || lookahead > 0 || history > 0 && readsLabels();
  }

  /** Whether a condition, or GAP, tells threads apart that stand at the same place. */
  public boolean readsLabels() {
    return variables.stream().anyMatch(Condition::readsLabels);
  }

  /**
   * The same statement in the smallest partitions that its conditions tell apart: no partial match
   * meets a row that can not fit it. The first columns of a key are those of PARTITION BY.
   */
  public MatchProgram byKeys() {
    if (derived == null) {
      return this;
    }
    var keys = new ArrayList<>(partitionBy);
    keys.addAll(derived.keys());
    return with(keys, derived.variables());
  }

  /**
   * What is to be known of matches that are found: nobody asks the conditions any more. Many
   * statements are alike then.
   */
  public MatchProgram told() {
    return with(
        partitionBy,
        variables.stream()
            .map(v -> new Condition(v.variable(), null, v.readsLabels(), v.readsNumber(), ""))
            .toList());
  }

  private MatchProgram with(List<Evaluator> keys, List<Condition> conditions) {
    return new MatchProgram(
        input,
        keys,
        keySchema,
        timeFirst,
        orderBy,
        conditions,
        pattern,
        facts,
        leadingNot,
        within,
        gap,
        history,
        before,
        past,
        measuredHistory,
        lookahead,
        numbered,
        measures,
        totals,
        rows,
        timeouts,
        early,
        skip,
        skipTarget,
        perRow,
        bounded,
        output,
        columns,
        overflow,
        apart,
        null);
  }

  public boolean anchored() {
    return pattern.instructions().contains(new Instruction.PartitionStart());
  }

  /** Whether rows may become a match by what does not come behind them. */
  public boolean awaits() {
    return pattern.instructions().stream()
        .anyMatch(
            step ->
                step instanceof Instruction.AwaitBound || step instanceof Instruction.PartitionEnd);
  }

  public @Nullable Evaluator condition(int variable) {
    return variables.get(variable).evaluator();
  }
}
