package io.sluice.cep.duel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.StatementException;
import io.sluice.cep.event.Event;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.DuelCase;
import io.sluice.cep.testing.Tasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code ->}, {@code ->>}, NOT in the middle, at the start and at the end, RELAXED, WITHIN and GAP
 * against their rewriting to ISO ({@link Chain}), which {@link IsoDuelTest} judges by the
 * definition.
 */
class RewritingDuelTest {
  private static final int DUELS = 800 * Integer.getInteger("times", 1);

  @Test
  void what_we_add_to_iso_means_what_its_rewriting_means() {
    long seed = Long.getLong("seed", 1);
    int run = 0;
    int matched = 0;
    long rows = 0;
    Map<String, Integer> refused = new TreeMap<>();
    Map<String, Integer> kinds = new TreeMap<>();
    for (long end = seed + DUELS; seed < end; seed++) {
      var random = new Random(seed * 0x9E3779B97F4A7C15L);
      Chain chain = Chain.next(random);
      List<Event> events =
          RandomRows.events(RandomRows.shuffled(random, RandomRows.next(random, Chain.MOST_ROWS)));
      boolean restart = random.nextInt(16) == 0;
      int found;
      try {
        found = told(chain.iso(), events, false).size();
        if (differs(chain, events, restart)) {
          fail("-Dseed=%d, shrunk:%n%s", seed, shrunk(chain, events, restart));
        }
      } catch (StatementException e) {
        refused.merge(Duel.why(e), 1, Integer::sum);
        continue;
      }
      run++;
      rows += events.size();
      matched += found > 0 ? 1 : 0;
      if (found > 0) {
        kinds(chain).forEach(kind -> kinds.merge(kind, 1, Integer::sum));
      }
    }
    System.out.printf(
        "%d of %d duels with the rewriting, %d rows, %d with matches %s; no duels: %s; last seed %d%n",
        run, DUELS, rows, matched, kinds, refused, seed - 1);
    assertThat(run).isGreaterThan(DUELS * 9 / 10);
    assertThat(matched).isGreaterThan(run / 3);
    assertThat(kinds.values()).as("each of the nine forms").hasSize(9);
    assertThat(kinds.values()).allMatch(n -> n > DUELS / 150);
  }

  private static List<String> kinds(Chain chain) {
    var kinds = new ArrayList<String>();
    chain.arrows().forEach(a -> kinds.add(a.not() == null ? a.text() : "-> NOT ->"));
    kinds.removeIf(String::isEmpty);
    if (chain.elements().stream().anyMatch(e -> e.form() == Chain.Form.RELAXED_LOOP)) {
      kinds.add("RELAXED");
    }
    kinds.add(chain.within() == null ? "" : "WITHIN");
    kinds.add(chain.gap() == null ? "" : "GAP");
    kinds.add(chain.absentFirst() == null ? "" : "NOT ->");
    kinds.add(chain.absentLast() == null ? "" : "-> NOT");
    kinds.add(chain.skip().equals("NO SKIP") ? "NO SKIP" : "");
    kinds.removeIf(String::isEmpty);
    return kinds.stream().distinct().toList();
  }

  // ---- running ----

  private static List<OutputRow> told(String statement, List<Event> events, boolean restart) {
    return Tasks.run(List.of(Clause.STREAM, statement), events, restart).rows();
  }

  private static boolean differs(Chain chain, List<Event> events, boolean restart) {
    List<OutputRow> ours = told(chain.ours(), events, false);
    if (!texts(ours).equals(texts(told(chain.iso(), events, false)))) {
      return true;
    }
    return restart
        && !Tasks.run(List.of(Clause.STREAM, chain.ours()), events, true)
            .inFull()
            .equals(new Tasks.Told(ours, null, false).inFull());
  }

  /** The order is that of reporting, and a gap may be decided later than its rewriting. */
  private static List<String> texts(List<OutputRow> rows) {
    return rows.stream().map(row -> Duel.text(Arrays.asList(row.values()))).sorted().toList();
  }

  private static String shrunk(Chain chain, List<Event> events, boolean restart) {
    List<Event> few = DuelCase.shrunk(events, some -> differs(chain, some, restart));
    return "%s%n%ngot %s"
        .formatted(
            DuelCase.text(
                "A duel of the engine with the rewriting to ISO.\n# "
                    + chain.iso().replace("\n", "\n# "),
                List.of(Clause.STREAM, chain.ours()),
                few,
                told(chain.iso(), few, false)),
            texts(told(chain.ours(), few, false)));
  }
}
