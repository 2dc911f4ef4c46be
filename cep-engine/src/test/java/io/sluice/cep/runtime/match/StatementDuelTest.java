package io.sluice.cep.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.event.Event;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.testing.DuelCase;
import io.sluice.cep.testing.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The duels once more, written down as statements and run by the whole engine. */
class StatementDuelTest {
  private static final int DUELS = 1_000 * Integer.getInteger("times", 1);

  @Test
  void statements_find_what_the_definition_says() {
    long seed = Long.getLong("seed", 1);
    int run = 0;
    int matched = 0;
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed);
      Letters clause = RandomMatches.clause(random);
      clause.rows = MatchProgram.Rows.ONE;
      clause.bounded = false;
      List<Event> rows =
          RandomMatches.rows(random, clause.skip == MatchProgram.Skip.NO_SKIP ? 7 : 12);
      String text = CaseText.of(clause, rows);
      String script = text.substring(text.indexOf("CREATE"), text.indexOf("-- events"));
      CompileResult compiled = StatementCompiler.compile(script, Catalog.EMPTY);
      if (!hasForm(clause.pattern) || !compiled.isValid()) {
        continue;
      }
      run++;
      if (!told(script, rows).equals(expected(clause, rows))) {
        List<Event> few =
            DuelCase.shrunk(rows, some -> !told(script, some).equals(expected(clause, some)));
        fail("-Dseed=%d, shrunk:%n%s%ngot %s", seed, CaseText.of(clause, few), told(script, few));
      }
      matched += expected(clause, rows).isEmpty() ? 0 : 1;
    }
    System.out.printf(
        "%d of %d duels as statements, %d with matches, last seed %d%n",
        run, DUELS, matched, seed - 1);
    assertThat(run).isGreaterThan(DUELS / 4);
    assertThat(matched).isGreaterThan(run / 4);
  }

  /** Whether the pattern can be written: RELAXED has the gaps of {@code ->}, and no NOT. */
  private static boolean hasForm(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Repeat r ->
          r.between().kind() != Gap.Kind.SKIP_TILL_ANY
              && r.between().forbidden().isEmpty()
              && (r.between().kind() == Gap.Kind.NONE || !hasGaps(r.body()))
              && hasForm(r.body());
      case PatternPlan.Sequence s -> s.parts().stream().allMatch(StatementDuelTest::hasForm);
      case PatternPlan.Choice c -> c.branches().stream().allMatch(StatementDuelTest::hasForm);
      case PatternPlan.Permute p -> p.elements().stream().allMatch(StatementDuelTest::hasForm);
      case PatternPlan.Exclude e -> hasForm(e.body());
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ ->
          true;
    };
  }

  private static boolean hasGaps(PatternPlan body) {
    return !(body instanceof PatternPlan.Take);
  }

  private static List<String> told(String script, List<Event> rows) {
    List<String> statements = Arrays.stream(script.split(";")).filter(s -> !s.isBlank()).toList();
    var events = new ArrayList<Event>();
    for (Event row : rows) {
      Object[] values = {row.values()[0], row.values()[1], row.time()};
      events.add(new Event("e", row.time(), events.size(), values, Map.of()));
    }
    return Tasks.run(statements, events, false).rows().stream()
        .map(row -> row.values()[0] + " " + row.values()[1])
        .sorted()
        .toList();
  }

  private static List<String> expected(Letters clause, List<Event> rows) {
    return new NaiveMatcher(clause, rows)
        .told().stream().map(StatementDuelTest::text).sorted().toList();
  }

  private static String text(Match match) {
    Labels labels = match.labels();
    List<String> names =
        labels == null
            ? null
            : labels.inOrder().stream()
                .map(l -> String.valueOf((char) ('A' + l.variable())))
                .toList();
    return names + " " + match.time();
  }
}
