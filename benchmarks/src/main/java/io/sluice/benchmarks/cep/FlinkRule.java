package io.sluice.benchmarks.cep;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of Flink CEP, with a filter in front of it where rows between do not matter. Steps are
 * called a, b and c where their rows are told.
 */
final class FlinkRule<E> {
  private final int number;
  private final long within;
  private final KeySelector<E, String> key;
  private Test<E> filter = e -> true;
  private @Nullable Pattern<E, E> pattern;

  /** What Flink can carry around. */
  interface Test<E> extends Predicate<E>, Serializable {}

  interface PairTest<E> extends Serializable {
    boolean test(E earlier, E event);
  }

  private FlinkRule(int number, long within, KeySelector<E, String> key) {
    this.number = number;
    this.within = within;
    this.key = key;
  }

  static <E> FlinkRule<E> of(int number, long within, KeySelector<E, String> key) {
    return new FlinkRule<>(number, within, key);
  }

  FlinkRule<E> filter(Test<E> test) {
    filter = test;
    return this;
  }

  FlinkRule<E> begin(String name, Test<E> test) {
    pattern =
        Pattern.<E>begin(name, AfterMatchSkipStrategy.noSkip())
            .where(SimpleCondition.of(test::test));
    return this;
  }

  FlinkRule<E> next(String name, Test<E> test) {
    pattern = pattern().next(name).where(SimpleCondition.of(test::test));
    return this;
  }

  FlinkRule<E> followedBy(String name, Test<E> test) {
    pattern = pattern().followedBy(name).where(SimpleCondition.of(test::test));
    return this;
  }

  FlinkRule<E> followedByAny(String name, Test<E> test) {
    pattern = pattern().followedByAny(name).where(SimpleCondition.of(test::test));
    return this;
  }

  /** Every set of one or more. */
  FlinkRule<E> anySetOf(String name, Test<E> test) {
    pattern =
        pattern()
            .followedByAny(name)
            .where(SimpleCondition.of(test::test))
            .oneOrMore()
            .allowCombinations();
    return this;
  }

  FlinkRule<E> followedByAnyPair(String name, String earlier, PairTest<E> test) {
    pattern = pattern().followedByAny(name).where(new Pair<>(earlier, test));
    return this;
  }

  private static final class Pair<E> extends IterativeCondition<E> {
    private static final long serialVersionUID = 1L;
    private final String earlier;
    private final PairTest<E> test;

    Pair(String earlier, PairTest<E> test) {
      this.earlier = earlier;
      this.test = test;
    }

    @Override
    public boolean filter(E event, Context<E> context) throws Exception {
      for (E before : context.getEventsForPattern(earlier)) {
        return test.test(before, event);
      }
      return false;
    }
  }

  int number() {
    return number;
  }

  KeySelector<E, String> key() {
    return key;
  }

  boolean wants(E event) {
    return filter.test(event);
  }

  Pattern<E, E> pattern() {
    if (pattern == null) {
      throw new IllegalStateException("a pattern begins somewhere");
    }
    return pattern;
  }

  Pattern<E, E> whole() {
    return pattern().within(Duration.ofMillis(within));
  }
}
