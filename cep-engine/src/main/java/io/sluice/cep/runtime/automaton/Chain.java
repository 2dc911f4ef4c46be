package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.PatternProgram;

/**
 * Patterns that lead each start one way: step after step, without a choice. A row that fits the
 * next step is taken, so of one start there is one partial match at most, and a match is decided at
 * its last row. A start that came earlier is never behind one that came later: what completes one
 * completes all that are as far.
 */
final class Chain {
  private Chain() {}

  /** Steps that stand there one by one. */
  static boolean isOfSteps(PatternProgram pattern) {
    return pattern.instructions().stream().allMatch(step -> isOneWay(pattern, step, false));
  }

  /** Such steps, too, as are told by a count: {@code A{3} -> B}. */
  static boolean isOneWay(PatternProgram pattern) {
    return pattern.instructions().stream().allMatch(step -> isOneWay(pattern, step, true));
  }

  /** Whether rows may be passed over, so that starts that go on may become many. */
  static boolean skips(PatternProgram pattern) {
    return pattern.instructions().stream()
        .anyMatch(
            step ->
                step instanceof Instruction.Pass(GapRule gap)
                    && gap.kind() == GapRule.Kind.SKIP_TILL_NEXT);
  }

  private static boolean isOneWay(PatternProgram pattern, Instruction step, boolean counted) {
    return switch (step) {
      case Instruction.Take _, Instruction.Accept _ -> true;
      case Instruction.Pass pass -> pass.gap().kind() != GapRule.Kind.SKIP_TILL_ANY;
      case Instruction.Enter enter -> counted && isFixed(pattern.loops().get(enter.loop()));
      case Instruction.Again again -> counted && isFixed(pattern.loops().get(again.loop()));
      case Instruction.Split _,
          Instruction.Jump _,
          Instruction.PartitionStart _,
          Instruction.PartitionEnd _,
          Instruction.AwaitBound _ ->
          false;
    };
  }

  private static boolean isFixed(PatternProgram.Loop loop) {
    return loop.min() > 0 && loop.min() == loop.max();
  }
}
