package io.sluice.cep.analyze;

import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PATTERN as a plan: RELAXED and STRICT become gaps between neighbours, NOT becomes what a gap
 * forbids, or, at an end of the whole pattern, what must not come before or after.
 */
final class PatternTranslator {
  static final long MAX_STATES = 100_000;

  /** A place where a partial match can wait or grow without end. */
  record Endless(Span span, String text, boolean loop) {}

  private final Context ctx;
  private final Variables variables;
  private final PatternHints hints;
  private final List<Integer> leadingNot = new ArrayList<>();
  private final List<Integer> trailingNot = new ArrayList<>();
  private final List<Endless> endless = new ArrayList<>();
  private @Nullable Span leadingSpan;
  private @Nullable Span exclusionSpan;
  private @Nullable Span trailingSpan;
  private boolean failed;

  PatternTranslator(Context ctx, Variables variables) {
    this.ctx = ctx;
    this.variables = variables;
    this.hints = new PatternHints(ctx, variables);
  }

  /** The positive part, or null after an error. */
  @Nullable PatternPlan translate(PatternNode root) {
    PatternPlan plan = node(unwrap(root), false, true);
    if (failed) {
      return null;
    }
    if (PatternShape.states(plan) > MAX_STATES) {
      ctx.report(
          DiagnosticCode.PATTERN_TOO_LARGE,
          root.span(),
          "the pattern needs more than %,d states".formatted(MAX_STATES),
          "too large",
          "use smaller bounds, above all in nested loops");
      return null;
    }
    hints.branchesThatNeverWin(unwrap(root));
    return plan;
  }

  List<Integer> leadingNot() {
    return leadingNot;
  }

  List<Integer> trailingNot() {
    return trailingNot;
  }

  @Nullable Span leadingSpan() {
    return leadingSpan;
  }

  @Nullable Span trailingSpan() {
    return trailingSpan;
  }

  /** Where the first {@code {- -}} stands. */
  @Nullable Span exclusionSpan() {
    return exclusionSpan;
  }

  List<Endless> endless() {
    return endless;
  }

  private static PatternNode unwrap(PatternNode node) {
    return node instanceof PatternNode.Group group ? unwrap(group.inner()) : node;
  }

  private PatternPlan node(PatternNode node, boolean relaxed, boolean top) {
    return switch (node) {
      case PatternNode.Variable v -> new PatternPlan.Take(variables.use(v.name(), true));
      case PatternNode.Group g -> node(g.inner(), relaxed, false);
      case PatternNode.Empty _ -> new PatternPlan.Empty();
      case PatternNode.Concatenation c -> concatenation(c, relaxed);
      case PatternNode.ArrowChain c -> chain(c, relaxed, top);
      case PatternNode.Negation n -> {
        misplaced(n, "nothing comes before or after it here");
        yield new PatternPlan.Empty();
      }
      case PatternNode.Alternation a ->
          new PatternPlan.Choice(a.branches().stream().map(b -> node(b, relaxed, false)).toList());
      case PatternNode.Quantified q -> quantified(q, relaxed);
      case PatternNode.Relaxed r -> node(r.inner(), true, false);
      case PatternNode.Strict s -> node(s.inner(), false, false);
      case PatternNode.PartitionStart s -> partitionStart(s);
      case PatternNode.PartitionEnd e -> partitionEnd(e);
      case PatternNode.Exclusion e -> {
        exclusionSpan = exclusionSpan == null ? e.span() : exclusionSpan;
        yield new PatternPlan.Exclude(node(e.inner(), relaxed, false));
      }
      case PatternNode.Permute p -> permute(p, relaxed);
    };
  }

  private PatternPlan partitionStart(PatternNode.PartitionStart start) {
    if (!ctx.bounded()) {
      ctx.report(
          DiagnosticCode.START_OF_STREAM,
          start.span(),
          "'^' means the first row of a key since the pattern began to look at it",
          "the first row seen",
          "a key whose state has expired begins anew");
    }
    return new PatternPlan.PartitionStart();
  }

  private PatternPlan partitionEnd(PatternNode.PartitionEnd end) {
    if (!ctx.bounded()) {
      failed = true;
      ctx.report(
          DiagnosticCode.END_OF_STREAM,
          end.span(),
          "'$' asks for the end of the partition, and a stream has none",
          "never comes",
          "end the pattern by time instead: WITHIN INTERVAL '10' MINUTE");
    }
    return new PatternPlan.PartitionEnd();
  }

  private PatternPlan permute(PatternNode.Permute permute, boolean relaxed) {
    List<PatternPlan> elements =
        permute.elements().stream().map(e -> node(e, relaxed, false)).toList();
    failed |= !PermuteOrders.fits(ctx, permute);
    if (failed) {
      return new PatternPlan.Empty();
    }
    if (!relaxed) {
      return new PatternPlan.Permute(elements);
    }
    if (elements.size() > 1) {
      gap(permute.span());
    }
    return PermuteOrders.relaxed(elements);
  }

  private PatternPlan concatenation(PatternNode.Concatenation node, boolean relaxed) {
    var parts = new ArrayList<PatternPlan>();
    var gaps = new ArrayList<Gap>();
    for (int i = 0; i < node.parts().size(); i++) {
      parts.add(node(node.parts().get(i), relaxed, false));
      if (i > 0) {
        gaps.add(between(relaxed));
        if (relaxed) {
          gap(node.parts().get(i - 1).span().to(node.parts().get(i).span()));
        }
      }
    }
    return new PatternPlan.Sequence(parts, gaps);
  }

  static Gap between(boolean relaxed) {
    return relaxed ? new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of()) : Gap.NONE;
  }

  // ---- arrows and NOT ----

  private PatternPlan chain(PatternNode.ArrowChain chain, boolean relaxed, boolean top) {
    var parts = new ArrayList<PatternPlan>();
    var gaps = new ArrayList<Gap>();
    List<PatternNode.Negation> pending = new ArrayList<>();
    Gap.Kind kind = Gap.Kind.NONE;
    PatternNode last = null;
    for (int i = 0; i < chain.parts().size(); i++) {
      PatternNode part = chain.parts().get(i);
      if (i > 0) {
        kind = wider(kind, chain.arrows().get(i - 1));
      }
      if (part instanceof PatternNode.Negation negation) {
        pending.add(negation);
        continue;
      }
      hints.askForBrackets(part);
      List<Integer> forbidden = forbidden(pending);
      if (last == null) {
        atEnd(pending, forbidden, leadingNot, top, "before");
      } else {
        gaps.add(new Gap(kind, forbidden));
        gap(last.span().to(part.span()));
      }
      parts.add(node(part, relaxed, false));
      pending = new ArrayList<>();
      kind = Gap.Kind.NONE;
      last = part;
    }
    if (last == null) {
      failed = true;
      var _ = forbidden(pending);
      ctx.report(
          DiagnosticCode.NOTHING_TO_MATCH,
          chain.span(),
          "a pattern of NOT alone has no row to begin with",
          "no row",
          "say after what it must not come: A -> %s".formatted(ctx.excerpt(chain.span())));
      return new PatternPlan.Empty();
    }
    atEnd(pending, forbidden(pending), trailingNot, top, "after");
    return parts.size() == 1 ? parts.getFirst() : new PatternPlan.Sequence(parts, gaps);
  }

  private void atEnd(
      List<PatternNode.Negation> negations,
      List<Integer> forbidden,
      List<Integer> into,
      boolean top,
      String side) {
    if (negations.isEmpty()) {
      return;
    }
    if (!top) {
      negations.forEach(
          n -> misplaced(n, "inside brackets nothing says what comes %s it".formatted(side)));
      return;
    }
    into.addAll(forbidden);
    Span span = negations.getFirst().span().to(negations.getLast().span());
    if (side.equals("before")) {
      leadingSpan = span;
    } else {
      trailingSpan = span;
    }
  }

  private static Gap.Kind wider(Gap.Kind kind, PatternNode.Arrow arrow) {
    return arrow == PatternNode.Arrow.SKIP_TILL_ANY || kind == Gap.Kind.SKIP_TILL_ANY
        ? Gap.Kind.SKIP_TILL_ANY
        : Gap.Kind.SKIP_TILL_NEXT;
  }

  private void gap(Span span) {
    endless.add(new Endless(span, ctx.excerpt(span), false));
  }

  private void misplaced(PatternNode.Negation negation, String why) {
    failed = true;
    var _ = forbidden(List.of(negation));
    ctx.report(
        DiagnosticCode.NOT_MISPLACED,
        negation.span(),
        "'%s' can not stand here: %s".formatted(ctx.excerpt(negation.span()), why),
        "no gap",
        "NOT stands between arrows: A -> NOT N -> B, or at an end of the whole pattern");
  }

  private List<Integer> forbidden(List<PatternNode.Negation> negations) {
    var out = new ArrayList<Integer>();
    for (PatternNode.Negation negation : negations) {
      forbidden(negation.operand(), out);
    }
    return out;
  }

  private void forbidden(PatternNode operand, List<Integer> out) {
    switch (operand) {
      case PatternNode.Variable v -> {
        int index = variables.use(v.name(), false);
        if (!out.contains(index)) {
          out.add(index);
        }
      }
      case PatternNode.Group g -> forbidden(g.inner(), out);
      case PatternNode.Alternation a -> a.branches().forEach(b -> forbidden(b, out));
      default -> {
        failed = true;
        var _ = node(operand, false, false);
        ctx.report(
            DiagnosticCode.NOT_OF_SEQUENCE,
            operand.span(),
            "NOT takes a variable or a choice of variables, not '%s'"
                .formatted(ctx.excerpt(operand.span())),
            "more than one row",
            "write NOT A or NOT (A | B)");
      }
    }
  }

  // ---- loops ----

  private PatternPlan quantified(PatternNode.Quantified node, boolean relaxed) {
    if (node.operand() instanceof PatternNode.Negation negation) {
      misplaced(negation, "it can not be repeated");
      return new PatternPlan.Empty();
    }
    PatternPlan body = node(node.operand(), relaxed, false);
    Integer max = node.max();
    failed |= !new QuantifierCheck(ctx).fits(node);
    if (PatternShape.matchesNothing(body) && (max == null || max > 1)) {
      ctx.report(
          DiagnosticCode.EMPTY_LOOP,
          node.span(),
          "the body of this loop can match nothing",
          "a repetition without a row ends it");
    }
    if (max == null) {
      endless.add(new Endless(node.span(), ctx.excerpt(node.span()), true));
    } else if (relaxed && max > 1) {
      gap(node.span());
    }
    return node.min() == 1 && max != null && max == 1
        ? body
        : new PatternPlan.Repeat(body, node.min(), max, node.greedy(), between(relaxed));
  }
}
