package io.sluice.cep.analyze;

import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.cep.program.expr.Constants;
import io.sluice.grammar.ast.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns of conditions that no row can make true, or that every row does. */
final class ConditionCheck {
  private final Context ctx;

  ConditionCheck(Context ctx) {
    this.ctx = ctx;
  }

  void check(TypedExpr condition) {
    if (Constants.isConstant(condition)) {
      constant(condition);
      return;
    }
    switch (condition) {
      case TypedExpr.And and -> {
        List<TypedExpr> operands = conjuncts(and);
        operands.forEach(this::check);
        if (contradict(operands) && isNew(and.span())) {
          never(and.span(), "no value is both", helpFor(and));
        }
      }
      case TypedExpr.Or or -> {
        or.operands().forEach(this::check);
        if (differFromTwo(or.operands()) && isNew(or.span())) {
          always(
              or.span(), "every value differs from one of them", "was AND meant, or NOT IN (...)?");
        }
      }
      case TypedExpr.Not not -> negated(not);
      case TypedExpr.InList in when in.list().stream().allMatch(ConditionCheck::isNull) ->
          never(in.span(), "a comparison with NULL is never true", "write IS NULL");
      default -> {}
    }
  }

  private void negated(TypedExpr.Not not) {
    switch (not.operand()) {
      case TypedExpr.And and when contradict(conjuncts(and)) && isNew(not.span()) ->
          always(not.span(), "no value is inside", helpFor(and));
      case TypedExpr.InList in when in.list().stream().anyMatch(ConditionCheck::isNull) ->
          never(
              not.span(),
              "whether a value differs from NULL is never known",
              "leave NULL out of the list");
      default -> {}
    }
  }

  /** TRUE alone is written on purpose. */
  private void constant(TypedExpr condition) {
    boolean literalTrue =
        condition instanceof TypedExpr.Constant c && Boolean.TRUE.equals(c.value());
    if (literalTrue || !isNew(condition.span())) {
      return;
    }
    if (Boolean.TRUE.equals(Constants.value(condition))) {
      always(condition.span(), "the same for every row", "write TRUE, or leave it out");
    } else {
      never(condition.span(), "the same for every row", "compare a column with something");
    }
  }

  /** Whether nothing was said yet of this place: one cause, one message. */
  private boolean isNew(Span span) {
    return ctx.problems().stream()
        .noneMatch(d -> d.span().start() >= span.start() && d.span().end() <= span.end());
  }

  private void never(Span span, String label, String help) {
    ctx.report(
        DiagnosticCode.NEVER_TRUE,
        span,
        "'%s' is never true".formatted(ctx.excerpt(span)),
        label,
        help);
  }

  private void always(Span span, String label, String help) {
    ctx.report(
        DiagnosticCode.ALWAYS_TRUE,
        span,
        "'%s' is always true".formatted(ctx.excerpt(span)),
        label,
        help);
  }

  private String helpFor(TypedExpr.And and) {
    return ctx.excerpt(and.span()).toUpperCase(Locale.ROOT).contains("BETWEEN")
        ? "the smaller bound of BETWEEN comes first"
        : "was OR meant, or IN (...)?";
  }

  private static boolean isNull(TypedExpr expr) {
    return Constants.isConstant(expr) && Constants.value(expr) == null;
  }

  private static List<TypedExpr> conjuncts(TypedExpr.And and) {
    var out = new ArrayList<TypedExpr>();
    for (TypedExpr operand : and.operands()) {
      if (operand instanceof TypedExpr.And inner) {
        out.addAll(conjuncts(inner));
      } else {
        out.add(operand);
      }
    }
    return out;
  }

  // ---- bounds of one value ----

  /** {@code value op bound}, whichever side the constant stood on. */
  private record Bound(String value, Comparison op, Object bound) {}

  private static final class Range {
    private @Nullable Object low;
    private @Nullable Object high;
    private boolean lowOpen;
    private boolean highOpen;

    void atLeast(Object bound, boolean open) {
      Object now = low;
      int order = now == null ? 1 : ValueOrder.compare(bound, now);
      if (order > 0 || (order == 0 && open)) {
        low = bound;
        lowOpen = open;
      }
    }

    void atMost(Object bound, boolean open) {
      Object now = high;
      int order = now == null ? -1 : ValueOrder.compare(bound, now);
      if (order < 0 || (order == 0 && open)) {
        high = bound;
        highOpen = open;
      }
    }

    boolean isEmpty() {
      Object from = low;
      Object to = high;
      if (from == null || to == null) {
        return false;
      }
      int order = ValueOrder.compare(from, to);
      return order > 0 || (order == 0 && (lowOpen || highOpen));
    }
  }

  private static boolean contradict(List<TypedExpr> conjuncts) {
    Map<String, Range> ranges = new HashMap<>();
    for (TypedExpr conjunct : conjuncts) {
      Bound b = bound(conjunct);
      if (b == null) {
        continue;
      }
      Range range = ranges.computeIfAbsent(b.value(), _ -> new Range());
      switch (b.op()) {
        case EQUAL -> {
          range.atLeast(b.bound(), false);
          range.atMost(b.bound(), false);
        }
        case LESS -> range.atMost(b.bound(), true);
        case LESS_OR_EQUAL -> range.atMost(b.bound(), false);
        case GREATER -> range.atLeast(b.bound(), true);
        case GREATER_OR_EQUAL -> range.atLeast(b.bound(), false);
        case NOT_EQUAL -> {}
      }
      if (range.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** {@code a <> 1 OR a <> 2}. */
  private static boolean differFromTwo(List<TypedExpr> operands) {
    Map<String, Set<Object>> differs = new HashMap<>();
    for (TypedExpr operand : operands) {
      Bound b = bound(operand);
      if (b != null && b.op() == Comparison.NOT_EQUAL) {
        Set<Object> values = differs.computeIfAbsent(b.value(), _ -> new HashSet<>());
        values.add(String.valueOf(ValueOrder.key(b.bound())));
        if (values.size() > 1) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable Bound bound(TypedExpr expr) {
    if (!(expr instanceof TypedExpr.Compare compare)) {
      return null;
    }
    boolean rightConstant = Constants.isConstant(compare.right());
    if (rightConstant == Constants.isConstant(compare.left())) {
      return null;
    }
    TypedExpr value = rightConstant ? compare.left() : compare.right();
    Object constant = comparable(Constants.value(rightConstant ? compare.right() : compare.left()));
    while (value instanceof TypedExpr.Convert c && c.implicit() && c.operand().type().isNumeric()) {
      value = c.operand();
    }
    return constant == null
        ? null
        : new Bound(
            PlanPrinter.print(value),
            rightConstant ? compare.op() : turned(compare.op()),
            constant);
  }

  /** Numbers of all types in one, so that bounds of one column can be compared. */
  private static @Nullable Object comparable(@Nullable Object constant) {
    return switch (constant) {
      case Integer n -> BigDecimal.valueOf(n);
      case Long n -> BigDecimal.valueOf(n);
      case Double n -> Double.isFinite(n) ? BigDecimal.valueOf(n) : null;
      case BigDecimal n -> n;
      case String s -> s;
      case Boolean b -> b;
      case null, default -> null;
    };
  }

  private static Comparison turned(Comparison op) {
    return switch (op) {
      case EQUAL, NOT_EQUAL -> op;
      case LESS -> Comparison.GREATER;
      case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      case GREATER -> Comparison.LESS;
      case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
    };
  }
}
