package io.sluice.cep.explain;

import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A statement in sentences, a line for each step. */
final class Words {
  private final List<String> lines = new ArrayList<>();
  private final Set<Integer> told = new HashSet<>();

  private Words() {}

  static List<String> of(Standing standing) {
    var words = new Words();
    words.plan(standing.plan());
    words.lines.add(
        switch (standing.target()) {
          case Standing.Alerts _ -> "Each is an alert.";
          case Standing.Feed feed -> "Each is an event of `" + feed.stream() + "`.";
          case Standing.Result _ -> "Each is a row of the result.";
        });
    return List.copyOf(words.lines);
  }

  private void plan(Plan plan) {
    switch (plan) {
      case Plan.Scan scan -> lines.add("Every event of `" + scan.stream().name() + "`.");
      case Plan.Merge merge ->
          lines.add(
              "Every event of "
                  + merge.inputs().stream()
                      .map(i -> "`" + i.stream().name() + "`")
                      .collect(Collectors.joining(" and "))
                  + ".");
      case Plan.StoredQueries join ->
          lines.add(
              "Every event of `%s`, with each row that `%s` has at its time whose `%s` fits it%s%s."
                  .formatted(
                      join.stream().name(),
                      join.table().name(),
                      join.table().schema().column(join.query()).name(),
                      join.on() == null
                          ? ""
                          : " and where " + ConditionText.of(Objects.requireNonNull(join.on())),
                      join.left() ? "; once with NULLs where there is none" : ""));
      case Plan.Filter filter -> {
        plan(filter.input());
        lines.add("Only where " + ConditionText.of(filter.condition()) + ".");
      }
      case Plan.Project project -> plan(project.input());
      case Plan.Limit limit -> {
        plan(limit.input());
        lines.add("At most " + limit.rows() + " rows.");
      }
      case Plan.Match match -> {
        if (!(match.input() instanceof Plan.Scan)) {
          plan(match.input());
        }
        match(match.match(), timeName(match));
      }
    }
  }

  private static String timeName(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan ->
          scan.stream().timeColumn() < 0
              ? "arrival"
              : "`" + scan.schema().column(scan.stream().timeColumn()).name() + "`";
      case Plan.Merge merge -> "`" + merge.schema().column(merge.timeColumn()).name() + "`";
      case Plan.StoredQueries join -> timeName(new Plan.Scan(join.stream()));
      case Plan.Filter filter -> timeName(filter.input());
      case Plan.Project project -> timeName(project.input());
      case Plan.Limit limit -> timeName(limit.input());
      case Plan.Match match -> match.match().timeFirst() ? timeName(match.input()) : "ORDER BY";
    };
  }

  private void match(MatchPlan match, String time) {
    String keys =
        match.partitionBy().stream()
            .map(key -> "`" + key.name() + "`")
            .collect(Collectors.joining(" and "));
    lines.add(
        (keys.isEmpty() ? "In order of " : "For each " + keys + ", in order of ") + time + ":");
    if (!match.leadingNot().isEmpty()) {
      lines.add(
          "without "
              + variables(match, match.leadingNot())
              + " in the "
              + Durations.words(within(match))
              + " before,");
    }
    List<PatternPlan> parts =
        match.pattern() instanceof PatternPlan.Sequence s ? s.parts() : List.of(match.pattern());
    for (int i = 0; i < parts.size(); i++) {
      Gap gap = i == 0 ? Gap.NONE : ((PatternPlan.Sequence) match.pattern()).gaps().get(i - 1);
      lines.add((i == 0 ? "" : link(match, gap)) + text(match, parts.get(i)) + ",");
    }
    if (!match.trailingNot().isEmpty()) {
      lines.add(
          "and then no "
              + variables(match, match.trailingNot())
              + " until "
              + Durations.words(within(match))
              + " after the first row,");
    }
    if (match.gapMillis() != null) {
      lines.add("each less than " + Durations.words(match.gapMillis()) + " after the one before,");
    }
    if (match.withinMillis() != null && match.trailingNot().isEmpty()) {
      lines.add("all within " + Durations.words(match.withinMillis()) + ",");
    }
    String last = lines.removeLast();
    lines.add(last.substring(0, last.length() - 1) + ".");
    if (match.rowsPerMatch() == MatchPlan.RowsPerMatch.ONE_PER_LAST_ROW) {
      lines.add("One row for all matches that end at a row.");
    }
    int perRow = match.skip().perRow();
    if (perRow > 0) {
      lines.add(
          perRow == 1
              ? "Of the matches that end at a row the nearest one."
              : "Of the matches that end at a row the " + perRow + " nearest ones.");
    }
  }

  private static long within(MatchPlan match) {
    return match.withinMillis() == null ? 0 : match.withinMillis();
  }

  private String link(MatchPlan match, Gap gap) {
    String way =
        switch (gap.kind()) {
          case NONE -> "directly followed by ";
          case SKIP_TILL_NEXT -> "then ";
          case SKIP_TILL_ANY -> "then at any later row ";
        };
    return gap.forbidden().isEmpty()
        ? way
        : "then, without " + variables(match, gap.forbidden()) + " in between, ";
  }

  private String text(MatchPlan match, PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take take -> "one " + variable(match, take.variable());
      case PatternPlan.Empty _ -> "nothing";
      case PatternPlan.PartitionStart _ -> "at the first row";
      case PatternPlan.PartitionEnd _ -> "at the last row";
      case PatternPlan.Exclude exclude -> text(match, exclude.body());
      case PatternPlan.Sequence sequence -> {
        var out = new StringBuilder("(");
        for (int i = 0; i < sequence.parts().size(); i++) {
          out.append(i == 0 ? "" : " " + link(match, sequence.gaps().get(i - 1)));
          out.append(text(match, sequence.parts().get(i)));
        }
        yield out.append(")").toString();
      }
      case PatternPlan.Choice choice ->
          choice.branches().stream()
              .map(branch -> text(match, branch))
              .collect(Collectors.joining(" or "));
      case PatternPlan.Permute permute ->
          permute.elements().stream()
              .map(element -> text(match, element))
              .collect(Collectors.joining(" and ", "", " in any order"));
      case PatternPlan.Repeat repeat -> repeat(match, repeat);
    };
  }

  private String repeat(MatchPlan match, PatternPlan.Repeat repeat) {
    String body = text(match, repeat.body());
    int min = repeat.min();
    Integer max = repeat.max();
    if (min == 0 && max != null && max == 1) {
      return "optionally " + body;
    }
    String count =
        max == null
            ? min == 0 ? "any number of" : min == 1 ? "one or more" : "at least " + min
            : max == min ? String.valueOf(min) : min == 0 ? "up to " + max : min + " to " + max;
    boolean several = repeat.body() instanceof PatternPlan.Choice;
    String what =
        several
            ? "times (" + body + ")"
            : body.startsWith("one `") ? body.substring(4) : "times " + body;
    return count
        + " "
        + what
        + (repeat.between().kind() == Gap.Kind.NONE ? " in a row" : "")
        + (repeat.greedy() ? "" : " (as few as possible)");
  }

  private String variables(MatchPlan match, List<Integer> variables) {
    return variables.stream().map(v -> variable(match, v)).collect(Collectors.joining(" or "));
  }

  /** With its condition where it is named first. */
  private String variable(MatchPlan match, int index) {
    MatchPlan.Variable variable = match.variables().get(index);
    String condition = ConditionText.of(variable);
    String name = "`" + variable.name() + "`";
    return condition == null || !told.add(index) ? name : name + " (" + condition + ")";
  }
}
