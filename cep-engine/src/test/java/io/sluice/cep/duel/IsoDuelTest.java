package io.sluice.cep.duel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.StatementException;
import io.sluice.cep.duel.Labels.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * ISO's clause, all of it, as statements against {@link Judge}: bounded queries and standing
 * patterns, one to four keys, rows shuffled within the delay, and some of them restored after every
 * row. {@code -Dseed=n -Dtimes=k} as everywhere.
 */
class IsoDuelTest {
  private static final int DUELS = 2_500 * Integer.getInteger("times", 1);
  private static final int ROWS = 40;

  @Test
  void statements_of_iso_mean_what_the_definition_says() {
    long seed = Long.getLong("seed", 1);
    long steps = 0;
    int run = 0;
    int matched = 0;
    int longer = 0;
    int failed = 0;
    Map<String, Integer> refused = new HashMap<>();
    for (long end = seed + DUELS; seed < end; seed++) {
      Duel duel = duel(seed);
      Judge.Verdict verdict;
      String difference;
      try {
        verdict = duel.judged();
        difference = duel.difference();
      } catch (Judge.TooManyStrings e) {
        refused.merge("too many label strings", 1, Integer::sum);
        continue;
      } catch (StatementException e) {
        refused.merge(Duel.why(e), 1, Integer::sum);
        continue;
      }
      if (difference != null) {
        Duel small = duel.shrunk();
        fail("-Dseed=%d, shrunk:%n%s%n%n%s", seed, small.difference(), small.caseText());
      }
      run++;
      steps += duel.arrivals().size();
      matched += verdict.matches() > 0 ? 1 : 0;
      longer += verdict.longest() > 1 ? 1 : 0;
      failed += verdict.failed() ? 1 : 0;
    }
    System.out.printf(
        "%d of %d duels, %d rows, %d with matches, %d of more than one row, %d with ISO's skip error; no duels: %s; last seed %d%n",
        run, DUELS, steps, matched, longer, failed, refused, seed - 1);
    assertThat(run).isGreaterThan(DUELS * 3 / 4);
    assertThat(matched).isGreaterThan(run / 2);
    assertThat(longer).isGreaterThan(run / 4);
    assertThat(failed).isGreaterThan(run / 100);
  }

  private static Duel duel(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    Clause clause = RandomClauses.next(random);
    List<Row> rows = RandomRows.next(random, clause.skip() == Clause.Skip.NONE ? 12 : ROWS);
    return new Duel(clause, RandomRows.shuffled(random, rows), random.nextInt(16) == 0);
  }
}
