package io.sluice.cep.runtime.match;

import static io.sluice.cep.runtime.match.Letters.v;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.program.MatchProgram.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The matcher against the definition ({@link NaiveMatcher}) on random patterns and rows. {@code
 * -Dduel.seconds=60} runs longer, {@code -Dseed=N} repeats one case.
 */
class MatcherDuelTest {
  private static final int SECONDS = Integer.getInteger("duel.seconds", 3);
  private static final String LETTERS = "ABCX";

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
      return new Case(copy, rows);
    }

    @Override
    public String toString() {
      var names = new ArrayList<String>();
      for (char c = 'A'; c <= 'Z'; c++) {
        names.add(String.valueOf(c));
      }
      return "pattern %s%nfits %s, at least %s, skip %s %s, within %s, gap %s, then not '%s', first not '%s', bounded %s%n%srows %s"
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
              clause.program().pattern().dump(names),
              rows.stream()
                  .map(r -> "%s%s@%d".formatted(r.values()[0], r.values()[1], r.time() / 1000))
                  .toList());
    }
  }

  @Test
  void the_matcher_finds_what_the_definition_says() {
    Long only = Long.getLong("seed");
    long seed = only != null ? only : System.nanoTime();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    int cases = 0;
    int withMatches = 0;
    do {
      Case one = random(new Random(seed));
      if (one.differs()) {
        Case small = shrink(one);
        assertThat(small.actual())
            .as("seed %d, shrunk:%n%s%n", seed, small)
            .isEqualTo(small.expected());
      }
      withMatches += one.expected().isEmpty() ? 0 : 1;
      cases++;
      seed++;
    } while (only == null && System.nanoTime() < end);
    System.out.printf("%d duels, %d with matches, last seed %d%n", cases, withMatches, seed - 1);
    assertThat(only != null || withMatches > cases / 10).isTrue();
  }

  // ---- random cases ----

  private static Case random(Random random) {
    var clause = Letters.match(pattern(random, 3));
    for (char variable : "ABCN".toCharArray()) {
      var letters = new StringBuilder();
      for (char letter : LETTERS.toCharArray()) {
        if (random.nextInt(10) < (letter == variable || variable == 'N' && letter == 'X' ? 8 : 2)) {
          letters.append(letter);
        }
      }
      clause.fits(variable, letters.toString());
    }
    if (random.nextInt(4) == 0) {
      clause.atLeast((char) ('A' + random.nextInt(3)), (char) ('A' + random.nextInt(3)));
      clause.atLeast.entrySet().removeIf(e -> e.getKey().equals(e.getValue()));
    }
    if (random.nextBoolean()) {
      clause.within(2 + random.nextInt(8));
      if (random.nextInt(4) == 0) {
        clause.thenNot("N");
      }
      if (random.nextInt(6) == 0) {
        clause.firstNot("N");
      }
    }
    if (random.nextInt(6) == 0) {
      clause.gap(1 + random.nextInt(4));
    }
    var skips =
        List.of(Skip.PAST_LAST_ROW, Skip.TO_NEXT_ROW, Skip.TO_FIRST, Skip.TO_LAST, Skip.NO_SKIP);
    Skip skip = skips.get(random.nextInt(skips.size()));
    clause.skip(
        skip,
        skip == Skip.TO_FIRST || skip == Skip.TO_LAST ? random.nextBoolean() ? "B" : "AC" : "");
    clause.bounded = skip == Skip.TO_NEXT_ROW && random.nextBoolean();
    int most = skip == Skip.NO_SKIP ? 8 : 14;
    var rows = new ArrayList<Event>();
    long time = 0;
    for (int i = 0, n = 1 + random.nextInt(most); i < n; i++) {
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      rows.add(Letters.row(i, time, letter, random.nextInt(4)));
      time += random.nextInt(4) == 0 ? 0 : 1000L * (1 + random.nextInt(2));
    }
    return new Case(clause, rows);
  }

  private static PatternPlan pattern(Random random, int depth) {
    if (depth == 0) {
      return v((char) ('A' + random.nextInt(3)));
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> v((char) ('A' + random.nextInt(3)));
      case 2 -> random.nextInt(4) == 0 ? new PatternPlan.Empty() : pattern(random, depth - 1);
      case 3, 4 -> {
        var branches = new ArrayList<PatternPlan>();
        for (int i = 0, n = 2 + random.nextInt(2); i < n; i++) {
          branches.add(pattern(random, depth - 1));
        }
        yield new PatternPlan.Choice(branches);
      }
      case 5, 6, 7 -> {
        int min = random.nextInt(3);
        Integer max = random.nextInt(2) == 0 ? null : (Integer) (min + random.nextInt(3));
        yield new PatternPlan.Repeat(
            pattern(random, depth - 1), min, max, random.nextInt(3) > 0, gap(random));
      }
      case 8 ->
          random.nextInt(6) == 0 ? new PatternPlan.PartitionStart() : pattern(random, depth - 1);
      default -> {
        var parts = new ArrayList<PatternPlan>();
        var gaps = new ArrayList<Gap>();
        for (int i = 0, n = 2 + random.nextInt(3); i < n; i++) {
          parts.add(pattern(random, depth - 1));
          if (i > 0) {
            gaps.add(gap(random));
          }
        }
        yield new PatternPlan.Sequence(parts, gaps);
      }
    };
  }

  private static Gap gap(Random random) {
    Gap.Kind kind =
        switch (random.nextInt(5)) {
          case 0, 1 -> Gap.Kind.NONE;
          case 2, 3 -> Gap.Kind.SKIP_TILL_NEXT;
          default -> Gap.Kind.SKIP_TILL_ANY;
        };
    boolean not = kind != Gap.Kind.NONE && random.nextInt(4) == 0;
    return new Gap(kind, not ? Letters.indexes("N") : List.of());
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
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.Permute _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _,
          PatternPlan.Exclude _ -> {}
    }
    return result;
  }
}
