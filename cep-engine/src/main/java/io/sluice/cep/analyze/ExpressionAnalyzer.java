package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.function.Functions;
import io.sluice.cep.function.LikePattern;
import io.sluice.cep.function.TimeField;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.program.expr.Constants;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /** Set while the inside of a navigation or an aggregate is analysed. */
  @Nullable RowsOfCall inside;

  ExpressionAnalyzer(Context ctx, RowScope rows) {
    this.ctx = ctx;
    this.rows = rows;
    this.operators = new Operators(ctx);
    this.literals = new Literals(ctx);
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
      ctx.report(
          DiagnosticCode.CONSTANT_FAILS,
          typed.span(),
          Objects.requireNonNullElse(e.getMessage(), "this can not be computed"),
          "fails for every row");
      return null;
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
      case Expr.ArrayLiteral e -> array(e);
      case Expr.ColumnRef e -> column(e);
      case Expr.Subscript e -> subscript(e);
      case Expr.Parameter e -> parameter(e);
      case Expr.Unary e -> unary(e);
      case Expr.Binary e -> binary(e);
      case Expr.Between e -> between(e);
      case Expr.InList e -> inList(e);
      case Expr.InQuery e -> refused(NotYet.SUBQUERY_VALUE, e.query().span());
      case Expr.Like e -> like(e);
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
      case Expr.Case e -> caseOf(e);
      case Expr.Cast e -> cast(e);
      case Expr.Extract e -> extract(e);
      case Expr.Row e -> refused(NotYet.ROW_VALUE, e.span());
      case Expr.Exists e -> refused(NotYet.SUBQUERY_VALUE, e.span());
      case Expr.ScalarSubquery e -> refused(NotYet.SUBQUERY_VALUE, e.span());
      case Expr.Call e -> calls.analyze(e);
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

  // ---- names ----

  private @Nullable TypedExpr column(Expr.ColumnRef ref) {
    RowScope.Found found = rows.resolve(ref);
    if (found == null) {
      return null;
    }
    TypedExpr column =
        new TypedExpr.Column(
            found.column().name(), found.index(), found.column().type(), ref.span());
    column = ofRows(column, found.rows(), ref.span(), ref.path().size() == found.used());
    for (Name key : ref.path().subList(found.used(), ref.path().size())) {
      if (column == null) {
        return null;
      }
      if (!(column.type() instanceof ColumnType.MapOf map)) {
        ctx.report(
            DiagnosticCode.BAD_OPERAND,
            key.span(),
            "'.%s' needs a MAP before the point, and this is %s"
                .formatted(key.text(), column.type().sql()),
            "not a MAP");
        return null;
      }
      TypedExpr name = new TypedExpr.Constant(key.text(), ColumnType.STRING, key.span());
      column = new TypedExpr.Element(column, name, map.value(), ref.span());
    }
    return column;
  }

  /**
   * A value of the current row as a value of the rows that it is named by: inside a navigation or
   * aggregate it stays as it is, elsewhere in a match it is that of the last such row.
   */
  @Nullable TypedExpr ofRows(
      TypedExpr value, @Nullable RowSet set, Span span, boolean warnUnprefixed) {
    if (set == null) {
      return value;
    }
    RowsOfCall call = inside;
    if (call == null) {
      return new TypedExpr.Navigate(new Navigation(set, true, false, 0, 0), value, span);
    }
    if (!call.accepts(set)) {
      String first = call.words();
      ctx.report(
          DiagnosticCode.MIXED_VARIABLES,
          span,
          "%s looks at rows of one variable, and this has %s and %s"
              .formatted(call.function(), first, RowsOfCall.words(set)),
          set.isAll() ? "all rows" : "rows of " + RowsOfCall.words(set),
          "take them apart: one %s for each variable".formatted(call.function()));
      return null;
    }
    if (warnUnprefixed
        && set.isAll()
        && rows.place() == RowScope.Place.DEFINE
        && call.looksBack()) {
      ctx.report(
          DiagnosticCode.UNPREFIXED,
          span,
          "'%s' without a variable means all rows of the match so far".formatted(ctx.excerpt(span)),
          "rows of every variable",
          "write the variable before it where only its rows are meant");
    }
    return value;
  }

  private @Nullable TypedExpr parameter(Expr.Parameter e) {
    List<Context.ParameterInfo> known = ctx.parameters();
    for (int i = 0; i < known.size(); i++) {
      if (e.name().means(known.get(i).name())) {
        return new TypedExpr.Parameter(known.get(i).name(), i, known.get(i).type(), e.span());
      }
    }
    if (ctx.isBroken(new Name(":" + e.name().text(), false, e.span()))) {
      return null;
    }
    if (known.isEmpty()) {
      ctx.report(
          DiagnosticCode.UNKNOWN_PARAMETER,
          e.span(),
          "there is no parameter '%s'".formatted(e.name().text()),
          "no such parameter",
          "declare it behind the pattern's name: CREATE PATTERN name (%s type DEFAULT value)"
              .formatted(e.name().text()));
    } else {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_PARAMETER,
          e.name(),
          "there is no parameter '%s'".formatted(e.name().text()),
          "no such parameter",
          "parameters",
          known.stream().map(Context.ParameterInfo::name).toList());
    }
    return null;
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

  private @Nullable TypedExpr between(Expr.Between e) {
    TypedExpr value = analyze(e.value());
    TypedExpr low = analyze(e.low());
    TypedExpr high = analyze(e.high());
    TypedExpr above =
        operators.ordered(
            TypedExpr.Compare.Comparison.GREATER_OR_EQUAL, value, low, e.value(), e.low());
    TypedExpr below =
        operators.ordered(
            TypedExpr.Compare.Comparison.LESS_OR_EQUAL, value, high, e.value(), e.high());
    return above == null || below == null
        ? null
        : negated(e.negated(), new TypedExpr.And(List.of(above, below), e.span()), e.span());
  }

  private @Nullable TypedExpr inList(Expr.InList e) {
    TypedExpr value = analyze(e.value());
    var elements = new ArrayList<TypedExpr>();
    ColumnType type = value == null ? null : value.type();
    for (Expr each : e.list()) {
      TypedExpr element = analyze(each);
      Operators.Pair pair = operators.comparable(value, element, e.value(), each, each.span());
      if (pair != null && element != null && type != null) {
        type = Widening.common(type, pair.left().type());
        elements.add(element);
      }
    }
    if (value == null || type == null || elements.size() < e.list().size()) {
      return null;
    }
    ColumnType common = type;
    return negated(
        e.negated(),
        new TypedExpr.InList(
            Coercion.to(common, value),
            elements.stream().map(x -> Coercion.to(common, x)).toList(),
            e.span()),
        e.span());
  }

  private @Nullable TypedExpr like(Expr.Like e) {
    TypedExpr value = text(analyze(e.value()), "LIKE");
    TypedExpr pattern = text(analyze(e.pattern()), "LIKE");
    String escape = e.escape();
    if (escape != null && escape.length() != 1) {
      ctx.report(
          DiagnosticCode.BAD_LITERAL,
          e.span(),
          "ESCAPE takes one character, not '%s'".formatted(escape),
          "one character");
      return null;
    }
    if (value == null || pattern == null) {
      return null;
    }
    Character sign = escape == null ? null : escape.charAt(0);
    if (pattern instanceof TypedExpr.Constant c && c.value() instanceof String text) {
      try {
        var _ = LikePattern.of(text, sign);
      } catch (ValueException bad) {
        ctx.report(
            DiagnosticCode.BAD_LITERAL,
            e.pattern().span(),
            Objects.requireNonNullElse(bad.getMessage(), "no LIKE pattern"),
            "can not be read");
        return null;
      }
    }
    return negated(e.negated(), new TypedExpr.Like(value, pattern, sign, e.span()), e.span());
  }

  private @Nullable TypedExpr text(@Nullable TypedExpr expr, String operator) {
    if (expr == null || Widening.fits(expr.type(), ColumnType.STRING)) {
      return expr == null ? null : Coercion.to(ColumnType.STRING, expr);
    }
    ctx.report(
        DiagnosticCode.BAD_OPERAND,
        expr.span(),
        "%s compares texts, and '%s' is %s"
            .formatted(operator, ctx.excerpt(expr.span()), expr.type().sql()),
        expr.type().sql(),
        "write CAST(%s AS STRING)".formatted(ctx.excerpt(expr.span())));
    return null;
  }

  private static TypedExpr negated(boolean negated, TypedExpr expr, Span span) {
    return negated ? new TypedExpr.Not(expr, span) : expr;
  }

  // ---- forms ----

  private @Nullable TypedExpr caseOf(Expr.Case e) {
    Expr operand = e.operand();
    TypedExpr value = operand == null ? null : analyze(operand);
    var conditions = new ArrayList<@Nullable TypedExpr>();
    var results = new ArrayList<@Nullable TypedExpr>();
    for (Expr.When when : e.whens()) {
      TypedExpr condition = analyze(when.condition());
      if (operand == null) {
        conditions.add(condition == null ? null : bool(condition, "WHEN"));
      } else {
        conditions.add(
            operators.ordered(
                TypedExpr.Compare.Comparison.EQUAL, value, condition, operand, when.condition()));
      }
      results.add(analyze(when.result()));
    }
    Expr last = e.otherwise();
    TypedExpr otherwise = last == null ? null : analyze(last);
    if (last != null) {
      results.add(otherwise);
    }
    ColumnType type = commonType(results, "the branches of this CASE");
    if (type == null || conditions.contains(null)) {
      return null;
    }
    var whens = new ArrayList<TypedExpr.When>();
    for (int i = 0; i < conditions.size(); i++) {
      whens.add(
          new TypedExpr.When(
              Objects.requireNonNull(conditions.get(i)),
              Coercion.to(type, Objects.requireNonNull(results.get(i)))));
    }
    return new TypedExpr.Case(
        whens, otherwise == null ? null : Coercion.to(type, otherwise), type, e.span());
  }

  private @Nullable TypedExpr array(Expr.ArrayLiteral e) {
    var elements = new ArrayList<@Nullable TypedExpr>();
    e.elements().forEach(x -> elements.add(analyze(x)));
    ColumnType type = commonType(elements, "the elements of this array");
    if (type == null) {
      return null;
    }
    return new TypedExpr.ArrayOf(
        elements.stream().map(x -> Coercion.to(type, Objects.requireNonNull(x))).toList(),
        new ColumnType.ArrayOf(type),
        e.span());
  }

  /** Null where one has an error, or after saying which one does not fit those before it. */
  private @Nullable ColumnType commonType(List<@Nullable TypedExpr> exprs, String what) {
    ColumnType type = ColumnType.NULL;
    if (exprs.contains(null)) {
      return null;
    }
    for (TypedExpr expr : exprs) {
      ColumnType here = Objects.requireNonNull(expr).type();
      ColumnType next = Widening.common(type, here);
      if (next == null) {
        ctx.report(
            DiagnosticCode.NO_COMMON_TYPE,
            expr.span(),
            "%s need one type; before this one it is %s".formatted(what, type.sql()),
            here.sql(),
            "convert one of them with CAST");
        return null;
      }
      type = next;
    }
    return type;
  }

  private @Nullable TypedExpr subscript(Expr.Subscript e) {
    TypedExpr base = analyze(e.base());
    TypedExpr index = analyze(e.index());
    if (base == null || index == null) {
      return null;
    }
    if (base.type() instanceof ColumnType.ArrayOf array
        && Widening.fits(index.type(), ColumnType.BIGINT)) {
      return new TypedExpr.Element(
          base, Coercion.to(ColumnType.BIGINT, index), array.element(), e.span());
    }
    if (base.type() instanceof ColumnType.MapOf map
        && Widening.fits(index.type(), ColumnType.STRING)) {
      return new TypedExpr.Element(
          base, Coercion.to(ColumnType.STRING, index), map.value(), e.span());
    }
    ctx.report(
        DiagnosticCode.BAD_OPERAND,
        e.span(),
        "%s has no element [%s]".formatted(base.type().sql(), index.type().sql()),
        "an ARRAY takes a whole number, a MAP a STRING");
    return null;
  }

  private @Nullable TypedExpr cast(Expr.Cast e) {
    TypedExpr value = analyze(e.value());
    ColumnType type = new TypeNames(ctx).resolve(e.type());
    if (value == null || type == null) {
      return null;
    }
    if (Conversion.between(value.type(), type) == null) {
      ctx.report(
          DiagnosticCode.NO_CONVERSION,
          e.span(),
          "there is no way from %s to %s".formatted(value.type().sql(), type.sql()),
          "can not be converted");
      return null;
    }
    if (value instanceof TypedExpr.Constant c && c.value() != null) {
      try {
        var _ = Objects.requireNonNull(Conversion.between(value.type(), type)).apply(c.value());
      } catch (ValueException bad) {
        ctx.report(
            DiagnosticCode.BAD_LITERAL,
            e.value().span(),
            Objects.requireNonNullElse(bad.getMessage(), "not convertible"),
            "can not be converted");
        return null;
      }
    }
    return new TypedExpr.Convert(value, type, false, e.span());
  }

  private @Nullable TypedExpr extract(Expr.Extract e) {
    TypedExpr time = analyze(e.from());
    try {
      var _ = TimeField.of(e.field().text());
    } catch (ValueException bad) {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_FIELD,
          e.field(),
          "a time has no field '%s'".formatted(e.field().text()),
          "no such field",
          "fields",
          TimeField.names());
      return null;
    }
    if (time == null) {
      return null;
    }
    if (!Widening.fits(time.type(), ColumnType.TIMESTAMP)) {
      ctx.report(
          DiagnosticCode.ARGUMENT_TYPE,
          e.from().span(),
          "EXTRACT reads a time, and this is %s".formatted(time.type().sql()),
          time.type().sql());
      return null;
    }
    TypedExpr field = new TypedExpr.Constant(e.field().text(), ColumnType.STRING, e.field().span());
    return new TypedExpr.Call(
        Objects.requireNonNull(Functions.scalar("EXTRACT")),
        List.of(field, Coercion.to(ColumnType.TIMESTAMP, time)),
        ColumnType.BIGINT,
        e.span());
  }
}
