package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.Join;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of two variables with a gap between them, of which the second one's condition compares
 * numbers of both.
 *
 * @param ends what the second row must fit besides
 * @param once whether a start is over with its first match
 */
record PairPattern(int first, int second, @Nullable RowTest ends, Join.Numbers join, boolean once) {
  /** Null where the pattern is another one. */
  static @Nullable PairPattern of(MatchProgram program) {
    List<Instruction> code = program.pattern().instructions();
    boolean every = program.skip() == MatchProgram.Skip.NO_SKIP;
    boolean each = program.skip() == MatchProgram.Skip.TO_NEXT_ROW && !program.bounded();
    boolean some = program.perRow() > 0 || program.rows() == MatchProgram.Rows.ONE_PER_LAST_ROW;
    if (code.size() == 4
        && !some
        && (every || each)
        && program.within().isPresent()
        && program.history() + program.lookahead() == 0
        && code.get(0) instanceof Instruction.Take first
        && code.get(1) instanceof Instruction.Pass(GapRule gap)
        && code.get(2) instanceof Instruction.Take second
        && code.get(3) instanceof Instruction.Accept
        && gap.forbidden().isEmpty()
        && program.condition(second.variable()) instanceof JoinedCondition condition
        && condition.rest() == null
        && condition.joins().size() == 1
        && condition.joins().getFirst() instanceof Join.Numbers join
        && join.target().rows().variables().equals(List.of(first.variable()))
        && join.target().logicalOffset() == 0
        && !join.isEqual()
        && (program.condition(first.variable()) instanceof RowCondition
            || isAny(program.condition(first.variable())))) {
      boolean once = !every || gap.kind() == GapRule.Kind.SKIP_TILL_NEXT;
      return new PairPattern(first.variable(), second.variable(), condition.may(), join, once);
    }
    return null;
  }

  private static boolean isAny(@Nullable Evaluator condition) {
    return condition == null;
  }
}
