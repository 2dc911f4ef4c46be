package io.sluice.cep.explain;

import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.Standing;
import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.cep.program.QueryProgram;
import io.sluice.cep.runtime.automaton.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is and how it runs.
 *
 * @param words sentences, a line for each step
 * @param plan as {@link PlanPrinter} prints it
 * @param program the instructions that run, and which matcher runs them
 * @param lookahead rows that NEXT in a condition waits for, before a row is decided
 * @param waiting for each variable how the partial matches are found that wait for it; last those
 *     of NOT, which would end them
 * @param automaton null for a statement without MATCH_RECOGNIZE
 */
public record Explanation(
    List<String> words,
    String plan,
    String program,
    @Nullable Automaton automaton,
    Finality finality,
    int lookahead,
    StateBound stateBound,
    Map<String, String> waiting) {

  public static Explanation of(Standing standing) {
    QueryProgram query = QueryCompiler.compile(standing);
    MatchPlan match = match(standing.plan());
    Automaton automaton = match == null ? null : Graph.of(match);
    return new Explanation(
        Words.of(standing),
        PlanPrinter.print(standing),
        program(standing, query),
        automaton,
        match == null ? Finality.EACH_ROW : Finality.of(match),
        match == null ? 0 : Finality.lookahead(match),
        match == null || automaton == null ? StateBound.NOTHING : StateBound.of(match, automaton),
        automaton == null ? Map.of() : waiting(standing, query, automaton));
  }

  private static String program(Standing standing, QueryProgram program) {
    MatchProgram match = program.match();
    return match == null
        ? program.dump()
        : program.dump() + fit(standing, program, match).text() + "\n";
  }

  private static Fit fit(Standing standing, QueryProgram query, MatchProgram match) {
    EmittedTime emitted =
        standing.target() instanceof Standing.Feed feed
            ? EmittedTime.fed(query.times(), feed.timeColumn())
            : EmittedTime.ROW;
    return Fit.of(match, hasWatermark(standing.plan()), emitted);
  }

  /** In the order in which they stand in the pattern. */
  private static Map<String, String> waiting(
      Standing standing, QueryProgram program, Automaton automaton) {
    MatchProgram match = program.match();
    var waiting = new LinkedHashMap<String, String>();
    if (match != null) {
      Fit fit = fit(standing, program, match);
      List<String> names = match.variableNames();
      for (Automaton.State state : automaton.states()) {
        int variable = names.indexOf(state.variable());
        if (variable >= 0) {
          waiting.put(names.get(variable), fit.waiting(match, variable));
        }
      }
      // A NOT has no state, and what it would end waits for its rows all the same.
      for (int variable : match.facts().later()) {
        waiting.computeIfAbsent(names.get(variable), _ -> fit.waiting(match, variable));
      }
    }
    return waiting;
  }

  private static boolean hasWatermark(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan.stream().hasWatermark();
      case Plan.Merge _ -> true;
      case Plan.StoredQueries join -> join.stream().hasWatermark();
      case Plan.Filter filter -> hasWatermark(filter.input());
      case Plan.Project project -> hasWatermark(project.input());
      case Plan.Limit limit -> hasWatermark(limit.input());
      case Plan.Match match -> hasWatermark(match.input());
    };
  }

  /** When a match is told, in words. */
  public String reported() {
    return finality.words()
        + (lookahead == 0
            ? ""
            : lookahead == 1
                ? "; NEXT in a condition waits for one more row"
                : "; NEXT in a condition waits for " + lookahead + " more rows");
  }

  private static @Nullable MatchPlan match(Plan plan) {
    return switch (plan) {
      case Plan.Scan _, Plan.Merge _, Plan.StoredQueries _ -> null;
      case Plan.Filter filter -> match(filter.input());
      case Plan.Project project -> match(project.input());
      case Plan.Limit limit -> match(limit.input());
      case Plan.Match match -> match.match();
    };
  }
}
