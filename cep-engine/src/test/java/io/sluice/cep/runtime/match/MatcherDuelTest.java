package io.sluice.cep.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.program.MatchProgram.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The matcher against the definition ({@link NaiveMatcher}) on random patterns and rows. {@code
 * -Dtimes=k} runs longer, {@code -Dseed=n} begins elsewhere.
 */
class MatcherDuelTest {
  private static final int DUELS = 15_000 * Integer.getInteger("times", 1);

  /** What is tried: the clause without its pattern, the pattern, the rows. */
  private record Case(Letters clause, List<Event> rows) {
    List<String> expected() {
      return sorted(new NaiveMatcher(clause, rows).matches());
    }

    List<String> actual() {
      return sorted(clause.reports(rows).stream().map(Letters.Reported::match).toList());
    }

    /** Where nothing makes a match wait, matches overtake. */
    private List<String> sorted(List<String> matches) {
      boolean ordered =
          clause.skip != Skip.NO_SKIP && (clause.skip != Skip.TO_NEXT_ROW || clause.bounded);
      return ordered ? matches : matches.stream().sorted().toList();
    }

    boolean differs() {
      return !expected().equals(actual());
    }

    Case with(PatternPlan pattern) {
      var copy = Letters.match(pattern);
      copy.fits.putAll(clause.fits);
      copy.atLeast.putAll(clause.atLeast);
      copy.skip = clause.skip;
      copy.skipTarget = clause.skipTarget;
      copy.within = clause.within;
      copy.gap = clause.gap;
      copy.trailingNot = clause.trailingNot;
      copy.leadingNot = clause.leadingNot;
      copy.bounded = clause.bounded;
      copy.rows = clause.rows;
      copy.timeouts = clause.timeouts;
      copy.early = clause.early;
      return new Case(copy, rows);
    }

    @Override
    public String toString() {
      var names = new ArrayList<String>();
      for (char c = 'A'; c <= 'Z'; c++) {
        names.add(String.valueOf(c));
      }
      return "pattern %s%nfits %s, at least %s, skip %s %s, within %s, gap %s, then not '%s', first not '%s', bounded %s, %s, timeouts %s, early %s%n%srows %s"
          .formatted(
              clause.pattern,
              clause.fits,
              clause.atLeast,
              clause.skip,
              clause.skipTarget,
              clause.within,
              clause.gap,
              clause.trailingNot,
              clause.leadingNot,
              clause.bounded,
              clause.rows,
              clause.timeouts,
              clause.early,
              clause.program().pattern().dump(names),
              rows.stream()
                  .map(r -> "%s%s@%d".formatted(r.values()[0], r.values()[1], r.time() / 1000))
                  .toList());
    }
  }

  @Test
  void the_matcher_finds_what_the_definition_says() {
    long seed = Long.getLong("seed", 1);
    int withMatches = 0;
    long rows = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      Letters clause = RandomMatches.clause(random);
      Case one = new Case(clause, RandomMatches.rows(random, clause.skip == Skip.NO_SKIP ? 8 : 14));
      if (one.differs()) {
        Case small = shrink(one);
        assertThat(small.actual())
            .as("seed %d, shrunk:%n%s%n%n%s%n", seed, small, CaseText.of(small.clause, small.rows))
            .isEqualTo(small.expected());
      }
      rows += one.rows.size();
      withMatches += one.expected().isEmpty() ? 0 : 1;
    }
    System.out.printf(
        "%d duels, %d rows, %d with matches, last seed %d%n", DUELS, rows, withMatches, seed - 1);
    assertThat(withMatches).isGreaterThan(DUELS / 10);
  }

  // ---- shrinking ----

  private static Case shrink(Case failing) {
    Case best = failing;
    for (Case next = smaller(best); next != null; next = smaller(best)) {
      best = next;
    }
    return best;
  }

  private static Case smaller(Case failing) {
    for (int i = 0; i < failing.rows.size(); i++) {
      var rows = new ArrayList<>(failing.rows);
      rows.remove(i);
      if (new Case(failing.clause, rows).differs()) {
        return new Case(failing.clause, rows);
      }
    }
    for (PatternPlan pattern : simpler(failing.clause.pattern)) {
      if (failing.with(pattern).differs()) {
        return failing.with(pattern);
      }
    }
    Case plain = failing.with(failing.clause.pattern);
    plain.clause.gap = OptionalLong.empty();
    if (failing.clause.gap.isPresent() && plain.differs()) {
      return plain;
    }
    Case unrelated = failing.with(failing.clause.pattern);
    unrelated.clause.atLeast.clear();
    return !failing.clause.atLeast.isEmpty() && unrelated.differs() ? unrelated : null;
  }

  private static List<PatternPlan> simpler(PatternPlan pattern) {
    var result = new ArrayList<PatternPlan>();
    switch (pattern) {
      case PatternPlan.Sequence sequence -> {
        result.addAll(sequence.parts());
        for (int i = 0; i < sequence.parts().size(); i++) {
          for (PatternPlan part : simpler(sequence.parts().get(i))) {
            var parts = new ArrayList<>(sequence.parts());
            parts.set(i, part);
            result.add(new PatternPlan.Sequence(parts, sequence.gaps()));
          }
        }
      }
      case PatternPlan.Choice choice -> {
        result.addAll(choice.branches());
        for (int i = 0; i < choice.branches().size(); i++) {
          for (PatternPlan branch : simpler(choice.branches().get(i))) {
            var branches = new ArrayList<>(choice.branches());
            branches.set(i, branch);
            result.add(new PatternPlan.Choice(branches));
          }
        }
      }
      case PatternPlan.Repeat r -> {
        result.add(r.body());
        for (PatternPlan body : simpler(r.body())) {
          result.add(new PatternPlan.Repeat(body, r.min(), r.max(), r.greedy(), r.between()));
        }
      }
      case PatternPlan.Permute permute -> result.addAll(permute.elements());
      case PatternPlan.Exclude exclude -> result.add(exclude.body());
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ -> {}
    }
    return result;
  }
}
