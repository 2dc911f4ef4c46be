package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.Widening;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PARTITION BY over MERGE: a column that every stream has, or {@code (a.x = b.y) AS name} where the
 * streams call it differently.
 */
final class MergeKeys {
  private final Context ctx;
  private final Plan.Merge merge;

  MergeKeys(Context ctx, Plan.Merge merge) {
    this.ctx = ctx;
    this.merge = merge;
  }

  /** Whether it is of the second form. */
  boolean isLink(Expr expr) {
    var refs = new ArrayList<Expr.ColumnRef>();
    return collect(expr, refs) && refs.size() > 1;
  }

  /** Whether every stream has it; says where one has not. */
  boolean everywhere(TypedExpr key, Span span) {
    if (!(key instanceof TypedExpr.Column column) || column.index() == merge.schema().size() - 1) {
      return true;
    }
    for (Plan.Merge.Input input : merge.inputs()) {
      if (input.columns().get(column.index()) < 0) {
        ctx.report(
            DiagnosticCode.MERGE_KEY,
            span,
            "stream '%s' has no column '%s', so its rows would meet no others"
                .formatted(input.stream().name(), column.name()),
            "not in every stream",
            "say which columns are equal: (%s) AS %s"
                .formatted(proposal(column.index()), SqlNames.quoteIfNeeded(column.name())));
        return false;
      }
    }
    return true;
  }

  private String proposal(int column) {
    var sides = new ArrayList<String>();
    for (Plan.Merge.Input input : merge.inputs()) {
      int at = input.columns().get(column);
      sides.add(
          SqlNames.quoteIfNeeded(input.name())
              + "."
              + (at < 0
                  ? "column"
                  : SqlNames.quoteIfNeeded(input.stream().schema().column(at).name())));
    }
    var pairs = new ArrayList<String>();
    for (int i = 1; i < sides.size(); i++) {
      pairs.add(sides.get(i - 1) + " = " + sides.get(i));
    }
    return String.join(" AND ", pairs);
  }

  /** For each row the column of its stream, or null after an error. */
  @Nullable TypedExpr link(Expr expr) {
    var refs = new ArrayList<Expr.ColumnRef>();
    collect(expr, refs);
    Map<Plan.Merge.Input, TypedExpr.Column> keys = new LinkedHashMap<>();
    ColumnType type = ColumnType.NULL;
    for (Expr.ColumnRef ref : refs) {
      TypedExpr.Column column = column(ref, keys);
      ColumnType next = column == null ? null : Widening.common(type, column.type());
      if (column != null && next == null) {
        ctx.report(
            DiagnosticCode.NOT_COMPARABLE,
            ref.span(),
            "the columns of one key need one type, and this is %s after %s"
                .formatted(column.type().sql(), type.sql()),
            column.type().sql());
      }
      if (next == null) {
        return null;
      }
      type = next;
    }
    for (Plan.Merge.Input input : merge.inputs()) {
      if (!keys.containsKey(input)) {
        ctx.report(
            DiagnosticCode.MERGE_KEY,
            expr.span(),
            "no column of stream '%s' stands here, so its rows would meet no others"
                .formatted(input.name()),
            "not of every stream",
            "add AND %s.column = ...".formatted(SqlNames.quoteIfNeeded(input.name())));
        return null;
      }
    }
    return caseOf(keys, type, expr.span());
  }

  private TypedExpr caseOf(
      Map<Plan.Merge.Input, TypedExpr.Column> keys, ColumnType type, Span span) {
    int last = merge.schema().size() - 1;
    var stream = new TypedExpr.Column(MergeAnalyzer.STREAM_COLUMN, last, ColumnType.STRING, span);
    var whens = new ArrayList<TypedExpr.When>();
    keys.forEach(
        (input, column) ->
            whens.add(
                new TypedExpr.When(
                    new TypedExpr.Compare(
                        TypedExpr.Compare.Comparison.EQUAL,
                        stream,
                        new TypedExpr.Constant(input.name(), ColumnType.STRING, span),
                        span),
                    Coercion.to(type, column))));
    return new TypedExpr.Case(whens, null, type, span);
  }

  private TypedExpr.@Nullable Column column(
      Expr.ColumnRef ref, Map<Plan.Merge.Input, TypedExpr.Column> keys) {
    Name prefix = ref.path().getFirst();
    Plan.Merge.Input input = MergeAnalyzer.find(merge, prefix);
    if (input == null) {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_RELATION,
          prefix,
          "'%s' is no stream of MERGE".formatted(prefix.text()),
          "unknown here",
          "streams",
          merge.inputs().stream().map(Plan.Merge.Input::name).toList());
      return null;
    }
    Schema schema = input.stream().schema();
    int at =
        Columns.require(
            ctx, schema, ref.path().get(1), "of stream '%s'".formatted(input.stream().name()));
    if (at < 0) {
      return null;
    }
    int index = input.columns().indexOf(at);
    Schema.Column column = merge.schema().column(index);
    var key = new TypedExpr.Column(column.name(), index, column.type(), ref.span());
    TypedExpr.Column other = keys.putIfAbsent(input, key);
    if (other != null && other.index() != index) {
      ctx.report(
          DiagnosticCode.MERGE_KEY,
          ref.span(),
          "a key has one column of each stream, and this is the second of '%s'"
              .formatted(input.name()),
          "the second one");
      return null;
    }
    return key;
  }

  /** Equalities of {@code stream.column}, joined with AND. */
  private static boolean collect(Expr expr, List<Expr.ColumnRef> refs) {
    return switch (expr) {
      case Expr.ColumnRef ref when ref.path().size() == 2 -> refs.add(ref);
      case Expr.Binary b when b.op() == Expr.BinaryOp.EQUAL ->
          b.left() instanceof Expr.ColumnRef
              && b.right() instanceof Expr.ColumnRef
              && collect(b.left(), refs)
              && collect(b.right(), refs);
      case Expr.Binary b when b.op() == Expr.BinaryOp.AND ->
          collect(b.left(), refs) && collect(b.right(), refs);
      default -> false;
    };
  }
}
