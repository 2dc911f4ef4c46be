package io.sluice.cep.analyze;

import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns where the condition of a variable looks at one that can only come later: it has no row yet,
 * so its columns are NULL and its counts are 0.
 */
final class LaterVariables {
  private record Order(int earlier, int later) {}

  private final Context ctx;
  private final List<MatchPlan.Variable> variables;
  private final Set<Order> orders = new HashSet<>();
  private final Set<Integer> said = new HashSet<>();

  LaterVariables(Context ctx, List<MatchPlan.Variable> variables, PatternPlan pattern) {
    this.ctx = ctx;
    this.variables = variables;
    var _ = collect(pattern);
  }

  /** The variables in a pattern; notes which of them may come before which. */
  private Set<Integer> collect(PatternPlan pattern) {
    Set<Integer> own = new HashSet<>();
    switch (pattern) {
      case PatternPlan.Take t -> own.add(t.variable());
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ -> {}
      case PatternPlan.Sequence s -> {
        for (PatternPlan part : s.parts()) {
          Set<Integer> next = collect(part);
          before(own, next);
          own.addAll(next);
        }
      }
      case PatternPlan.Choice c -> c.branches().forEach(b -> own.addAll(collect(b)));
      case PatternPlan.Repeat r -> {
        own.addAll(collect(r.body()));
        Integer max = r.max();
        if (max == null || max > 1) {
          before(own, own);
        }
      }
      case PatternPlan.Permute p -> {
        p.elements().forEach(e -> own.addAll(collect(e)));
        before(own, own);
      }
      case PatternPlan.Exclude e -> own.addAll(collect(e.body()));
    }
    return own;
  }

  private void before(Set<Integer> earlier, Set<Integer> later) {
    for (int a : earlier) {
      for (int b : later) {
        orders.add(new Order(a, b));
      }
    }
  }

  /** {@code negated} are variables of NOT, which have no place of their own in the pattern. */
  void check(Set<Integer> negated) {
    for (int i = 0; i < variables.size(); i++) {
      TypedExpr condition = variables.get(i).condition();
      if (condition != null && !negated.contains(i)) {
        said.clear();
        look(i, condition);
      }
    }
  }

  private void look(int defined, TypedExpr expr) {
    switch (expr) {
      case TypedExpr.Navigate n -> found(defined, n.target().rows(), n.span());
      case TypedExpr.Classifier c -> found(defined, c.target().rows(), c.span());
      case TypedExpr.MatchAggregate a -> found(defined, a.rows(), a.span());
      case TypedExpr.Constant _,
          TypedExpr.Parameter _,
          TypedExpr.Column _,
          TypedExpr.OpenField _,
          TypedExpr.RowLabel _,
          TypedExpr.OfMatch _,
          TypedExpr.And _,
          TypedExpr.Or _,
          TypedExpr.Not _,
          TypedExpr.Compare _,
          TypedExpr.Arithmetic _,
          TypedExpr.Negate _,
          TypedExpr.Concatenate _,
          TypedExpr.InList _,
          TypedExpr.Like _,
          TypedExpr.IsNull _,
          TypedExpr.IsTruth _,
          TypedExpr.IsDistinct _,
          TypedExpr.Case _,
          TypedExpr.Convert _,
          TypedExpr.ArrayOf _,
          TypedExpr.Element _,
          TypedExpr.Call _,
          TypedExpr.Search _ ->
          expr.operands().forEach(e -> look(defined, e));
    }
  }

  private void found(int defined, RowSet rows, Span span) {
    boolean early =
        rows.isAll()
            || rows.contains(defined)
            || rows.variables().stream().anyMatch(v -> orders.contains(new Order(v, defined)));
    if (early || !said.add(rows.variables().getFirst())) {
      return;
    }
    String own = variables.get(defined).name();
    ctx.report(
        DiagnosticCode.COMES_LATER,
        span,
        "'%s' can not come before '%s', so it has no row yet when '%s' is decided"
            .formatted(rows.name(), own, own),
        "no row yet",
        "put the condition into the definition of '%s'".formatted(rows.name()));
  }
}
