package io.sluice.cep.analyze;

import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.MatchPlan.Skip;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** AFTER MATCH. */
final class SkipAnalyzer {
  private static final long MOST_PER_ROW = 1_000_000;

  private final Context ctx;
  private final Variables variables;
  private final PatternPlan pattern;

  SkipAnalyzer(Context ctx, Variables variables, PatternPlan pattern) {
    this.ctx = ctx;
    this.variables = variables;
    this.pattern = pattern;
  }

  /** Where to go on, or null after an error. */
  @Nullable Skip analyze(MatchRecognize clause) {
    MatchRecognize.AfterMatch after = clause.afterMatch();
    if (after == null) {
      return new Skip(Skip.Mode.PAST_LAST_ROW, RowSet.ALL);
    }
    return switch (after.mode()) {
      case PAST_LAST_ROW -> new Skip(Skip.Mode.PAST_LAST_ROW, RowSet.ALL);
      case TO_NEXT_ROW -> new Skip(Skip.Mode.TO_NEXT_ROW, RowSet.ALL);
      case NO_SKIP -> noSkip(clause, after);
      case TO_FIRST -> toVariable(after, Skip.Mode.TO_FIRST);
      case TO_LAST -> toVariable(after, Skip.Mode.TO_LAST);
    };
  }

  private @Nullable Skip noSkip(MatchRecognize clause, MatchRecognize.AfterMatch after) {
    Long perRow = after.perRow();
    if (perRow == null) {
      return new Skip(Skip.Mode.NO_SKIP, RowSet.ALL);
    }
    if (perRow < 1 || perRow > MOST_PER_ROW) {
      return refused(
          after,
          "LIMIT %d PER ROW is no number of matches from 1 to %,d".formatted(perRow, MOST_PER_ROW),
          "leave LIMIT out for all of them");
    }
    MatchRecognize.RowsPerMatch rows = clause.rowsPerMatch();
    if (rows != null && rows.kind() == MatchRecognize.RowsKind.ONE_PER_LAST_ROW) {
      return refused(
          after,
          "ONE ROW PER LAST ROW is over all matches that end at a row, and LIMIT leaves some out",
          "leave LIMIT out, or write ONE ROW PER MATCH");
    }
    return new Skip(Skip.Mode.NO_SKIP, RowSet.ALL, perRow.intValue());
  }

  private @Nullable Skip refused(MatchRecognize.AfterMatch after, String message, String help) {
    ctx.report(DiagnosticCode.LIMIT_PER_ROW, after.span(), message, "not here", help);
    return null;
  }

  private @Nullable Skip toVariable(MatchRecognize.AfterMatch after, Skip.Mode mode) {
    Name target = after.target();
    if (target == null) {
      return null;
    }
    RowSet set = variables.find(target);
    if (variables.isStranger(target)) {
      return null;
    }
    if (set == null && target.text().equalsIgnoreCase("NEXT")) {
      ctx.report(
          DiagnosticCode.SKIP_UNKNOWN
              .at(target.span(), "SKIP TO NEXT says ROW behind it", "read as a variable")
              .withHelp("write SKIP TO NEXT ROW")
              .withEdit(target.span(), "NEXT ROW"));
      return null;
    }
    if (set == null) {
      ctx.reportName(
          DiagnosticCode.SKIP_UNKNOWN,
          target,
          "AFTER MATCH SKIP goes to an unknown variable '%s'".formatted(target.text()),
          "not in PATTERN",
          "variables",
          variables.all());
      return null;
    }
    if (set.variables().stream().noneMatch(variables::hasRows)) {
      ctx.report(
          DiagnosticCode.NEVER_A_ROW,
          target.span(),
          "'%s' stands behind NOT, so a match has no row of it".formatted(target.text()),
          "never has a row",
          "choose a variable that has rows");
      return null;
    }
    Set<Integer> first = PatternShape.first(pattern);
    boolean alwaysFirst =
        !PatternShape.matchesNothing(pattern) && set.variables().containsAll(first);
    boolean onlyOnce = PatternShape.most(pattern, set.variables()) <= 1;
    if (alwaysFirst && (mode == Skip.Mode.TO_FIRST || onlyOnce)) {
      ctx.report(
          DiagnosticCode.SKIP_TO_FIRST_ROW,
          target.span(),
          "'%s' is the first row of every match: the same match would be found again"
              .formatted(target.text()),
          "the row that the match began at",
          "write SKIP TO NEXT ROW or SKIP PAST LAST ROW");
      return null;
    }
    boolean canBeFirst = first.stream().anyMatch(set.variables()::contains);
    boolean mayBeFirst =
        canBeFirst
            && (mode == Skip.Mode.TO_FIRST || PatternShape.least(pattern, set.variables()) <= 1);
    if (PatternShape.least(pattern, set.variables()) == 0 || mayBeFirst) {
      ctx.report(
          DiagnosticCode.SKIP_MAY_FALL_BACK,
          target.span(),
          mayBeFirst
              ? "'%s' may be the first row of a match".formatted(target.text())
              : "a match may have no row of '%s'".formatted(target.text()),
          mayBeFirst ? "perhaps the first row" : "perhaps no row",
          ctx.bounded()
              ? "such a match ends the query with an error"
              : "then it goes on at the next row, as SKIP TO NEXT ROW does");
    }
    return new Skip(mode, set);
  }
}
