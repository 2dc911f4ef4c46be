package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowPart;
import io.sluice.cep.program.expr.RowTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of many statements with one pattern, as data: tests that several have are asked
 * once a row and only if somebody asks; of the rest a bound on a number stands in an array, so most
 * statements are asked without touching anything that is theirs alone.
 */
final class ConditionTable {
  private static final int NO_BOUND = 0;

  private final int[] variables;
  private final int width;

  private final Map<String, Integer> testNumbers = new HashMap<>();
  private final List<RowTest> tests = new ArrayList<>();
  private final Map<List<Integer>, Integer> listNumbers = new HashMap<>();
  private int[][] lists = {{}};

  // By statement and bit.
  private int[] listOf = new int[16];

  /** Column and side, or NO_BOUND. */
  private int[] boundOn = new int[16];

  private double[] limits = new double[16];
  private boolean[] isHere = new boolean[16];

  /** By bit: tests that every statement has. */
  private final int @Nullable [][] common;

  /** Whether a statement could not be taken, so that nothing is common to all. */
  private boolean others;

  // By test: the row that it was asked on, negative where it did not hold.
  private int[] answers = new int[16];
  private int row;

  ConditionTable(MatchProgram program) {
    this.variables = Letters.used(program).stream().mapToInt(v -> v).toArray();
    this.width = variables.length;
    this.common = new int[width][];
    listNumbers.put(List.of(), 0);
  }

  /** Whether all conditions of the statement could be taken. */
  boolean add(int statement, MatchProgram program) {
    var parts = new ArrayList<List<RowPart>>();
    for (int variable : variables) {
      List<RowPart> own = parts(program.variables().get(variable));
      if (own == null) {
        others = true;
        return false;
      }
      parts.add(own);
    }
    room(statement);
    for (int bit = 0; bit < width; bit++) {
      set(statement * width + bit, parts.get(bit));
    }
    isHere[statement] = true;
    return true;
  }

  private static @Nullable List<RowPart> parts(Condition condition) {
    return switch (condition.evaluator()) {
      case null -> List.of();
      case RowCondition c when !c.parts().isEmpty() -> c.parts();
      default -> null;
    };
  }

  private void room(int statement) {
    if (statement >= isHere.length) {
      int length = Math.max(statement + 1, 2 * isHere.length);
      isHere = Arrays.copyOf(isHere, length);
    }
    if (isHere.length * width > listOf.length) {
      int length = isHere.length * width;
      listOf = Arrays.copyOf(listOf, length);
      boundOn = Arrays.copyOf(boundOn, length);
      limits = Arrays.copyOf(limits, length);
    }
  }

  /** The first bound goes into the array, all else becomes tests. */
  private void set(int at, List<RowPart> parts) {
    var numbers = new ArrayList<Integer>();
    boundOn[at] = NO_BOUND;
    for (RowPart part : parts) {
      switch (part) {
        case RowPart.Named named -> numbers.add(number(named.name(), named.test()));
        case RowPart.Bound bound -> {
          if (boundOn[at] == NO_BOUND) {
            boundOn[at] = bound.column() + 1 << 3 | bound.side().ordinal();
            limits[at] = bound.limit();
          } else {
            numbers.add(number(bound.toString(), values -> holds(bound, values)));
          }
        }
      }
    }
    List<Integer> list = numbers.stream().distinct().sorted().toList();
    listOf[at] = listNumbers.computeIfAbsent(list, this::newList);
    int bit = at % width;
    int[] before = common[bit];
    common[bit] =
        before == null ? lists[listOf[at]] : Arrays.stream(before).filter(list::contains).toArray();
  }

  /** Whether any statement may have one of the variables in {@code asked} on this row. */
  boolean mayHold(long asked, @Nullable Object[] values) {
    if (others) {
      return true;
    }
    for (long rest = asked; rest != 0; rest &= rest - 1) {
      int[] tests = common[Long.numberOfTrailingZeros(rest)];
      if (tests == null || hold(tests, values)) {
        return true;
      }
    }
    return false;
  }

  private int newList(List<Integer> list) {
    int number = listNumbers.size();
    if (number == lists.length) {
      lists = Arrays.copyOf(lists, 2 * number);
    }
    lists[number] = list.stream().mapToInt(Integer::intValue).toArray();
    return number;
  }

  private int number(String name, RowTest test) {
    return testNumbers.computeIfAbsent(
        name,
        _ -> {
          tests.add(test);
          if (tests.size() > answers.length) {
            answers = Arrays.copyOf(answers, 2 * answers.length);
          }
          return tests.size() - 1;
        });
  }

  void remove(int statement) {
    if (has(statement)) {
      isHere[statement] = false;
    }
  }

  boolean has(int statement) {
    return statement < isHere.length && isHere[statement];
  }

  /** Answers are for another row now. */
  void next() {
    if (++row == Integer.MAX_VALUE) {
      Arrays.fill(answers, 0);
      row = 1;
    }
  }

  /**
   * Which of the variables in {@code asked} the row fits.
   *
   * @param values of the row that all have been asked on since {@link #next}
   */
  long letter(int statement, long asked, @Nullable Object[] values) {
    long letter = 0;
    for (long rest = asked; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      if (holds(statement * width + bit, values)) {
        letter |= 1L << bit;
      }
    }
    return letter;
  }

  private boolean holds(int at, @Nullable Object[] values) {
    if (!hold(lists[listOf[at]], values)) {
      return false;
    }
    int on = boundOn[at];
    return on == NO_BOUND || holds(values[(on >>> 3) - 1], on & 7, limits[at]);
  }

  private boolean hold(int[] list, @Nullable Object[] values) {
    for (int test : list) {
      int answer = answers[test];
      if (answer != row && answer != -row) {
        answer = tests.get(test).holds(values) ? row : -row;
        answers[test] = answer;
      }
      if (answer < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(RowPart.Bound bound, @Nullable Object[] values) {
    return holds(values[bound.column()], bound.side().ordinal(), bound.limit());
  }

  private static final RowPart.Side[] SIDES = RowPart.Side.values();

  private static boolean holds(@Nullable Object value, int side, double limit) {
    return value instanceof Number number && SIDES[side].holds(number.doubleValue(), limit);
  }
}
