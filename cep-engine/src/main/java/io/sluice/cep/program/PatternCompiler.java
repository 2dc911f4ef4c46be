package io.sluice.cep.program;

import io.sluice.cep.plan.PatternPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * From a pattern to instructions. Loops are counted at run time and not unrolled, so {@code
 * A{1000}} is four instructions.
 */
public final class PatternCompiler {
  /** PERMUTE of n elements is n! sequences. */
  public static final int MAX_PERMUTE = 6;

  private final List<Instruction> code = new ArrayList<>();
  private final List<PatternProgram.Loop> loops = new ArrayList<>();
  private final boolean gaps;
  private int exclusions;

  /** How many places for a variable have been met in the text. */
  private int states;

  private PatternCompiler(boolean gaps) {
    this.gaps = gaps;
  }

  /**
   * @param trailingNot variables that must not come after the last row until the bound
   * @throws ProgramLimitException where the pattern is too large
   */
  public static PatternProgram compile(PatternPlan pattern, List<Integer> trailingNot) {
    boolean gaps = !trailingNot.isEmpty() || EmptyIterations.hasGaps(pattern);
    if (EmptyIterations.counted(pattern, gaps) > EmptyIterations.MAX_COUNTED) {
      throw new ProgramLimitException(
          "loops of parts that may match nothing would be repeated more than %,d times; leave the empty way out of the loop"
              .formatted(EmptyIterations.MAX_COUNTED));
    }
    var compiler = new PatternCompiler(gaps);
    compiler.emit(pattern);
    compiler.add(
        trailingNot.isEmpty()
            ? new Instruction.Accept()
            : new Instruction.AwaitBound(new GapRule(GapRule.Kind.SKIP_TILL_NEXT, trailingNot)));
    return new PatternProgram(compiler.code, compiler.loops);
  }

  static GapRule gap(PatternPlan.Gap gap) {
    GapRule.Kind kind =
        switch (gap.kind()) {
          case NONE -> GapRule.Kind.NONE;
          case SKIP_TILL_NEXT -> GapRule.Kind.SKIP_TILL_NEXT;
          case SKIP_TILL_ANY -> GapRule.Kind.SKIP_TILL_ANY;
        };
    return new GapRule(kind, gap.forbidden());
  }

  private void emit(PatternPlan pattern) {
    switch (pattern) {
      case PatternPlan.Take take ->
          add(new Instruction.Take(take.variable(), exclusions > 0, ++states));
      case PatternPlan.Empty() -> {}
      case PatternPlan.Sequence sequence -> {
        for (int i = 0; i < sequence.parts().size(); i++) {
          if (i > 0) {
            emit(sequence.gaps().get(i - 1));
          }
          emit(sequence.parts().get(i));
        }
      }
      case PatternPlan.Choice choice -> emitChoice(choice.branches(), this::emit);
      case PatternPlan.Repeat repeat -> emitLoop(repeat);
      case PatternPlan.Permute permute -> emitPermute(permute.elements());
      case PatternPlan.PartitionStart() -> add(new Instruction.PartitionStart());
      case PatternPlan.PartitionEnd() -> add(new Instruction.PartitionEnd());
      case PatternPlan.Exclude exclude -> {
        exclusions++;
        emit(exclude.body());
        exclusions--;
      }
    }
  }

  private void emit(PatternPlan.Gap gap) {
    if (!gap.equals(PatternPlan.Gap.NONE)) {
      add(new Instruction.Pass(gap(gap)));
    }
  }

  /** split b1, b2; b1; jump end; b2; end */
  private <T> void emitChoice(List<T> branches, Consumer<T> emit) {
    int split = reserve();
    var targets = new ArrayList<Integer>();
    var jumps = new ArrayList<Integer>();
    for (int i = 0; i < branches.size(); i++) {
      targets.add(code.size());
      emit.accept(branches.get(i));
      if (i < branches.size() - 1) {
        jumps.add(reserve());
      }
    }
    code.set(split, new Instruction.Split(targets));
    jumps.forEach(jump -> code.set(jump, new Instruction.Jump(code.size())));
  }

  /**
   * enter; body; again; and where a gap lies between iterations: jump exit; again: pass; jump body
   */
  private void emitLoop(PatternPlan.Repeat repeat) {
    int loop = loops.size();
    Integer max = repeat.max();
    loops.add(
        new PatternProgram.Loop(
            repeat.min(),
            max == null ? PatternProgram.Loop.UNBOUNDED : max,
            repeat.greedy(),
            EmptyIterations.count(repeat, gaps)));
    int enter = reserve();
    int body = code.size();
    emit(repeat.body());
    int again = reserve();
    int repeatAt = body;
    int exit = code.size();
    if (!repeat.between().equals(PatternPlan.Gap.NONE)) {
      repeatAt = code.size();
      emit(repeat.between());
      add(new Instruction.Jump(body));
      exit = code.size();
    }
    code.set(enter, new Instruction.Enter(loop, exit));
    code.set(again, new Instruction.Again(loop, repeatAt, exit));
  }

  /** One branch for each order; an element has the same states in all of them. */
  private void emitPermute(List<PatternPlan> elements) {
    if (elements.size() > MAX_PERMUTE) {
      throw new ProgramLimitException(
          "PERMUTE of " + elements.size() + " elements; at most " + MAX_PERMUTE + " are possible");
    }
    // The first order is that of the text: it tells where the states of each element begin.
    var first = new int[elements.size()];
    Arrays.fill(first, -1);
    var orders = new ArrayList<List<Integer>>();
    var all = new ArrayList<Integer>();
    for (int i = 0; i < elements.size(); i++) {
      all.add(i);
    }
    permute(List.of(), all, orders);
    int[] last = {states};
    emitChoice(
        orders,
        order -> {
          for (int element : order) {
            if (first[element] < 0) {
              first[element] = states;
            }
            states = first[element];
            emit(elements.get(element));
            last[0] = Math.max(last[0], states);
          }
        });
    states = last[0];
  }

  /** All orders, in lexicographic order. */
  private static void permute(
      List<Integer> chosen, List<Integer> rest, List<List<Integer>> orders) {
    if (rest.isEmpty()) {
      orders.add(chosen);
      return;
    }
    for (Integer next : rest) {
      var nextChosen = new ArrayList<>(chosen);
      nextChosen.add(next);
      var nextRest = new ArrayList<>(rest);
      nextRest.remove(next);
      permute(nextChosen, nextRest, orders);
    }
  }

  private int reserve() {
    add(new Instruction.Accept());
    return code.size() - 1;
  }

  private void add(Instruction instruction) {
    if (code.size() == PatternProgram.MAX_INSTRUCTIONS) {
      throw new ProgramLimitException(
          "the pattern needs more than "
              + PatternProgram.MAX_INSTRUCTIONS
              + " steps; use a smaller PERMUTE or fewer alternatives");
    }
    code.add(instruction);
  }
}
