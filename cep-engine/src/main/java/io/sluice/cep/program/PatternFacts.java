package io.sluice.cep.program;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * What can be said of a pattern's instructions without any row. Counters are not looked at, but for
 * loops that must be gone through or not twice, so a way that a counter forbids is taken for
 * possible.
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

  public static PatternFacts of(PatternProgram program, int variables) {
    return new Reader(program).read(variables);
  }

  /**
   * How many rows have been taken at least by the variables that {@code counted} names whenever a
   * row is asked whether it fits {@code variable}, to take it or because it must not come.
   */
  static int least(PatternProgram program, IntPredicate counted, int variable) {
    var reader = new Reader(program);
    int[] rows = reader.rowsBefore(counted);
    int least = Reader.NEVER;
    for (int pc = 0; pc < rows.length; pc++) {
      boolean asks =
          switch (program.at(pc)) {
            case Instruction.Take take -> take.variable() == variable;
            case Instruction.Pass(GapRule gap) -> gap.forbidden().contains(variable);
            case Instruction.AwaitBound(GapRule gap) -> gap.forbidden().contains(variable);
            case Instruction.Split _,
                Instruction.Jump _,
                Instruction.Enter _,
                Instruction.Again _,
                Instruction.PartitionStart _,
                Instruction.PartitionEnd _,
                Instruction.Accept _ ->
                false;
          };
      least = asks ? Math.min(least, rows[pc]) : least;
    }
    return least == Reader.NEVER ? -1 : least;
  }

  /**
   * Follows the instructions in their order until nothing new comes of it. Only loops lead back, so
   * a few rounds do, however many instructions there are.
   */
  private static final class Reader {
    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Instruction> code;
    private final List<PatternProgram.Loop> loops;

    Reader(PatternProgram program) {
      this.code = program.instructions();
      this.loops = program.loops();
    }

    PatternFacts read(int variables) {
      int[] rows = rowsBefore(_ -> true);
      BitSet ends = ends();
      var first = new TreeSet<Integer>();
      var later = new TreeSet<Integer>();
      var last = new TreeSet<Integer>();
      var depth = new Integer[variables];
      Arrays.fill(depth, -1);
      boolean restful = true;
      for (int pc = 0; pc < code.size(); pc++) {
        switch (code.get(pc)) {
          case Instruction.Take(int variable, _, _) -> {
            if (rows[pc] == 0) {
              first.add(variable);
            }
            if (ends.get(pc + 1)) {
              last.add(variable);
            }
            if (rows[pc] != NEVER && (depth[variable] < 0 || rows[pc] < depth[variable])) {
              depth[variable] = rows[pc];
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
      later.addAll(behindTakes(true));
      return new PatternFacts(
          List.copyOf(first),
          List.copyOf(later),
          List.copyOf(last),
          ends.get(0),
          restful && behindTakes(false).isEmpty(),
          List.of(depth));
    }

    /** Where one may go from {@code pc} without taking a row. */
    private void ways(int pc, IntConsumer to) {
      switch (code.get(pc)) {
        case Instruction.Split split -> split.targets().forEach(to::accept);
        case Instruction.Jump jump -> to.accept(jump.target());
        case Instruction.Enter enter -> {
          to.accept(pc + 1);
          if (loops.get(enter.loop()).min() == 0) {
            to.accept(enter.exit());
          }
        }
        case Instruction.Again again -> {
          if (loops.get(again.loop()).max() != 1) {
            to.accept(again.again());
          }
          to.accept(again.exit());
        }
        case Instruction.Pass _, Instruction.PartitionStart _, Instruction.PartitionEnd _ ->
            to.accept(pc + 1);
        case Instruction.Take _, Instruction.Accept _, Instruction.AwaitBound _ -> {}
      }
    }

    /**
     * How many rows are taken at least before each instruction, by some variables; NEVER where
     * nothing leads there.
     */
    private int[] rowsBefore(IntPredicate counted) {
      var rows = new int[code.size()];
      Arrays.fill(rows, NEVER);
      rows[0] = 0;
      var again = new boolean[] {true};
      while (again[0]) {
        again[0] = false;
        for (int at = 0; at < rows.length; at++) {
          int pc = at;
          if (rows[pc] == NEVER) {
            continue;
          }
          boolean takes = code.get(pc) instanceof Instruction.Take;
          boolean counts =
              code.get(pc) instanceof Instruction.Take take && counted.test(take.variable());
          int behind = counts ? rows[pc] + 1 : rows[pc];
          IntConsumer reach =
              to -> {
                if (behind < rows[to]) {
                  again[0] |= to < pc;
                  rows[to] = behind;
                }
              };
          if (takes) {
            reach.accept(pc + 1);
          } else {
            ways(pc, reach);
          }
        }
      }
      return rows;
    }

    /** Instructions from which the end can be reached without taking a row. */
    private BitSet ends() {
      var ends = new BitSet();
      int before = -1;
      while (before != ends.cardinality()) {
        before = ends.cardinality();
        for (int at = code.size() - 1; at >= 0; at--) {
          int pc = at;
          if (code.get(pc) instanceof Instruction.Accept) {
            ends.set(pc);
          } else {
            ways(pc, to -> ends.set(pc, ends.get(pc) || ends.get(to)));
          }
        }
      }
      return ends;
    }

    /**
     * Variables that may take the row behind another one.
     *
     * @param gaps whether rows may be passed over between the two
     */
    private TreeSet<Integer> behindTakes(boolean gaps) {
      var reached = new BitSet();
      for (int pc = 0; pc < code.size(); pc++) {
        if (code.get(pc) instanceof Instruction.Take) {
          reached.set(pc + 1);
        }
      }
      int before = -1;
      while (before != reached.cardinality()) {
        before = reached.cardinality();
        for (int pc = reached.nextSetBit(0); pc >= 0; pc = reached.nextSetBit(pc + 1)) {
          boolean skips =
              code.get(pc) instanceof Instruction.Pass(GapRule gap)
                  && gap.kind() != GapRule.Kind.NONE;
          if (gaps || !skips) {
            ways(pc, reached::set);
          }
        }
      }
      var variables = new TreeSet<Integer>();
      for (int pc = reached.nextSetBit(0); pc >= 0; pc = reached.nextSetBit(pc + 1)) {
        if (code.get(pc) instanceof Instruction.Take take) {
          variables.add(take.variable());
        }
      }
      return variables;
    }
  }
}
