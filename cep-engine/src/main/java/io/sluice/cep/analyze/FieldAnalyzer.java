package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.Widening;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FIELD: what the declaration of a stream does not name. */
final class FieldAnalyzer {
  private final CallAnalyzer calls;
  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final RowScope rows;

  FieldAnalyzer(CallAnalyzer calls, ExpressionAnalyzer exprs) {
    this.calls = calls;
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.rows = exprs.rows;
  }

  /** {@code FIELD('name')}, in a match also {@code FIELD(A, 'name')}. */
  @Nullable TypedExpr analyze(Expr.Call call) {
    List<Expr> arguments = calls.plainArguments(call, "FIELD");
    if (arguments == null || !calls.countFits(call, arguments.size(), 1, 2, "FIELD('name')")) {
      return null;
    }
    RowSet set = rows.place().isMatch() ? RowSet.ALL : null;
    if (arguments.size() == 2) {
      if (!(arguments.getFirst() instanceof Expr.ColumnRef ref) || ref.path().size() != 1) {
        ctx.report(
            DiagnosticCode.BAD_CALL,
            arguments.getFirst().span(),
            "FIELD takes a variable before the name of the field",
            "no variable",
            "write FIELD('name') or FIELD(A, 'name')");
        return null;
      }
      set = rows.requireVariable(ref.path().getFirst());
      if (set == null) {
        return null;
      }
    }
    if (!(arguments.getLast() instanceof Expr.StringLiteral literal)) {
      ctx.report(
          DiagnosticCode.NOT_CONSTANT,
          arguments.getLast().span(),
          "FIELD takes the name of a field as a text",
          "not a text",
          "write FIELD('name')");
      return null;
    }
    return fieldNamed(literal.value(), literal.span(), set, call.span());
  }

  private @Nullable TypedExpr fieldNamed(String name, Span at, @Nullable RowSet set, Span span) {
    Schema schema = rows.schema();
    if (schema == null) {
      return null;
    }
    int declared = schema.indexOfIgnoreCase(name);
    if (declared < 0 && !schema.open()) {
      ctx.report(
          DiagnosticCode.UNKNOWN_COLUMN,
          at,
          "these rows have no undeclared fields, and no column '%s'".formatted(name),
          "no such field",
          "to keep undeclared fields declare the stream WITH (open = 'true')");
      return null;
    }
    TypedExpr value =
        declared < 0
            ? new TypedExpr.OpenField(name, ColumnType.STRING, span)
            : new TypedExpr.Column(
                schema.column(declared).name(), declared, schema.column(declared).type(), span);
    if (!Widening.fits(value.type(), ColumnType.STRING)) {
      value = new TypedExpr.Convert(value, ColumnType.STRING, true, span);
    }
    return exprs.ofRows(value, set, span, false);
  }
}
