package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.search.Question;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream joined with a table of stored queries (language: 6.5): {@code stream AS e JOIN t FOR
 * SYSTEM_TIME AS OF e.ts AS t ON MATCHES(e.text, t.query) [AND ...]}. What else ON says is a filter
 * behind an inner join, and a part of a LEFT JOIN. Other joins are not run yet.
 */
final class JoinAnalyzer {
  private final Context ctx;

  JoinAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  Source analyze(Relation.Join join) {
    boolean kept = join.kind() == Relation.JoinKind.LEFT;
    if ((join.kind() != Relation.JoinKind.INNER && !kept)
        || !(join.left() instanceof Relation.Named left)
        || !(join.right() instanceof Relation.Named right)) {
      ctx.refuses(NotYet.JOIN, join.span());
      return Source.unknown(null);
    }
    RelationAnalyzer relations = new RelationAnalyzer(ctx);
    Source stream = relations.analyze(left);
    StreamDef table = ctx.stream(right.name());
    if (table == null || !(stream.plan() instanceof Plan.Scan scan)) {
      if (stream.plan() != null) {
        ctx.refuses(NotYet.JOIN, join.span());
      }
      return Source.unknown(null);
    }
    if (!table.isTable()) {
      ctx.refuses(NotYet.JOIN, join.span());
      return Source.unknown(null);
    }
    Source rows = relations.renamed(relations.scan(table), right.alias());
    if (!(rows.plan() instanceof Plan.Scan)) {
      ctx.refuses(NotYet.JOIN, right.span());
      return Source.unknown(null);
    }
    if (JoinScope.alias(stream).equalsIgnoreCase(JoinScope.alias(rows))) {
      ctx.report(
          DiagnosticCode.DUPLICATE_NAME,
          right.span(),
          "both sides of the join are called '%s'".formatted(JoinScope.alias(rows)),
          "the second one",
          "give it another name with AS");
      return Source.unknown(null);
    }
    return time(right, scan.stream(), stream, table)
        ? join(join.on(), scan.stream(), stream, table, rows, kept)
        : Source.unknown(null);
  }

  /** The rows of the table are those of the time of the stream's row. */
  private boolean time(Relation.Named right, StreamDef stream, Source rows, StreamDef table) {
    if (stream.timeColumn() < 0 || (table.hasWatermark() && !stream.hasWatermark())) {
      ctx.report(
          DiagnosticCode.JOIN_TIME,
          right.span(),
          "rows of stream '%s' meet those that table '%s' has at their time, and the stream has no %s"
              .formatted(
                  stream.name(),
                  table.name(),
                  stream.timeColumn() < 0 ? "time column" : "watermark"),
          "as of when?",
          "declare it: WATERMARK FOR ts AS ts");
      return false;
    }
    String time = JoinScope.alias(rows) + "." + stream.schema().column(stream.timeColumn()).name();
    Expr asOf = right.asOf();
    var scope =
        new PlainScope(ctx, RowScope.Place.SELECT, rows.alias(), rows.schema(), rows.words());
    TypedExpr of = asOf == null ? null : new ExpressionAnalyzer(ctx, scope).analyze(asOf);
    if (asOf != null && of == null) {
      return false;
    }
    if (of instanceof TypedExpr.Column column && column.index() == stream.timeColumn()) {
      return true;
    }
    ctx.report(
        DiagnosticCode.JOIN_TIME,
        asOf == null ? right.span() : asOf.span(),
        "a table changes, and the join must say that it is of the time of the stream's row",
        asOf == null ? "as of when?" : "not the time of the row",
        "write %s FOR SYSTEM_TIME AS OF %s".formatted(table.name(), time));
    return false;
  }

  /**
   * @param kept whether rows of the stream that meet none of the table stay
   */
  private Source join(
      Expr on, StreamDef stream, Source left, StreamDef table, Source right, boolean kept) {
    var joined = new Source.Joined(left, right, columns(stream, table, right, kept));
    var exprs = new ExpressionAnalyzer(ctx, new JoinScope(ctx, RowScope.Place.WHERE, joined));
    Plan.StoredQueries node = null;
    var rest = new ArrayList<TypedExpr>();
    for (Expr part : conjuncts(on, new ArrayList<>())) {
      TypedExpr condition = exprs.condition(part);
      if (condition == null) {
        return Source.unknown(null);
      }
      if (node == null
          && condition instanceof TypedExpr.Search search
          && search.question() == Question.MATCHES
          && search.query() instanceof TypedExpr.Column query) {
        node =
            new Plan.StoredQueries(
                stream,
                table,
                search.target(),
                query.index() - stream.schema().size(),
                joined.schema(),
                kept,
                null);
      } else {
        rest.add(condition);
      }
    }
    if (node == null) {
      ctx.report(
          DiagnosticCode.JOIN_CONDITION,
          on.span(),
          "rows are joined by the queries that a table holds, and ON asks none of them",
          "no MATCHES with a column of the table",
          "write ON MATCHES(%s.column, %s.query)"
              .formatted(JoinScope.alias(left), JoinScope.alias(right)));
      return Source.unknown(null);
    }
    Plan plan = kept && !rest.isEmpty() ? withCondition(node, rest, on) : node;
    for (TypedExpr condition : kept ? List.<TypedExpr>of() : rest) {
      plan = new Plan.Filter(plan, condition);
    }
    return new Source(
        plan,
        joined.schema(),
        null,
        "the joined rows",
        stream.timeColumn(),
        stream.retainMillis(),
        false,
        joined);
  }

  /** A filter behind the join would take rows away that are to stay. */
  private static Plan withCondition(Plan.StoredQueries join, List<TypedExpr> rest, Expr on) {
    TypedExpr condition = rest.size() == 1 ? rest.getFirst() : new TypedExpr.And(rest, on.span());
    return new Plan.StoredQueries(
        join.stream(),
        join.table(),
        join.target(),
        join.query(),
        join.schema(),
        join.left(),
        condition);
  }

  private static List<Expr> conjuncts(Expr on, List<Expr> into) {
    if (on instanceof Expr.Binary and && and.op() == Expr.BinaryOp.AND) {
      conjuncts(and.left(), into);
      conjuncts(and.right(), into);
    } else {
      into.add(on);
    }
    return into;
  }

  /** A column of the table whose name the stream has too is called with the table's name. */
  private static Schema columns(StreamDef stream, StreamDef table, Source right, boolean kept) {
    var columns = new ArrayList<>(stream.schema().columns());
    for (Schema.Column column : table.schema().columns()) {
      boolean taken = stream.schema().indexOfIgnoreCase(column.name()) >= 0;
      columns.add(
          taken
              ? new Schema.Column(
                  JoinScope.alias(right) + "." + column.name(),
                  column.type(),
                  column.notNull() && !kept)
              : new Schema.Column(column.name(), column.type(), column.notNull() && !kept));
    }
    return new Schema(columns, stream.schema().open());
  }
}
