package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.ColumnOfRow;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowTest;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a row to its letter: the set of variables that it fits, a bit each. Conditions are asked
 * once a row, whatever the number of attempts; letters that occur get small numbers.
 */
final class Alphabet {
  static final int MOST_VARIABLES = 64;

  private final int[] variables;
  private final @Nullable RowTest[] tests;
  private final @Nullable Evaluator[] evaluators;
  private final Condition[] conditions;
  private final int[] bitOf;
  private final OneRow scope;
  private final ValueException[] errors;
  private long failed;

  /** Letters by their numbers; the first one fits nothing. */
  private long[] letters = new long[16];

  private int[] slots = new int[64];
  private int count;

  Alphabet(MatchProgram program, List<@Nullable Object> parameters) {
    this.variables = used(program).stream().mapToInt(v -> v).toArray();
    this.tests = new @Nullable RowTest[variables.length];
    this.evaluators = new @Nullable Evaluator[variables.length];
    this.conditions = new Condition[variables.length];
    this.errors = new ValueException[variables.length];
    this.bitOf = new int[program.variables().size()];
    this.scope = new OneRow(parameters);
    Arrays.fill(bitOf, -1);
    for (int bit = 0; bit < variables.length; bit++) {
      Condition condition = program.variables().get(variables[bit]);
      conditions[bit] = condition;
      bitOf[variables[bit]] = bit;
      switch (condition.evaluator()) {
        case null -> tests[bit] = values -> true;
        case RowCondition c -> tests[bit] = c.test();
        case Evaluator e -> evaluators[bit] = e;
      }
    }
    number(0);
  }

  /** Variables that the pattern asks for. */
  static TreeSet<Integer> used(MatchProgram program) {
    var used = new TreeSet<Integer>();
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

  /**
   * A row whose letter has none of these bits changes nothing for any key, and need not be looked
   * at; -1 where every row may change something.
   */
  long wanted(MatchProgram program) {
    boolean plainKeys = program.partitionBy().stream().allMatch(k -> k instanceof ColumnOfRow);
    return plainKeys && program.facts().restful()
        ? mask(program.facts().first()) | mask(program.facts().later())
        : -1;
  }

  /** The bits of {@code variables}. */
  long mask(Iterable<Integer> of) {
    long mask = 0;
    for (int variable : of) {
      mask |= 1L << bitOf[variable];
    }
    return mask;
  }

  boolean fits(long letter, int variable) {
    return (letter >>> bitOf[variable] & 1) != 0;
  }

  long bit(int variable) {
    return 1L << bitOf[variable];
  }

  /** The letter of a row; a condition that fails on a value does not fit, see {@link #failed}. */
  long of(Event row) {
    @Nullable Object[] values = row.values();
    long letter = 0;
    failed = 0;
    for (int bit = 0; bit < tests.length; bit++) {
      RowTest test = tests[bit];
      if (test != null ? test.holds(values) : asked(bit, row)) {
        letter |= 1L << bit;
      }
    }
    return letter;
  }

  private boolean asked(int bit, Event row) {
    Evaluator evaluator = evaluators[bit];
    try {
      return evaluator != null && evaluator.holds(scope.set(row, conditions[bit].variable()));
    } catch (ValueException e) {
      errors[bit] = e;
      failed |= 1L << bit;
      return false;
    }
  }

  /** Conditions of the last row that failed on a value, whether anyone asks for them or not. */
  long failed() {
    return failed;
  }

  ValueException error(int bit) {
    return errors[bit];
  }

  String where(int bit) {
    return conditions[bit].where();
  }

  // ---- numbers of letters ----

  int numbers() {
    return count;
  }

  long letter(int number) {
    return letters[number];
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
