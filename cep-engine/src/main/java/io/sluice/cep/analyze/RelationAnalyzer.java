package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Relation;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What stands behind FROM. */
final class RelationAnalyzer {
  private final Context ctx;

  RelationAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  Source analyze(Relation relation) {
    return switch (relation) {
      case Relation.Named named -> renamed(named(named), named.alias());
      case Relation.Subquery sub -> renamed(subquery(sub), sub.alias());
      case Relation.Matched matched -> renamed(matched(matched), matched.alias());
      case Relation.Window window -> refused(NotYet.WINDOW, window, window.alias());
      case Relation.Join join -> new JoinAnalyzer(ctx).analyze(join);
    };
  }

  private Source refused(NotYet construct, Relation relation, Relation.@Nullable Alias alias) {
    ctx.refuses(construct, relation.span());
    return Source.unknown(alias == null ? null : alias.name().text());
  }

  private Source named(Relation.Named named) {
    if (named.asOf() != null) {
      ctx.refuses(NotYet.AS_OF, named.span());
    }
    StreamDef stream = ctx.stream(named.name());
    if (stream == null) {
      return Source.unknown(named.name().text());
    }
    if (stream.isTable()) {
      ctx.refuses(NotYet.TABLE, named.span());
      return Source.unknown(stream.name());
    }
    return scan(stream);
  }

  Source scan(StreamDef stream) {
    return new Source(
        new Plan.Scan(stream),
        stream.schema(),
        stream.name(),
        "%s '%s'".formatted(stream.isTable() ? "table" : "stream", stream.name()),
        stream.timeColumn(),
        stream.retainMillis(),
        false);
  }

  private Source subquery(Relation.Subquery sub) {
    Selection rows = new QueryAnalyzer(ctx).nested(sub.query());
    if (rows == null) {
      return Source.unknown(null);
    }
    Plan plan = rows.plan();
    return new Source(
        plan,
        plan.schema(),
        null,
        "this query",
        rows.timeColumn(),
        rows.retainMillis(),
        rows.matched());
  }

  private Source matched(Relation.Matched matched) {
    Relation input = matched.input();
    Source source = input == null ? new MergeAnalyzer(ctx).analyze(matched) : analyze(input);
    if (source.matched() && input != null) {
      ctx.refuses(NotYet.MATCH_OVER_MATCH, input.span());
      source = Source.unknown(source.alias());
    }
    return new MatchAnalyzer(ctx, source, input == null).analyze(matched.clause());
  }

  Source renamed(Source source, Relation.@Nullable Alias alias) {
    if (alias == null) {
      return source;
    }
    Source named = source.called(alias.name().text());
    Schema schema = named.schema();
    Plan plan = named.plan();
    if (alias.columns().isEmpty() || schema == null || plan == null) {
      return named;
    }
    if (alias.columns().size() != schema.size()) {
      ctx.report(
          DiagnosticCode.INSERT_COUNT,
          alias.span(),
          "%s has %s, and the list names %d"
              .formatted(
                  source.words(), Context.count(schema.size(), "column"), alias.columns().size()),
          "another number",
          "columns: " + String.join(", ", schema.names()));
      return Source.unknown(alias.name().text());
    }
    var columns = new ArrayList<NamedExpr>();
    var renamed = new ArrayList<Schema.Column>();
    for (int i = 0; i < schema.size(); i++) {
      Schema.Column column = schema.column(i);
      Name name = alias.columns().get(i);
      columns.add(
          new NamedExpr(
              name.text(), new TypedExpr.Column(column.name(), i, column.type(), name.span())));
      renamed.add(new Schema.Column(name.text(), column.type(), column.notNull()));
    }
    Schema out = new Schema(renamed, false);
    return new Source(
        new Plan.Project(plan, columns, out),
        out,
        named.alias(),
        named.words(),
        named.timeColumn(),
        named.retainMillis(),
        named.matched());
  }
}
