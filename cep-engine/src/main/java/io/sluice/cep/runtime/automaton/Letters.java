package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.ColumnOfRow;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Sets of variables, a bit each: what a row can be to a pattern. Those that occur get small
 * numbers. They depend on the pattern alone and not on its conditions, so statements with one
 * pattern can share them, and the automata that are made of them.
 */
final class Letters {
  /**
   * A bit that is no variable's: nothing begins with the row, see {@link LeadingNot}, {@link
   * Refusal}.
   */
  static final long BLOCKED = 1L << 63;

  static final int MOST_VARIABLES = 63;

  private final int[] bitOf;

  /** By their numbers; the first one fits nothing. */
  private long[] letters = new long[16];

  private int[] slots = new int[64];
  private int count;

  Letters(MatchProgram program) {
    this.bitOf = new int[program.variables().size()];
    Arrays.fill(bitOf, -1);
    int bit = 0;
    for (int variable : used(program)) {
      bitOf[variable] = bit++;
    }
    number(0);
  }

  /** Variables that the pattern asks for; their bits are in this order. */
  static TreeSet<Integer> used(MatchProgram program) {
    var used = new TreeSet<>(program.leadingNot());
    for (Instruction instruction : program.pattern().instructions()) {
      switch (instruction) {
        case Instruction.Take take -> used.add(take.variable());
        case Instruction.Pass(GapRule gap) -> used.addAll(gap.forbidden());
        case Instruction.AwaitBound(GapRule gap) -> used.addAll(gap.forbidden());
        case Instruction.Split _,
            Instruction.Jump _,
            Instruction.Enter _,
            Instruction.Again _,
            Instruction.PartitionStart _,
            Instruction.PartitionEnd _,
            Instruction.Accept _ -> {}
      }
    }
    return used;
  }

  /** The bits of {@code variables}. */
  long mask(Iterable<Integer> of) {
    long mask = 0;
    for (int variable : of) {
      mask |= bit(variable);
    }
    return mask;
  }

  /**
   * A row whose letter has none of these bits changes nothing for any key, and need not be looked
   * at; -1 where every row may change something.
   */
  long wanted(MatchProgram program) {
    boolean plainKeys = program.partitionBy().stream().allMatch(k -> k instanceof ColumnOfRow);
    return plainKeys
            && program.history() + program.lookahead() == 0
            && !program.facts().empty()
            && !program.anchored()
            && !program.numbered()
            && program.rows() != MatchProgram.Rows.ALL_WITH_UNMATCHED
            && program.facts().restful()
        ? mask(program.facts().first()) | mask(program.facts().later()) | mask(program.leadingNot())
        : -1;
  }

  boolean fits(long letter, int variable) {
    return (letter >>> bitOf[variable] & 1) != 0;
  }

  long bit(int variable) {
    return 1L << bitOf[variable];
  }

  /** Whether nothing begins with a row of the letter, whatever it fits. */
  boolean blocks(int number) {
    return letters[number] < 0;
  }

  // ---- numbers ----

  int numbers() {
    return count;
  }

  long letter(int number) {
    return letters[number];
  }

  /**
   * Numbers are given anew from now on.
   *
   * @return the letters by the numbers that they had
   */
  long[] begin() {
    long[] then = Arrays.copyOf(letters, count);
    letters = new long[16];
    slots = new int[64];
    count = 0;
    number(0);
    return then;
  }

  int number(long letter) {
    int mask = slots.length - 1;
    for (int at = hash(letter) & mask; ; at = at + 1 & mask) {
      int found = slots[at] - 1;
      if (found < 0) {
        return add(letter, at);
      }
      if (letters[found] == letter) {
        return found;
      }
    }
  }

  private int add(long letter, int at) {
    if (count == letters.length) {
      letters = Arrays.copyOf(letters, 2 * count);
    }
    letters[count] = letter;
    slots[at] = ++count;
    if (4 * count > slots.length) {
      rehash();
    }
    return count - 1;
  }

  private void rehash() {
    slots = new int[4 * slots.length];
    int mask = slots.length - 1;
    for (int number = 0; number < count; number++) {
      int at = hash(letters[number]) & mask;
      while (slots[at] != 0) {
        at = at + 1 & mask;
      }
      slots[at] = number + 1;
    }
  }

  private static int hash(long letter) {
    long mixed = letter * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
