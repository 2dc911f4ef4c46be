package io.sluice.cep.plan;

import io.sluice.cep.plan.PatternPlan.Gap;
import java.util.List;
import java.util.stream.Collectors;

/** Row patterns of a plan, in the signs of the language. */
final class PatternPrinter {
  private final List<MatchPlan.Variable> variables;

  PatternPrinter(List<MatchPlan.Variable> variables) {
    this.variables = variables;
  }

  String print(MatchPlan match) {
    String positive = print(match.pattern(), false);
    String before = match.leadingNot().isEmpty() ? "" : "NOT " + names(match.leadingNot()) + " -> ";
    String after = match.trailingNot().isEmpty() ? "" : " -> NOT " + names(match.trailingNot());
    return before + positive + after;
  }

  /** {@code relaxed}: inside of RELAXED, where neighbours without a gap must say so. */
  private String print(PatternPlan pattern, boolean relaxed) {
    return switch (pattern) {
      case PatternPlan.Take t -> name(t.variable());
      case PatternPlan.Empty _ -> "()";
      case PatternPlan.Sequence s -> sequence(s, relaxed);
      case PatternPlan.Choice c ->
          c.branches().stream()
              .map(b -> print(b, relaxed))
              .collect(Collectors.joining(" | ", "(", ")"));
      case PatternPlan.Repeat r -> repeat(r, relaxed);
      case PatternPlan.Permute p ->
          p.elements().stream()
              .map(e -> print(e, relaxed))
              .collect(Collectors.joining(", ", "PERMUTE(", ")"));
      case PatternPlan.PartitionStart _ -> "^";
      case PatternPlan.PartitionEnd _ -> "$";
      case PatternPlan.Exclude e -> "{- " + print(e.body(), relaxed) + " -}";
    };
  }

  private String sequence(PatternPlan.Sequence sequence, boolean relaxed) {
    var out = new StringBuilder();
    boolean strict = false;
    for (int i = 0; i < sequence.parts().size(); i++) {
      if (i > 0) {
        Gap gap = sequence.gaps().get(i - 1);
        strict |= gap.kind() == Gap.Kind.NONE;
        out.append(gap(gap));
      }
      PatternPlan part = sequence.parts().get(i);
      String text = print(part, relaxed);
      out.append(part instanceof PatternPlan.Sequence ? "(" + text + ")" : text);
    }
    return relaxed && strict ? "STRICT(" + out + ")" : out.toString();
  }

  private String gap(Gap gap) {
    String arrow =
        switch (gap.kind()) {
          case NONE -> " ";
          case SKIP_TILL_NEXT -> " -> ";
          case SKIP_TILL_ANY -> " ->> ";
        };
    return gap.forbidden().isEmpty() ? arrow : arrow + "NOT " + names(gap.forbidden()) + arrow;
  }

  private String repeat(PatternPlan.Repeat repeat, boolean relaxed) {
    boolean wrap = repeat.between().kind() != Gap.Kind.NONE && !relaxed;
    String body = print(repeat.body(), relaxed || wrap);
    boolean brackets =
        repeat.body() instanceof PatternPlan.Sequence
            || repeat.body() instanceof PatternPlan.Repeat;
    String loop =
        (brackets ? "(" + body + ")" : body) + quantifier(repeat) + (repeat.greedy() ? "" : "?");
    return wrap ? "RELAXED(" + loop + ")" : loop;
  }

  private static String quantifier(PatternPlan.Repeat repeat) {
    Integer max = repeat.max();
    int min = repeat.min();
    if (max == null) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == 0 && max == 1 ? "?" : min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
  }

  private String names(List<Integer> indexes) {
    return indexes.size() == 1
        ? name(indexes.getFirst())
        : indexes.stream().map(this::name).collect(Collectors.joining(" | ", "(", ")"));
  }

  private String name(int variable) {
    return variables.get(variable).name();
  }
}
