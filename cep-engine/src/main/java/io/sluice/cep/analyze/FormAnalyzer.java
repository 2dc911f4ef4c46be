package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Widening;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.function.Functions;
import io.sluice.cep.function.TimeField;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** CASE, CAST, EXTRACT, arrays and their elements. */
final class FormAnalyzer {
  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final Operators operators;

  FormAnalyzer(ExpressionAnalyzer exprs, Operators operators) {
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.operators = operators;
  }

  @Nullable TypedExpr caseOf(Expr.Case e) {
    Expr operand = e.operand();
    TypedExpr value = operand == null ? null : exprs.analyze(operand);
    var conditions = new ArrayList<@Nullable TypedExpr>();
    var results = new ArrayList<@Nullable TypedExpr>();
    for (Expr.When when : e.whens()) {
      TypedExpr condition = exprs.analyze(when.condition());
      if (operand == null) {
        conditions.add(condition == null ? null : exprs.bool(condition, "WHEN"));
      } else {
        conditions.add(
            operators.ordered(
                TypedExpr.Compare.Comparison.EQUAL, value, condition, operand, when.condition()));
      }
      results.add(exprs.analyze(when.result()));
    }
    Expr last = e.otherwise();
    TypedExpr otherwise = last == null ? null : exprs.analyze(last);
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

  @Nullable TypedExpr array(Expr.ArrayLiteral e) {
    var elements = new ArrayList<@Nullable TypedExpr>();
    e.elements().forEach(x -> elements.add(exprs.analyze(x)));
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

  @Nullable TypedExpr subscript(Expr.Subscript e) {
    TypedExpr base = exprs.analyze(e.base());
    TypedExpr index = exprs.analyze(e.index());
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

  @Nullable TypedExpr cast(Expr.Cast e) {
    TypedExpr value = exprs.analyze(e.value());
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
    if (!e.orNull() && value instanceof TypedExpr.Constant c && c.value() != null) {
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
    TypedExpr converted = new TypedExpr.Convert(value, type, false, e.orNull(), e.span());
    return type.equals(ColumnType.STRING) && !e.type().arguments().isEmpty()
        ? cut(converted, e.type().arguments().getFirst(), e.span())
        : converted;
  }

  /** CAST to VARCHAR(n) keeps the first n characters (ISO 9075-2, 6.13). */
  private static TypedExpr cut(TypedExpr text, int length, Span span) {
    List<TypedExpr> arguments =
        List.of(
            text,
            new TypedExpr.Constant(1L, ColumnType.BIGINT, span),
            new TypedExpr.Constant((long) length, ColumnType.BIGINT, span));
    return new TypedExpr.Call(
        Objects.requireNonNull(Functions.scalar("SUBSTRING")), arguments, ColumnType.STRING, span);
  }

  @Nullable TypedExpr extract(Expr.Extract e) {
    TypedExpr time = exprs.analyze(e.from());
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
