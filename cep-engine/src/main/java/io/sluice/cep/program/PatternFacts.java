package io.sluice.cep.program;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be said of a pattern's instructions without any row. Counters are not looked at, so a
 * way that a counter forbids is taken for possible.
 *
 * @param first variables that the first row may have
 * @param later variables that a row behind the first may have, and those of NOTs
 * @param last variables that the row may have which completes a match; none does where an absence
 *     is waited for
 * @param empty whether it may match without a row
 * @param restful whether a row behind the first which fits none of {@code later} changes nothing
 * @param depth for each variable, how many rows of the match come before it at least; -1 for those
 *     that take no row
 */
public record PatternFacts(
    List<Integer> first,
    List<Integer> later,
    List<Integer> last,
    boolean empty,
    boolean restful,
    List<Integer> depth) {

  static PatternFacts of(PatternProgram program, int variables) {
    return new Reader(program).read(variables);
  }

  private static final class Reader {
    private final List<Instruction> code;

    Reader(PatternProgram program) {
      this.code = program.instructions();
    }

    PatternFacts read(int variables) {
      var later = new TreeSet<Integer>();
      var last = new TreeSet<Integer>();
      boolean restful = true;
      for (int pc = 0; pc < code.size(); pc++) {
        switch (code.get(pc)) {
          case Instruction.Take take -> {
            var on = new Reach(pc + 1);
            later.addAll(on.variables);
            restful &= !on.adjacent;
            if (on.accepts) {
              last.add(take.variable());
            }
          }
          case Instruction.Pass pass -> later.addAll(pass.gap().forbidden());
          case Instruction.AwaitBound await -> later.addAll(await.gap().forbidden());
          case Instruction.PartitionEnd() -> restful = false;
          case Instruction.Split _,
              Instruction.Jump _,
              Instruction.Enter _,
              Instruction.Again _,
              Instruction.PartitionStart _,
              Instruction.Accept _ -> {}
        }
      }
      var start = new Reach(0);
      return new PatternFacts(
          List.copyOf(start.variables),
          List.copyOf(later),
          List.copyOf(last),
          start.accepts,
          restful,
          depths(variables));
    }

    /** Breadth first over takes: the least number of rows before each variable. */
    private List<Integer> depths(int variables) {
      var depth = new Integer[variables];
      Arrays.fill(depth, -1);
      var seen = new BitSet();
      Set<Integer> level = new HashSet<>(new Reach(0).takes);
      for (int rows = 0; !level.isEmpty(); rows++) {
        var next = new HashSet<Integer>();
        for (int pc : level) {
          if (!seen.get(pc) && code.get(pc) instanceof Instruction.Take take) {
            seen.set(pc);
            if (depth[take.variable()] < 0) {
              depth[take.variable()] = rows;
            }
            next.addAll(new Reach(pc + 1).takes);
          }
        }
        level = next;
      }
      return List.of(depth);
    }

    /** What can be reached without taking a row. */
    private final class Reach {
      private final Set<Integer> variables = new TreeSet<>();
      private final Set<Integer> takes = new TreeSet<>();
      private boolean adjacent;
      private boolean accepts;

      private record At(int pc, boolean gap) {}

      Reach(int from) {
        var todo = new ArrayDeque<At>();
        var seen = new HashSet<At>();
        todo.add(new At(from, false));
        while (!todo.isEmpty()) {
          At at = todo.pop();
          if (!seen.add(at)) {
            continue;
          }
          int next = at.pc + 1;
          boolean gap = at.gap;
          switch (code.get(at.pc)) {
            case Instruction.Take take -> {
              variables.add(take.variable());
              takes.add(at.pc);
              adjacent |= !gap;
            }
            case Instruction.Split split -> split.targets().forEach(t -> todo.push(new At(t, gap)));
            case Instruction.Jump jump -> todo.push(new At(jump.target(), gap));
            case Instruction.Pass pass ->
                todo.push(new At(next, gap || pass.gap().kind() != GapRule.Kind.NONE));
            case Instruction.Enter enter -> {
              todo.push(new At(next, gap));
              todo.push(new At(enter.exit(), gap));
            }
            case Instruction.Again again -> {
              todo.push(new At(again.again(), gap));
              todo.push(new At(again.exit(), gap));
            }
            case Instruction.PartitionStart(), Instruction.PartitionEnd() ->
                todo.push(new At(next, gap));
            case Instruction.Accept() -> accepts = true;
            case Instruction.AwaitBound _ -> {}
          }
        }
      }
    }
  }
}
