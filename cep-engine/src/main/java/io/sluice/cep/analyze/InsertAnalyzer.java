package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.plan.MatchPlan.NamedExpr;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.NearestName;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** INSERT INTO stream [(columns)] query: by position, with the conversions of SQL's assignment. */
final class InsertAnalyzer {
  private final Context ctx;

  InsertAnalyzer(Context ctx) {
    this.ctx = ctx;
  }

  /** A plan whose columns are the stream's, and the stream; null after an error. */
  record Fitted(StreamDef target, Plan plan) {}

  @Nullable Fitted analyze(Name target, List<Name> columns, Query query) {
    Selection selection = new QueryAnalyzer(ctx).inserted(query);
    StreamDef stream = target(target, selection);
    if (stream == null) {
      return null;
    }
    List<Integer> places = places(stream, columns, target);
    if (places == null || selection == null || !fits(stream, selection, places, query, columns)) {
      return null;
    }
    Plan plan = plan(stream, selection, places, target.span());
    return new Fitted(stream, plan);
  }

  private @Nullable StreamDef target(Name name, @Nullable Selection selection) {
    StreamDef found = ctx.catalog().stream(name.text());
    if (found != null && name.means(found.name())) {
      return found;
    }
    if (ctx.isBroken(name)) {
      return null;
    }
    Diagnostic error =
        DiagnosticCode.UNKNOWN_STREAM.at(
            name.span(), "unknown stream '%s'".formatted(name.text()), "no such stream");
    var nearest = NearestName.to(name.text(), ctx.catalog().streams().keySet());
    String fitting =
        selection == null || nearest.isPresent() || selection.columns().isEmpty()
            ? null
            : SqlNames.createStream(name.text(), selection.withColumnTypes().outputSchema());
    if (fitting != null) {
      error = error.withNotes("a stream that would fit: " + fitting);
    }
    if (nearest.isPresent()) {
      error =
          error
              .withHelp("did you mean '%s'?".formatted(nearest.get()))
              .withEdit(name.span(), SqlNames.quoteIfNeeded(nearest.get()));
    } else {
      error = error.withHelp("declare it before this statement");
    }
    ctx.report(error);
    return null;
  }

  /** For each selected column the index in the stream. */
  private @Nullable List<Integer> places(StreamDef stream, List<Name> columns, Name target) {
    var places = new ArrayList<Integer>();
    if (columns.isEmpty()) {
      for (int i = 0; i < stream.schema().size(); i++) {
        places.add(i);
      }
      return places;
    }
    Set<Integer> seen = new HashSet<>();
    boolean complete = true;
    for (Name column : columns) {
      int index =
          Columns.require(ctx, stream.schema(), column, "of stream '%s'".formatted(stream.name()));
      if (index < 0) {
        complete = false;
      } else if (!seen.add(index)) {
        complete = false;
        ctx.report(
            DiagnosticCode.DUPLICATE_NAME,
            column.span(),
            "column '%s' is named twice".formatted(column.text()),
            "the second time");
      }
      places.add(index);
    }
    if (!complete) {
      return null;
    }
    for (int i = 0; i < stream.schema().size(); i++) {
      Schema.Column column = stream.schema().column(i);
      if (column.notNull() && !seen.contains(i)) {
        complete = false;
        ctx.report(
            DiagnosticCode.INSERT_MISSING,
            target.span(),
            "column '%s' of stream '%s' is NOT NULL and gets no value"
                .formatted(column.name(), stream.name()),
            "'%s' is missing".formatted(column.name()),
            "add it to the list of columns");
      }
    }
    return complete ? places : null;
  }

  private boolean fits(
      StreamDef stream, Selection selection, List<Integer> places, Query query, List<Name> list) {
    List<NamedExpr> columns = selection.columns();
    if (columns.size() != places.size()) {
      List<Query.SelectItem> items = query.selects().getFirst().items();
      ctx.report(
          DiagnosticCode.INSERT_COUNT
              .at(
                  items.getFirst().span().to(items.getLast().span()),
                  "%s %s, and the query gives %d"
                      .formatted(
                          list.isEmpty()
                              ? "stream '%s' has".formatted(stream.name())
                              : "the list names",
                          Context.count(places.size(), "column"),
                          columns.size()),
                  columns.size() < places.size() ? "too few" : "too many")
              .withNotes(
                  "stream: " + describe(places.stream().map(stream.schema()::column).toList()),
                  "query: " + String.join(", ", columns.stream().map(NamedExpr::name).toList())));
      return false;
    }
    boolean fine = true;
    for (int i = 0; i < columns.size(); i++) {
      Schema.Column to = stream.schema().column(places.get(i));
      TypedExpr from = columns.get(i).expr();
      if (!assignable(from, to.type())) {
        fine = false;
        misfit(stream, columns.get(i), to);
      } else if (Coercion.to(to.type(), from) instanceof TypedExpr.Convert
          && from instanceof TypedExpr.Constant) {
        fine = false;
        ctx.report(
            DiagnosticCode.BAD_LITERAL,
            from.span(),
            "%s does not fit column '%s' of stream '%s'"
                .formatted(ctx.excerpt(from.span()), to.name(), stream.name()),
            "not a value of " + to.type().sql());
      }
    }
    return fine;
  }

  private static boolean assignable(TypedExpr from, ColumnType to) {
    return Conversion.isAssignable(from.type(), to);
  }

  private static String describe(List<Schema.Column> columns) {
    return String.join(", ", columns.stream().map(c -> c.name() + " " + c.type().sql()).toList());
  }

  private void misfit(StreamDef stream, NamedExpr column, Schema.Column to) {
    ColumnType from = column.expr().type();
    boolean convertible = Conversion.between(from, to.type()) != null;
    String words = ctx.excerpt(column.expr().span());
    ctx.report(
        DiagnosticCode.INSERT_TYPE
            .at(
                column.expr().span(),
                "column '%s' of stream '%s' is %s, and '%s' is %s"
                    .formatted(
                        to.name(), stream.name(), to.type().sql(), column.name(), from.sql()),
                from.sql())
            .withHelp(
                convertible && !words.equals("*")
                    ? "write CAST(%s AS %s)".formatted(words, to.type().sql())
                    : "columns go by position; the stream has "
                        + describe(stream.schema().columns())));
  }

  private static Plan plan(StreamDef stream, Selection selection, List<Integer> places, Span span) {
    List<Schema.Column> target = stream.schema().columns();
    var columns = new ArrayList<@Nullable NamedExpr>();
    target.forEach(_ -> columns.add(null));
    for (int i = 0; i < places.size(); i++) {
      Schema.Column to = target.get(places.get(i));
      TypedExpr value = Coercion.to(to.type(), selection.columns().get(i).expr());
      columns.set(places.get(i), new NamedExpr(to.name(), value));
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) == null) {
        Schema.Column to = target.get(i);
        columns.set(i, new NamedExpr(to.name(), new TypedExpr.Constant(null, to.type(), span)));
      }
    }
    return new Plan.Project(
        selection.input(), columns.stream().map(Objects::requireNonNull).toList(), stream.schema());
  }
}
