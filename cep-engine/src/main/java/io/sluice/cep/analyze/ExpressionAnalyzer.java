package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import io.sluice.cep.function.Functions;
import io.sluice.cep.function.ScalarFunction;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.program.expr.Constants;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Expressions. Each method gives null after an error; operands are all looked at before that, so
 * that independent errors show in one run.
 */
final class ExpressionAnalyzer {
  final Context ctx;
  final RowScope rows;
  private final CallAnalyzer calls;
  private final Operators operators;
  private final Literals literals;
  private final NameAnalyzer names;
  private final PredicateAnalyzer predicates;
  private final FormAnalyzer forms;

  /** Set while the inside of a navigation or an aggregate is analysed. */
  @Nullable RowsOfCall inside;

  /** How many expressions around this one may leave it out. */
  private int branches;

  ExpressionAnalyzer(Context ctx, RowScope rows) {
    this.ctx = ctx;
    this.rows = rows;
    this.operators = new Operators(ctx);
    this.literals = new Literals(ctx);
    this.names = new NameAnalyzer(this);
    this.predicates = new PredicateAnalyzer(this, operators);
    this.forms = new FormAnalyzer(this, operators);
    this.calls = new CallAnalyzer(this);
  }

  /** A condition: BOOLEAN or NULL. */
  @Nullable TypedExpr condition(Expr expr) {
    TypedExpr typed = analyze(expr);
    TypedExpr condition = typed == null ? null : bool(typed, rows.place().words());
    if (condition != null) {
      new ConditionCheck(ctx).check(condition);
    }
    return condition;
  }

  @Nullable TypedExpr analyze(Expr expr) {
    return computed(meaning(expr));
  }

  /**
   * What depends on no row is computed, for what fails here will fail for every row. The results of
   * operators take their place, so that a long chain of them is computed once.
   */
  private @Nullable TypedExpr computed(@Nullable TypedExpr typed) {
    if (typed == null || typed instanceof TypedExpr.Constant || !Constants.isConstant(typed)) {
      return typed;
    }
    try {
      Object value = Constants.value(typed);
      boolean operator =
          typed instanceof TypedExpr.Arithmetic
              || typed instanceof TypedExpr.Negate
              || typed instanceof TypedExpr.Concatenate;
      return operator ? new TypedExpr.Constant(value, typed.type(), typed.span()) : typed;
    } catch (ValueException e) {
      if (branches > 0) {
        return typed;
      }
      ctx.report(
          DiagnosticCode.CONSTANT_FAILS,
          typed.span(),
          Objects.requireNonNullElse(e.getMessage(), "this can not be computed"),
          "fails for every row");
      return null;
    }
  }

  /**
   * Of CASE, COALESCE and the like some parts are not computed: what fails there may never do so.
   */
  private @Nullable TypedExpr onlyWhereTaken(Supplier<@Nullable TypedExpr> parts) {
    branches++;
    try {
      return parts.get();
    } finally {
      branches--;
    }
  }

  private @Nullable TypedExpr meaning(Expr expr) {
    return switch (expr) {
      case Expr.NullLiteral e -> new TypedExpr.Constant(null, ColumnType.NULL, e.span());
      case Expr.BooleanLiteral e -> new TypedExpr.Constant(e.value(), ColumnType.BOOLEAN, e.span());
      case Expr.NumberLiteral e -> literals.number(e, false, e.span());
      case Expr.StringLiteral e -> new TypedExpr.Constant(e.value(), ColumnType.STRING, e.span());
      case Expr.Interval e -> {
        Long millis = new Intervals(ctx).millis(e);
        yield millis == null ? null : new TypedExpr.Constant(millis, ColumnType.INTERVAL, e.span());
      }
      case Expr.TimestampLiteral e -> literals.timestamp(e.value(), e.span());
      case Expr.ArrayLiteral e -> forms.array(e);
      case Expr.ColumnRef e -> names.column(e);
      case Expr.Subscript e -> forms.subscript(e);
      case Expr.Parameter e -> names.parameter(e);
      case Expr.Unary e -> unary(e);
      case Expr.Binary e -> binary(e);
      case Expr.Between e -> predicates.between(e);
      case Expr.InList e -> predicates.inList(e);
      case Expr.InQuery e -> refused(NotYet.SUBQUERY_VALUE, e.query().span());
      case Expr.Like e -> predicates.like(e);
      case Expr.IsNull e -> {
        TypedExpr value = analyze(e.value());
        yield value == null
            ? null
            : negated(e.negated(), new TypedExpr.IsNull(value, e.span()), e.span());
      }
      case Expr.IsTruth e -> {
        TypedExpr value = analyze(e.value());
        TypedExpr truth = value == null ? null : bool(value, "IS TRUE");
        yield truth == null
            ? null
            : negated(e.negated(), new TypedExpr.IsTruth(truth, e.truth(), e.span()), e.span());
      }
      case Expr.IsDistinct e -> {
        Operators.Pair pair =
            operators.comparable(
                analyze(e.left()), analyze(e.right()), e.left(), e.right(), e.span());
        yield pair == null
            ? null
            : negated(
                e.negated(),
                new TypedExpr.IsDistinct(pair.left(), pair.right(), e.span()),
                e.span());
      }
      case Expr.Case e -> onlyWhereTaken(() -> forms.caseOf(e));
      case Expr.Cast e -> forms.cast(e);
      case Expr.Extract e -> forms.extract(e);
      case Expr.Row e -> refused(NotYet.ROW_VALUE, e.span());
      case Expr.Exists e -> refused(NotYet.SUBQUERY_VALUE, e.span());
      case Expr.ScalarSubquery e -> refused(NotYet.SUBQUERY_VALUE, e.span());
      case Expr.Call e -> {
        ScalarFunction function = Functions.scalar(e.name().text());
        yield function != null && function.isLazy()
            ? onlyWhereTaken(() -> calls.analyze(e))
            : calls.analyze(e);
      }
    };
  }

  /** All of them, or null where one has an error. */
  @Nullable List<TypedExpr> analyzeAll(List<Expr> exprs) {
    var out = new ArrayList<TypedExpr>();
    for (Expr expr : exprs) {
      TypedExpr typed = analyze(expr);
      if (typed != null) {
        out.add(typed);
      }
    }
    return out.size() == exprs.size() ? out : null;
  }

  @Nullable TypedExpr refused(NotYet construct, Span span) {
    ctx.refuses(construct, span);
    return null;
  }

  @Nullable TypedExpr bool(TypedExpr expr, String where) {
    if (Widening.fits(expr.type(), ColumnType.BOOLEAN)) {
      return Coercion.to(ColumnType.BOOLEAN, expr);
    }
    String words = ctx.excerpt(expr.span());
    ctx.report(
        DiagnosticCode.NOT_BOOLEAN,
        expr.span(),
        "%s needs a condition, and '%s' is %s".formatted(where, words, expr.type().sql()),
        expr.type().sql() + ", not BOOLEAN",
        expr.type().isNumeric()
            ? "compare it: %s <> 0".formatted(words)
            : "compare it with something");
    return null;
  }

  /** See {@link NameAnalyzer#ofRows}. */
  @Nullable TypedExpr ofRows(
      TypedExpr value, @Nullable RowSet set, Span span, boolean warnUnprefixed) {
    return names.ofRows(value, set, span, warnUnprefixed);
  }

  // ---- operators ----

  private @Nullable TypedExpr unary(Expr.Unary e) {
    if (e.operand() instanceof Expr.NumberLiteral literal && e.op() == Expr.UnaryOp.MINUS) {
      return literals.number(literal, true, e.span());
    }
    TypedExpr operand = analyze(e.operand());
    if (operand == null) {
      return null;
    }
    if (e.op() == Expr.UnaryOp.NOT) {
      TypedExpr condition = bool(operand, "NOT");
      return condition == null ? null : new TypedExpr.Not(condition, e.span());
    }
    ColumnType type = operand.type() instanceof ColumnType.Null ? ColumnType.INT : operand.type();
    if (!type.isNumeric() && !(type instanceof ColumnType.Interval)) {
      ctx.report(
          DiagnosticCode.BAD_OPERAND,
          e.span(),
          "%s has no sign".formatted(type.sql()),
          "needs a number");
      return null;
    }
    operand = Coercion.to(type, operand);
    return e.op() == Expr.UnaryOp.PLUS ? operand : new TypedExpr.Negate(operand, type, e.span());
  }

  private @Nullable TypedExpr binary(Expr.Binary e) {
    if (e.op() == Expr.BinaryOp.AND || e.op() == Expr.BinaryOp.OR) {
      return junction(e);
    }
    if (!e.op().isComparison()) {
      return arithmetic(e);
    }
    TypedExpr left = analyze(e.left());
    TypedExpr right = analyze(e.right());
    return left == null || right == null ? null : operators.compare(e, left, right);
  }

  /** A chain leans to the left as deep as it is long, so it is walked in a loop. */
  private @Nullable TypedExpr arithmetic(Expr.Binary e) {
    var chain = new ArrayList<Expr.Binary>();
    Expr first = e;
    while (first instanceof Expr.Binary b
        && !b.op().isComparison()
        && b.op() != Expr.BinaryOp.AND
        && b.op() != Expr.BinaryOp.OR) {
      chain.add(b);
      first = b.left();
    }
    TypedExpr left = analyze(first);
    for (Expr.Binary link : chain.reversed()) {
      TypedExpr right = analyze(link.right());
      left =
          left == null || right == null ? null : computed(operators.arithmetic(link, left, right));
    }
    return left;
  }

  /** A chain of one sign becomes one node, however long it is. */
  private @Nullable TypedExpr junction(Expr.Binary e) {
    var operands = new ArrayList<Expr>();
    Expr first = e;
    while (first instanceof Expr.Binary b && b.op() == e.op()) {
      operands.add(b.right());
      first = b.left();
    }
    operands.add(first);
    var conditions = new ArrayList<TypedExpr>();
    boolean complete = true;
    for (Expr operand : operands.reversed()) {
      TypedExpr typed = analyze(operand);
      TypedExpr condition = typed == null ? null : bool(typed, e.op().sign());
      if (condition == null) {
        complete = false;
      } else {
        conditions.add(condition);
      }
    }
    if (!complete) {
      return null;
    }
    return e.op() == Expr.BinaryOp.AND
        ? new TypedExpr.And(conditions, e.span())
        : new TypedExpr.Or(conditions, e.span());
  }

  static TypedExpr negated(boolean negated, TypedExpr expr, Span span) {
    return negated ? new TypedExpr.Not(expr, span) : expr;
  }
}
