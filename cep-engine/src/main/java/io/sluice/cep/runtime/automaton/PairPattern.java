package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.PairCondition;
import io.sluice.cep.program.expr.RowCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of two variables with a gap between them, of which the second one's condition compares
 * numbers of both.
 *
 * @param once whether a start is over with its first match
 */
record PairPattern(int first, int second, PairCondition condition, boolean once) {
  /** Null where the pattern is another one. */
  static @Nullable PairPattern of(MatchProgram program) {
    List<Instruction> code = program.pattern().instructions();
    boolean every = program.skip() == MatchProgram.Skip.NO_SKIP;
    boolean each = program.skip() == MatchProgram.Skip.TO_NEXT_ROW && !program.bounded();
    if (code.size() == 4
        && (every || each)
        && code.get(0) instanceof Instruction.Take first
        && code.get(1) instanceof Instruction.Pass(GapRule gap)
        && code.get(2) instanceof Instruction.Take second
        && code.get(3) instanceof Instruction.Accept
        && gap.forbidden().isEmpty()
        && program.condition(second.variable()) instanceof PairCondition pair
        && pair.other() == first.variable()
        && (program.condition(first.variable()) instanceof RowCondition
            || isAny(program.condition(first.variable())))) {
      boolean once = !every || gap.kind() == GapRule.Kind.SKIP_TILL_NEXT;
      return new PairPattern(first.variable(), second.variable(), pair, once);
    }
    return null;
  }

  private static boolean isAny(@Nullable Evaluator condition) {
    return condition == null;
  }
}
