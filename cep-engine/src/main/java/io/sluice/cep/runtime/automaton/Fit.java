package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.Condition;
import io.sluice.cep.program.DerivedKeys;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.program.expr.Join;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.program.expr.RowCondition;
import java.util.BitSet;

/**
 * Which matcher runs a statement, and why not a faster one.
 *
 * @param why for {@link Kind#CLEAR} what the fast ones can not do, in words; else empty
 */
public record Fit(Kind kind, String why) {
  public enum Kind {
    /** Every match, as compact sets. */
    EVERY("SETS", "partial matches are sets, which cost an event the same whatever their number"),
    /** Every match, as numbers of ways. */
    COUNTED("COUNTS", "matches are counted without being listed, whatever their number"),
    /**
     * The preferred match of each start, as lists of threads that move by a table, many at once.
     */
    PREFERRED("TABLE", "partial matches move by a table of states, those at one state together"),
    /** As these, where conditions look at other rows of the match: threads with registers. */
    RUNS("RUNS", "partial matches are followed one by one, as numbers in arrays"),
    /** As these, where sums and counts of rows that starts take together are compared. */
    OFFSETS(
        "OFFSETS",
        "partial matches take rows together, and a row meets those that its sums tell from others"),
    /** Two rows, compared by a number: starts in columns. */
    PAIRS("COLUMNS", "numbers of first rows stand in columns, which rows are compared with"),
    /** The clear matcher. */
    CLEAR("CLEAR", "partial matches are followed one by one");

    private final String label;
    private final String words;

    Kind(String label, String words) {
      this.label = label;
      this.words = words;
    }
  }

  /** A line for EXPLAIN: what runs it, and why not something faster. */
  public String text() {
    String reason = why.isEmpty() ? "" : ", since " + why;
    return "matched by " + kind.label + ": " + kind.words + reason;
  }

  /**
   * How the partial matches are found that wait for a variable.
   *
   * @param variable by index; one that the pattern asks for
   */
  public String waiting(MatchProgram statement, int variable) {
    DerivedKeys derived = kind == Kind.CLEAR ? null : statement.derived();
    boolean keyed =
        derived != null
            && !derived.keys().isEmpty()
            && statement.facts().later().contains(variable);
    String by = found(statement.byKeys(), variable);
    return keyed && derived != null ? "KEY(" + String.join(", ", derived.texts()) + ") " + by : by;
  }

  private String found(MatchProgram program, int variable) {
    if (kind == Kind.OFFSETS) {
      return program.condition(variable) instanceof JoinedCondition joined && joined.total() != null
          ? "OFFSET" + joined.total().by().text()
          : "COHORT";
    }
    boolean found = kind == Kind.PAIRS || kind == Kind.RUNS && RunsCore.runs(program);
    if (!found) {
      return kind.label;
    }
    Join by =
        program.condition(variable) instanceof JoinedCondition joined
            ? Guards.by(joined.joins())
            : null;
    return by == null ? Kind.RUNS.label : (by.isEqual() ? "HASH" : "TREE") + by.text();
  }

  /** Where nobody asked. */
  public static final Fit CLEAR = new Fit(Kind.CLEAR, "");

  /** More counted iterations would make too many states. */
  private static final long MOST_COUNTED = 4096;

  /**
   * @param ordered whether rows come in the order of time
   * @param emitted what is to be known of matches that are not told yet
   */
  public static Fit of(MatchProgram statement, boolean ordered, EmittedTime emitted) {
    MatchProgram program = statement.byKeys();
    String why = misfit(program, ordered, emitted);
    if (!why.isEmpty()) {
      return new Fit(Kind.CLEAR, why);
    }
    if (program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW) {
      return new Fit(Kind.COUNTED, "");
    }
    if (isPair(program)) {
      return new Fit(Kind.PAIRS, "");
    }
    if (OffsetPattern.fits(program)) {
      return new Fit(Kind.OFFSETS, "");
    }
    if (program.readsLabels() || program.gap().isPresent()) {
      return new Fit(Kind.RUNS, "");
    }
    boolean every = program.skip() == MatchProgram.Skip.NO_SKIP || isOneWay(program);
    return new Fit(every ? Kind.EVERY : Kind.PREFERRED, "");
  }

  /**
   * Whether sets of partial matches tell what the skip asks for: each start can go one way only, so
   * that every match is the preferred one of its start, and of those that a row completes the
   * oldest is the one that a skip past it leaves. Where no row may be passed over starts die soon,
   * and a table is the shorter way. A bounded query fails where a start is asked that has its turn.
   */
  static boolean isOneWay(MatchProgram program) {
    boolean skips =
        program.skip() == MatchProgram.Skip.PAST_LAST_ROW
            || program.skip() == MatchProgram.Skip.TO_NEXT_ROW;
    return skips
        && !program.bounded()
        && !program.facts().empty()
        && Chain.isOneWay(program.pattern())
        && Chain.skips(program.pattern())
        && program.overflow().equals(Overflow.UNSAID)
        && program.rows() != MatchProgram.Rows.ALL_WITH_UNMATCHED
        && program.gap().isEmpty()
        && program.leadingNot().isEmpty()
        && program.lookahead() == 0
        && !program.numbered()
        && !program.timeouts()
        && !program.early();
  }

  /**
   * Whether it may share its table with others of its shape. Without a key all starts would meet
   * each row.
   */
  public boolean sharesTables(MatchProgram program) {
    return kind == Kind.PREFERRED
        || kind == Kind.EVERY && isOneWay(program) && !program.partitionBy().isEmpty();
  }

  private static boolean isPair(MatchProgram program) {
    return !program.timeouts()
        && !program.early()
        && program.rows() != MatchProgram.Rows.ALL_WITH_UNMATCHED
        && program.gap().isEmpty()
        && program.leadingNot().isEmpty()
        && PairPattern.of(program) != null;
  }

  private static String misfit(MatchProgram program, boolean ordered, EmittedTime emitted) {
    boolean inTime = ordered && program.timeFirst();
    if (!inTime && program.within().isPresent()) {
      return "rows come without a watermark, or in another order than that of time";
    }
    boolean every =
        program.skip() == MatchProgram.Skip.NO_SKIP || !program.readsLabels() && isOneWay(program);
    boolean atLastRow = every && program.lookahead() == 0 && !program.awaits();
    if (emitted == EmittedTime.ANY_ROW || emitted == EmittedTime.LAST_ROW && !atLastRow) {
      return "rows of the target stream may have an earlier time than that of the event";
    }
    return ofClause(program);
  }

  private static String ofClause(MatchProgram program) {
    boolean pair = isPair(program);
    for (Condition condition : program.variables()) {
      if (condition.readsLabels() && !pair && !runs(program, condition)) {
        return "the condition of "
            + condition.variable()
            + " looks at other rows of the match"
            + (program.looksAround() && program.skip() == MatchProgram.Skip.NO_SKIP
                ? ", and an expression asks for PREV or NEXT"
                : program.within().isEmpty() && program.skip() == MatchProgram.Skip.NO_SKIP
                    ? ", and there is no WITHIN"
                    : "");
      }
      // Later starts ask rows again when their turn comes, and the query must fail then.
      boolean total =
          condition.readsLabels()
              || condition.evaluator() == null
              || condition.evaluator() instanceof RowCondition;
      if (program.bounded() && program.consumes() && !total) {
        return "the condition of " + condition.variable() + " may fail on a value";
      }
      // Here a row is asked for what a NOT has ended with it.
      if (program.bounded()
          && condition.evaluator() instanceof JoinedCondition joined
          && joined.mayFail()
          && forbids(program)) {
        return "the condition of " + condition.variable() + " may fail on a value beside NOT";
      }
    }
    if (program.lookahead() > 0) {
      String also = besideNext(program);
      if (!also.isEmpty()) {
        return "an expression asks for NEXT, and " + also;
      }
    }
    if (program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW) {
      // Rows stay where they are counted, and only a bounded query has an end of them.
      if (program.within().isEmpty() && !program.bounded()) {
        return "matches are counted and there is no WITHIN";
      }
      if (program.history() > 0) {
        return "matches are counted and an expression asks for PREV";
      }
    }
    if (program.gap().isPresent()) {
      if (program.skip() == MatchProgram.Skip.NO_SKIP) {
        return "there is a GAP, and all matches are told";
      }
      if (program.early()) {
        return "there is a GAP, and matches are told early";
      }
    }
    if (!program.leadingNot().isEmpty()) {
      if (program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW) {
        return "matches are counted and it begins with NOT";
      }
      if (program.readsLabels() && program.skip() == MatchProgram.Skip.NO_SKIP) {
        return "it begins with NOT, and all matches of conditions on other rows are told";
      }
      if (program.leadingNot().stream().anyMatch(n -> program.variables().get(n).readsLabels())) {
        return "it begins with NOT of a condition that looks at other rows of the match";
      }
    }
    if (program.timeouts() && program.skip() == MatchProgram.Skip.NO_SKIP) {
      return "timeouts are told with NO SKIP";
    }
    if (program.early() && program.skip() != MatchProgram.Skip.NO_SKIP) {
      if (program.readsLabels()) {
        return "matches are told early, and conditions look at other rows of the match";
      }
      if (program.timeouts()) {
        return "matches are told early, and timeouts too";
      }
    }
    if (program.overflow().policy() == Overflow.Policy.DROP_NEWEST
        && (!isTable(program) || program.early() || program.anchored())) {
      return "on_limit is 'drop newest'";
    }
    if (program.rows() == MatchProgram.Rows.ALL_WITH_UNMATCHED
        && (!program.consumes() || program.early())) {
      return "unmatched rows are told of matches that overlap or are told early";
    }
    if (program.variables().stream().anyMatch(Condition::readsNumber)) {
      return "a condition asks for MATCH_NUMBER()";
    }
    if (program.numbered()
        && program.skip() == MatchProgram.Skip.NO_SKIP
        && (program.readsLabels() || isCounted(program))) {
      return "an expression asks for MATCH_NUMBER(), and all matches are told";
    }
    return ofPattern(program);
  }

  /** What does not go with rows that wait for those behind them; empty for nothing. */
  private static String besideNext(MatchProgram program) {
    if (program.skip() == MatchProgram.Skip.NO_SKIP) {
      return "all matches are told";
    }
    if (program.gap().isPresent()) {
      return "there is a GAP";
    }
    if (!program.leadingNot().isEmpty()) {
      return "it begins with NOT";
    }
    if (program.early()) {
      return "matches are told early";
    }
    return program.overflow().policy() == Overflow.Policy.DROP_NEWEST
        ? "on_limit is 'drop newest'"
        : "";
  }

  private static boolean forbids(MatchProgram program) {
    return program.pattern().instructions().stream()
        .anyMatch(
            step ->
                step instanceof Instruction.Pass(GapRule gap) && !gap.forbidden().isEmpty()
                    || step instanceof Instruction.AwaitBound);
  }

  private static boolean runs(MatchProgram program, Condition condition) {
    return program.rows() != MatchProgram.Rows.ONE_PER_LAST_ROW
        && program.perRow() == 0
        && (program.within().isPresent() || program.skip() != MatchProgram.Skip.NO_SKIP)
        && (!program.looksAround() || program.skip() != MatchProgram.Skip.NO_SKIP)
        && condition.evaluator() instanceof JoinedCondition;
  }

  /** Whether it tells the preferred match of each start, and a table says all. */
  private static boolean isTable(MatchProgram program) {
    return program.skip() != MatchProgram.Skip.NO_SKIP
        && !program.readsLabels()
        && program.gap().isEmpty();
  }

  private static long counted(MatchProgram program) {
    long counted = 1;
    for (PatternProgram.Loop loop : program.pattern().loops()) {
      counted *= Math.max(loop.min(), loop.max()) + 1L;
      if (counted > MOST_COUNTED) {
        break;
      }
    }
    return counted;
  }

  private static boolean isEvery(MatchProgram program) {
    return program.skip() == MatchProgram.Skip.NO_SKIP;
  }

  private static boolean isCounted(MatchProgram program) {
    return program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW;
  }

  /** Whether it lists all matches as sets. */
  private static boolean isListed(MatchProgram program) {
    return isEvery(program) && !isCounted(program) && !program.readsLabels();
  }

  /** What does not go with the end of the partition; empty for nothing. */
  private static String besideEnd(MatchProgram program) {
    if (program.within().isPresent()) {
      return "there is a WITHIN";
    }
    if (program.gap().isPresent()) {
      return "there is a GAP";
    }
    if (isCounted(program)) {
      return "matches are counted";
    }
    if (program.perRow() > 0) {
      return "the matches of a row are limited";
    }
    return program.early() ? "matches are told early" : "";
  }

  private static String ofPattern(MatchProgram program) {
    boolean table = isTable(program);
    if (program.facts().empty() && !table) {
      return "the pattern may match without a row";
    }
    if (Letters.used(program).size() > Letters.MOST_VARIABLES) {
      return "there are more than " + Letters.MOST_VARIABLES + " variables";
    }
    // States are found while rows come, and forgotten; elsewhere all may stay.
    if (!table && !isListed(program) && counted(program) > MOST_COUNTED) {
      return "loops count further than " + MOST_COUNTED + " together";
    }
    var excluded = new BitSet();
    var shown = new BitSet();
    for (Instruction instruction : program.pattern().instructions()) {
      switch (instruction) {
        case Instruction.Take take -> (take.excluded() ? excluded : shown).set(take.variable());
        case Instruction.PartitionStart() -> {
          if (!table && !isListed(program)) {
            return "there is a ^";
          }
        }
        case Instruction.PartitionEnd() -> {
          String also = besideEnd(program);
          if (!also.isEmpty()) {
            return "there is a $, and " + also;
          }
        }
        case Instruction.AwaitBound _ -> {
          if (!table && !isListed(program) && (isEvery(program) || program.bounded())) {
            return "it ends with NOT";
          }
          if (program.perRow() > 0) {
            return "it ends with NOT, and the matches of a row are limited";
          }
        }
        case Instruction.Split _,
            Instruction.Jump _,
            Instruction.Pass _,
            Instruction.Enter _,
            Instruction.Again _,
            Instruction.Accept _ -> {}
      }
    }
    return excluded.intersects(shown) ? "a variable stands inside and outside of {- -}" : "";
  }
}
