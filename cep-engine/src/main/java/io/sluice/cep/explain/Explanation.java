package io.sluice.cep.explain;

import io.sluice.cep.explain.Automaton.Edge;
import io.sluice.cep.explain.Automaton.Pass;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.program.QueryCompiler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is and how it runs.
 *
 * @param words sentences, a line for each step
 * @param plan as {@link PlanPrinter} prints it
 * @param program the instructions that run
 * @param automaton null for a statement without MATCH_RECOGNIZE
 */
public record Explanation(
    List<String> words,
    String plan,
    String program,
    @Nullable Automaton automaton,
    Finality finality,
    StateBound stateBound) {

  /** When a match is reported (language: 7.4). */
  public enum Finality {
    EACH_ROW("with each row"),
    EARLY("at the row at which it is first a match, unless one that was told is still open"),
    AT_LAST_ROW("at its last row, unless an older or preferred partial match is still open"),
    SOME_ROWS_LATER("when a row shows that no longer match comes"),
    AT_BOUND("when the bound has passed, since until then a longer match may come"),
    AT_END("when the input ends");

    private final String words;

    Finality(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** How much a key can hold (language: 10). */
  public enum StateBound {
    NONE("keeps nothing"),
    ROWS_AND_TIME("keeps a bounded number of rows for a bounded time"),
    TIME("keeps rows for a bounded time"),
    ROWS("keeps a bounded number of rows until the next row of the key"),
    UNBOUNDED("may keep rows without limit");

    private final String words;

    StateBound(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public static Explanation of(Standing standing) {
    MatchPlan match = match(standing.plan());
    Automaton automaton = match == null ? null : Graph.of(match);
    return new Explanation(
        Words.of(standing),
        PlanPrinter.print(standing),
        QueryCompiler.compile(standing).dump(),
        automaton,
        match == null || automaton == null ? Finality.EACH_ROW : finality(match, automaton),
        match == null || automaton == null ? StateBound.NONE : bound(match, automaton));
  }

  private static @Nullable MatchPlan match(Plan plan) {
    return switch (plan) {
      case Plan.Scan _, Plan.Merge _ -> null;
      case Plan.Filter filter -> match(filter.input());
      case Plan.Project project -> match(project.input());
      case Plan.Limit limit -> match(limit.input());
      case Plan.Match match -> match.match();
    };
  }

  private static Finality finality(MatchPlan match, Automaton automaton) {
    boolean bounded = match.withinMillis() != null || match.gapMillis() != null;
    Finality late = bounded ? Finality.AT_BOUND : Finality.AT_END;
    if (match.early() && match.trailingNot().isEmpty()) {
      return Finality.EARLY;
    }
    if (!match.trailingNot().isEmpty()) {
      return Finality.AT_BOUND;
    }
    if (mentionsEnd(match.pattern())) {
      return Finality.AT_END;
    }
    Finality finality = Finality.AT_LAST_ROW;
    List<String> last =
        automaton.edges().stream().filter(e -> toMatch(automaton, e)).map(Edge::from).toList();
    for (Edge edge : automaton.edges()) {
      if (last.contains(edge.from()) && !toMatch(automaton, edge) && preferred(automaton, edge)) {
        if (edge.pass() != Pass.NONE) {
          return late;
        }
        finality = Finality.SOME_ROWS_LATER;
      }
    }
    return finality;
  }

  private static boolean toMatch(Automaton automaton, Edge edge) {
    return edge.to().equals(automaton.states().getLast().id());
  }

  /** A reluctant loop would rather end here than go round. */
  private static boolean preferred(Automaton automaton, Edge edge) {
    return automaton.groups().stream()
        .noneMatch(group -> group.id().equals(edge.group()) && !group.greedy());
  }

  private static boolean mentionsEnd(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.PartitionEnd _ -> true;
      case PatternPlan.Take _, PatternPlan.Empty _, PatternPlan.PartitionStart _ -> false;
      case PatternPlan.Sequence s -> s.parts().stream().anyMatch(Explanation::mentionsEnd);
      case PatternPlan.Choice c -> c.branches().stream().anyMatch(Explanation::mentionsEnd);
      case PatternPlan.Permute p -> p.elements().stream().anyMatch(Explanation::mentionsEnd);
      case PatternPlan.Repeat r -> mentionsEnd(r.body());
      case PatternPlan.Exclude e -> mentionsEnd(e.body());
    };
  }

  private static StateBound bound(MatchPlan match, Automaton automaton) {
    boolean endless = automaton.groups().stream().anyMatch(group -> group.max() == null);
    if (match.withinMillis() != null) {
      return endless ? StateBound.TIME : StateBound.ROWS_AND_TIME;
    }
    if (match.gapMillis() != null) {
      return endless ? StateBound.UNBOUNDED : StateBound.ROWS_AND_TIME;
    }
    boolean waits = automaton.edges().stream().anyMatch(e -> e.pass() != Pass.NONE);
    return endless || waits ? StateBound.UNBOUNDED : StateBound.ROWS;
  }
}
