package io.sluice.percolator.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index against the definition: letters are predicates, a word is a case. */
class IndexDuelTest {
  private static final int EAGER = 10;
  private static final int LAZY = 3;

  @Test
  void gives_exactly_the_programs_whose_condition_holds() {
    long seed = Long.getLong("seed", 1);
    long cases = 0;
    long candidates = 0;
    for (int round = 0; round < 300 * Integer.getInteger("times", 1); round++) {
      Random random = new Random(seed + round);
      PredicateIndex index = new PredicateIndex();
      for (int i = 0; i < EAGER; i++) {
        index.addPredicate(random.nextDouble());
      }
      for (int i = 0; i < LAZY; i++) {
        index.addLazyPredicate();
      }
      Map<Integer, Condition> programs = new HashMap<>();
      Evaluation evaluation = new Evaluation();
      for (int step = 0; step < 40; step++) {
        Condition condition = random(random, 3);
        int program = index.addProgram(condition);
        assertThat(index.condition(program)).as("-Dseed=%d", seed + round).isEqualTo(condition);
        programs.put(program, condition);
        TreeSet<Integer> truths = new TreeSet<>();
        IntStream.range(0, EAGER + LAZY).filter(p -> random.nextInt(4) == 0).forEach(truths::add);
        TreeSet<Integer> expected = new TreeSet<>();
        programs.forEach(
            (number, c) -> {
              if (holds(c, truths)) {
                expected.add(number);
              }
            });
        List<Integer> asked = new ArrayList<>();
        List<Integer> found = new ArrayList<>();
        evaluation.begin(index.view());
        truths.headSet(EAGER).forEach(evaluation::set);
        evaluation.run(
            predicate -> {
              asked.add(predicate);
              return truths.contains(predicate);
            },
            found::add);
        assertThat(found)
            .as("-Dseed=%d %s on %s", seed + round, programs, truths)
            .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(asked).as("a lazy predicate is asked once").doesNotHaveDuplicates();
        assertThat(evaluation.candidates()).isBetween(found.size(), programs.size());
        cases += programs.size();
        candidates += evaluation.candidates();
      }
    }
    System.out.printf("index duel: -Dseed=%d, %d of %d were candidates%n", seed, candidates, cases);
    assertThat(candidates).isLessThan(cases * 2 / 3);
  }

  @Test
  void equal_conditions_share_a_program_however_they_were_written() {
    PredicateIndex index = new PredicateIndex();
    Condition a = Condition.leaf(index.addPredicate(0.1));
    Condition b = Condition.leaf(index.addPredicate(0.1));
    int program = index.addProgram(Condition.all(a, b));
    assertThat(index.addProgram(Condition.all(b, Condition.all(a, a, Condition.TRUE))))
        .isEqualTo(program);
    assertThat(index.addProgram(Condition.atLeast(2, List.of(b, a)))).isEqualTo(program);
    assertThat(index.addProgram(Condition.any(List.of(a, b)))).isNotEqualTo(program);
  }

  @Test
  void equal_parts_count_as_often_as_they_occur() {
    Condition a = Condition.leaf(0);
    Condition b = Condition.leaf(1);
    Condition twoOf = Condition.atLeast(2, List.of(a, a, b));
    assertThat(holds(twoOf, new TreeSet<>(List.of(0)))).isTrue();
    assertThat(holds(twoOf, new TreeSet<>(List.of(1)))).isFalse();
  }

  private static Condition random(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(30) == 0
          ? (random.nextBoolean() ? Condition.TRUE : Condition.FALSE)
          : Condition.leaf(random.nextInt(EAGER + LAZY));
    }
    if (random.nextInt(5) == 0) {
      return Condition.not(random(random, depth - 1));
    }
    List<Condition> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      parts.add(random(random, depth - 1));
    }
    return random.nextBoolean()
        ? Condition.all(parts)
        : Condition.atLeast(random.nextInt(parts.size() + 2), parts);
  }

  private static boolean holds(Condition condition, TreeSet<Integer> truths) {
    return switch (condition) {
      case Condition.Leaf(int predicate) -> truths.contains(predicate);
      case Condition.Not(Condition part) -> !holds(part, truths);
      case Condition.All(List<Condition> parts) ->
          parts.stream().allMatch(part -> holds(part, truths));
      case Condition.AtLeast(int count, List<Condition> parts) ->
          parts.stream().filter(part -> holds(part, truths)).count() >= count;
    };
  }
}
