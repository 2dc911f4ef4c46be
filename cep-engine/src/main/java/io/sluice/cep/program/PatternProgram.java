package io.sluice.cep.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row pattern as a list of instructions; starts at the first. Immutable, so threads, shards and
 * tests share it.
 */
public record PatternProgram(List<Instruction> instructions, List<Loop> loops) {
  /** More would let one statement eat the memory of all. */
  public static final int MAX_INSTRUCTIONS = 100_000;

  /**
   * @param max {@link #UNBOUNDED} where there is none
   * @param countsEmpty an iteration without a row ends the loop when there have been {@code min};
   *     else at once
   */
  public record Loop(int min, int max, boolean greedy, boolean countsEmpty) {
    public static final int UNBOUNDED = -1;

    public boolean mayRepeatAfter(int iterations) {
      return max == UNBOUNDED || iterations < max;
    }

    /** Iterations are counted no further than the bounds can tell apart. */
    public int count(int iterations) {
      return max == UNBOUNDED ? Math.min(iterations, min) : iterations;
    }

    @Override
    public String toString() {
      return "{"
          + min
          + ","
          + (max == UNBOUNDED ? "" : max)
          + "}"
          + (greedy ? "" : "?")
          + (countsEmpty ? " counts empty" : "");
    }
  }

  public PatternProgram {
    instructions = List.copyOf(instructions);
    loops = List.copyOf(loops);
  }

  public Instruction at(int pc) {
    return instructions.get(pc);
  }

  /** One instruction a line, with its number. */
  public String dump(List<String> variables) {
    var lines = new ArrayList<String>();
    for (int pc = 0; pc < instructions.size(); pc++) {
      lines.add("%4d  %s%n".formatted(pc, text(instructions.get(pc), variables)).stripTrailing());
    }
    return String.join("\n", lines) + "\n";
  }

  private String text(Instruction instruction, List<String> variables) {
    return switch (instruction) {
      case Instruction.Take take ->
          "take " + variables.get(take.variable()) + (take.excluded() ? " excluded" : "");
      case Instruction.Split split -> "split " + join(split.targets());
      case Instruction.Jump jump -> "jump " + jump.target();
      case Instruction.Pass pass -> "pass " + gap(pass.gap(), variables);
      case Instruction.Enter enter ->
          "enter loop" + enter.loop() + loops.get(enter.loop()) + " exit " + enter.exit();
      case Instruction.Again again ->
          "again loop" + again.loop() + " to " + again.again() + " exit " + again.exit();
      case Instruction.PartitionStart() -> "at start of partition";
      case Instruction.PartitionEnd() -> "at end of partition";
      case Instruction.Accept() -> "match";
      case Instruction.AwaitBound await -> "match at bound" + notes(await.gap(), variables);
    };
  }

  private static String gap(GapRule gap, List<String> variables) {
    String arrow =
        switch (gap.kind()) {
          case NONE -> "nothing";
          case SKIP_TILL_NEXT -> "->";
          case SKIP_TILL_ANY -> "->>";
        };
    return arrow + notes(gap, variables);
  }

  private static String notes(GapRule gap, List<String> variables) {
    return gap.forbidden().isEmpty()
        ? ""
        : gap.forbidden().stream()
            .map(variables::get)
            .collect(Collectors.joining(", ", " unless ", ""));
  }

  private static String join(List<Integer> targets) {
    return targets.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
