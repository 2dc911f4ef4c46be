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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is and how it runs.
 *
 * @param words sentences, a line for each step
 * @param plan as {@link PlanPrinter} prints it
 * @param program the instructions that run, and which matcher runs them
 * @param lookahead rows that NEXT in a condition waits for, before a row is decided
 * @param automaton null for a statement without MATCH_RECOGNIZE
 */
public record Explanation(
    List<String> words,
    String plan,
    String program,
    @Nullable Automaton automaton,
    Finality finality,
    int lookahead,
    StateBound stateBound) {

  public static Explanation of(Standing standing) {
    MatchPlan match = match(standing.plan());
    Automaton automaton = match == null ? null : Graph.of(match);
    return new Explanation(
        Words.of(standing),
        PlanPrinter.print(standing),
        program(standing),
        automaton,
        match == null ? Finality.EACH_ROW : Finality.of(match),
        match == null ? 0 : Finality.lookahead(match),
        match == null || automaton == null ? StateBound.NOTHING : StateBound.of(match, automaton));
  }

  private static String program(Standing standing) {
    QueryProgram program = QueryCompiler.compile(standing);
    MatchProgram match = program.match();
    if (match == null) {
      return program.dump();
    }
    // What a stream with a watermark feeds is known where the pattern is deployed only.
    Fit fit = Fit.of(match, hasWatermark(standing.plan()), EmittedTime.ROW);
    return program.dump() + fit.text() + "\n";
  }

  private static boolean hasWatermark(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan.stream().hasWatermark();
      case Plan.Merge _ -> true;
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
      case Plan.Scan _, Plan.Merge _ -> null;
      case Plan.Filter filter -> match(filter.input());
      case Plan.Project project -> match(project.input());
      case Plan.Limit limit -> match(limit.input());
      case Plan.Match match -> match.match();
    };
  }
}
