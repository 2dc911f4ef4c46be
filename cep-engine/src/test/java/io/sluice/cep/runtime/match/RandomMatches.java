package io.sluice.cep.runtime.match;

import static io.sluice.cep.runtime.match.Letters.v;

import io.sluice.cep.event.Event;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.program.MatchProgram.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random clauses over three variables whose conditions overlap, and rows for them. */
public final class RandomMatches {
  private static final String LETTERS = "ABCX";

  private RandomMatches() {}

  /** A clause without rows. */
  public static Letters clause(Random random) {
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
      if (random.nextInt(3) == 0) {
        clause.timeouts();
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
    if (random.nextInt(4) == 0) {
      clause.unmatched();
    } else if (random.nextInt(4) == 0
        && skip != Skip.NO_SKIP
        && clause.trailingNot.isEmpty()
        && !clause.timeouts) {
      clause.early();
    }
    clause.bounded = skip == Skip.TO_NEXT_ROW && random.nextBoolean();
    return clause;
  }

  /** At most {@code most} rows of letters, some at one time. */
  static List<Event> rows(Random random, int most) {
    var rows = new ArrayList<Event>();
    long time = 0;
    for (int i = 0, n = 1 + random.nextInt(most); i < n; i++) {
      rows.add(Letters.row(i, time, letter(random), random.nextInt(4)));
      time += random.nextInt(4) == 0 ? 0 : 1000L * (1 + random.nextInt(2));
    }
    return rows;
  }

  public static char letter(Random random) {
    return LETTERS.charAt(random.nextInt(LETTERS.length()));
  }

  private static PatternPlan pattern(Random random, int depth) {
    if (depth == 0) {
      return v((char) ('A' + random.nextInt(3)));
    }
    return switch (random.nextInt(14)) {
      case 12 -> {
        var elements = new ArrayList<PatternPlan>();
        for (int i = 0, n = 2 + random.nextInt(2); i < n; i++) {
          elements.add(pattern(random, depth - 2 < 0 ? 0 : depth - 2));
        }
        yield new PatternPlan.Permute(elements);
      }
      case 13 -> new PatternPlan.Exclude(pattern(random, depth - 1));
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
}
