package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.Condition;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.PatternProgram;
import java.util.BitSet;

/**
 * Which matcher runs a statement, and why not a faster one.
 *
 * @param why for {@link Kind#CLEAR} what the fast ones can not do, in words; else empty
 */
public record Fit(Kind kind, String why) {
  public enum Kind {
    /** Every match, as compact sets. */
    EVERY,
    /** The preferred match of each start, as lists of threads that move by a table. */
    PREFERRED,
    /** The clear matcher. */
    CLEAR
  }

  /** Where nobody asked. */
  public static final Fit CLEAR = new Fit(Kind.CLEAR, "");

  /** More counted iterations would make too many states. */
  private static final long MOST_COUNTED = 4096;

  /**
   * @param ordered whether rows come in the order of time
   * @param emitted what is to be known of matches that are not told yet
   */
  public static Fit of(MatchProgram program, boolean ordered, EmittedTime emitted) {
    String why = misfit(program, ordered, emitted);
    if (!why.isEmpty()) {
      return new Fit(Kind.CLEAR, why);
    }
    boolean every = program.skip() == MatchProgram.Skip.NO_SKIP;
    return new Fit(every ? Kind.EVERY : Kind.PREFERRED, "");
  }

  private static String misfit(MatchProgram program, boolean ordered, EmittedTime emitted) {
    if (!ordered || !program.timeFirst() || !program.orderBy().isEmpty()) {
      return "rows come in another order than that of a watermark";
    }
    if (program.within().isEmpty()) {
      return "there is no WITHIN";
    }
    boolean every = program.skip() == MatchProgram.Skip.NO_SKIP;
    if (emitted == EmittedTime.ANY_ROW || emitted == EmittedTime.LAST_ROW && !every) {
      return "rows of the target stream may have an earlier time than that of the event";
    }
    return ofClause(program);
  }

  private static String ofClause(MatchProgram program) {
    for (Condition condition : program.variables()) {
      if (condition.readsLabels()) {
        return "the condition of " + condition.variable() + " looks at other rows of the match";
      }
    }
    if (program.history() > 0 || program.lookahead() > 0) {
      return "PREV or NEXT";
    }
    if (program.gap().isPresent()) {
      return "GAP";
    }
    if (!program.leadingNot().isEmpty()) {
      return "NOT at the start";
    }
    if (program.timeouts()) {
      return "SHOW TIMEOUT MATCHES";
    }
    if (program.early()) {
      return "EMIT EARLY";
    }
    if (program.rows() == MatchProgram.Rows.ALL_WITH_UNMATCHED) {
      return "WITH UNMATCHED ROWS";
    }
    if (program.numbered()) {
      return "MATCH_NUMBER()";
    }
    return ofPattern(program);
  }

  private static String ofPattern(MatchProgram program) {
    if (program.facts().empty()) {
      return "the pattern may match without a row";
    }
    if (Alphabet.used(program).size() > Alphabet.MOST_VARIABLES) {
      return "more than " + Alphabet.MOST_VARIABLES + " variables";
    }
    long counted = 1;
    for (PatternProgram.Loop loop : program.pattern().loops()) {
      counted *= Math.max(loop.min(), loop.max()) + 1L;
      if (counted > MOST_COUNTED) {
        return "loops that count further than " + MOST_COUNTED + " together";
      }
    }
    var excluded = new BitSet();
    var shown = new BitSet();
    for (Instruction instruction : program.pattern().instructions()) {
      switch (instruction) {
        case Instruction.Take take -> (take.excluded() ? excluded : shown).set(take.variable());
        case Instruction.PartitionStart() -> {
          return "^";
        }
        case Instruction.PartitionEnd() -> {
          return "$";
        }
        case Instruction.AwaitBound _ -> {
          if (program.skip() == MatchProgram.Skip.NO_SKIP || program.bounded()) {
            return "NOT at the end";
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
    return excluded.intersects(shown) ? "a variable inside and outside of {- -}" : "";
  }
}
