package io.sluice.percolator.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of cases against the same cases one by one: letters are predicates. */
class BatchDuelTest {
  private static final int TOLD = 10;
  private static final int TELLABLE = 2;
  private static final int LAZY = 3;
  private static final int ALL = TOLD + TELLABLE + LAZY;

  private final PredicateIndex index = new PredicateIndex(predicate -> 0.2);
  private final Evaluation single = new Evaluation();
  private final BatchEvaluation batch = new BatchEvaluation();

  @Test
  void a_batch_finds_asks_and_counts_what_its_cases_do_one_by_one() {
    long seed = Long.getLong("seed", 1);
    for (int round = 0; round < 60 * Integer.getInteger("times", 1); round++) {
      var duel = new BatchDuelTest();
      duel.round(new Random(seed + round), seed + round);
    }
  }

  private void round(Random random, long seed) {
    for (int p = 0; p < ALL; p++) {
      if (p < TOLD) {
        index.addPredicate(random.nextDouble());
      } else if (p < TOLD + TELLABLE) {
        index.addTellablePredicate();
      } else {
        index.addLazyPredicate();
      }
    }
    for (int step = 0; step < 12; step++) {
      for (int i = random.nextInt(12); i >= 0; i--) {
        index.addProgram(condition(random, 3));
      }
      if (random.nextInt(4) == 0) {
        index.adopt(index.plan(index.view()));
      }
      int often = 1 + random.nextInt(5);
      List<TreeSet<Integer>> truths = new ArrayList<>();
      for (int i = random.nextInt(BatchEvaluation.MOST_CASES); i >= 0; i--) {
        TreeSet<Integer> one = new TreeSet<>();
        IntStream.range(0, ALL).filter(p -> random.nextInt(often) == 0).forEach(one::add);
        truths.add(one);
      }
      compare(truths, "-Dseed=" + seed + " step " + step);
    }
  }

  private void compare(List<TreeSet<Integer>> truths, String where) {
    PredicateIndex.View view = index.view();
    List<TreeSet<Integer>> found = new ArrayList<>();
    List<TreeSet<Integer>> asked = new ArrayList<>();
    batch.begin(view);
    for (int i = 0; i < truths.size(); i++) {
      found.add(new TreeSet<>());
      asked.add(new TreeSet<>());
      batch.next(i);
      told(truths.get(i)).forEach(batch::set);
    }
    BatchEvaluation.LazyTruth lazy =
        (predicate, cases) -> {
          long holds = 0;
          for (int i = 0; i < truths.size(); i++) {
            if ((cases >>> i & 1) != 0) {
              assertThat(asked.get(i).add(predicate)).as("%s: asked twice", where).isTrue();
              holds |= truths.get(i).contains(predicate) ? 1L << i : 0;
            }
          }
          return holds;
        };
    batch.run(
        lazy,
        (program, cases) -> {
          for (int i = 0; i < truths.size(); i++) {
            if ((cases >>> i & 1) != 0) {
              assertThat(found.get(i).add(program)).as("%s: found twice", where).isTrue();
            }
          }
        });
    for (int i = 0; i < truths.size(); i++) {
      TreeSet<Integer> truth = truths.get(i);
      TreeSet<Integer> foundAlone = new TreeSet<>();
      TreeSet<Integer> askedAlone = new TreeSet<>();
      single.begin(view);
      told(truth).forEach(single::set);
      single.run(
          predicate -> {
            askedAlone.add(predicate);
            return truth.contains(predicate);
          },
          foundAlone::add);
      assertThat(found.get(i)).as(where).isEqualTo(foundAlone);
      assertThat(batch.candidates(i)).as(where).isEqualTo(single.candidates());
      assertThat(batch.programRuns(i)).as(where).isEqualTo(single.programRuns());
      assertThat(asked.get(i)).as(where).isEqualTo(askedAlone);
    }
  }

  /** Tellable ones as a tree of ranges would: those that are anchors. */
  private List<Integer> told(TreeSet<Integer> truth) {
    return truth.stream().filter(p -> p < TOLD || (p < TOLD + TELLABLE && p % 2 == 0)).toList();
  }

  private static Condition condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return random.nextInt(30) == 0
          ? (random.nextBoolean() ? Condition.TRUE : Condition.FALSE)
          : Condition.leaf(random.nextInt(ALL));
    }
    if (random.nextInt(4) == 0) {
      return Condition.not(condition(random, depth - 1));
    }
    List<Condition> parts = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      parts.add(condition(random, depth - 1));
    }
    return random.nextBoolean()
        ? Condition.all(parts)
        : Condition.atLeast(random.nextInt(parts.size() + 2), parts);
  }

  @Test
  void postings_of_what_is_true_in_all_cases_are_looked_at_once() {
    int word = index.addPredicate(0.5);
    for (int i = 0; i < 100; i++) {
      index.addProgram(Condition.all(Condition.leaf(word), Condition.leaf(rare())));
    }
    int other = rare();
    index.addProgram(Condition.leaf(other));
    batch.begin(index.view());
    for (int i = 0; i < 64; i++) {
      batch.next(i);
      batch.set(word);
    }
    batch.run((predicate, asked) -> 0, (program, cases) -> {});
    assertThat(batch.overlap()).isZero(); // filed under the rare ones
    batch.begin(index.view());
    for (int i = 0; i < 64; i++) {
      batch.next(i);
      batch.set(other);
    }
    batch.run((predicate, asked) -> 0, (program, cases) -> assertThat(cases).isEqualTo(-1L));
    assertThat(batch.overlap()).isEqualTo(64);
  }

  private int rare() {
    return index.addPredicate(0.001);
  }

  @Test
  void counters_side_by_side_count_each_for_itself() {
    var counter = new MaskCounter();
    for (int i = 0; i < 1000; i++) {
      counter.add(i % 3 == 0 ? -1L : 1L << 7);
    }
    assertThat(counter.of(7)).isEqualTo(1000);
    assertThat(counter.of(63)).isEqualTo(334);
    counter.clear();
    assertThat(counter.of(7)).isZero();
  }
}
