package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.search.Question;
import io.sluice.cep.search.SearchFields;
import io.sluice.cep.search.SearchTarget;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Span;
import io.sluice.percolator.QuerySyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * MATCHES, SCORE and HIGHLIGHT: {@code (column | (column, ...) | *, query [, ANALYZER => name])}.
 * The query is a text or a parameter, so what is wrong in it is said here, at its place in the
 * text.
 */
final class SearchCalls {
  private static final String ANALYZER = "ANALYZER";

  private final ExpressionAnalyzer exprs;
  private final Context ctx;
  private final RowScope rows;

  /** The columns of the first argument, and the rows of the match that they are of. */
  private record Columns(List<Integer> indexes, @Nullable RowSet set) {}

  SearchCalls(ExpressionAnalyzer exprs) {
    this.exprs = exprs;
    this.ctx = exprs.ctx;
    this.rows = exprs.rows;
  }

  static boolean isSearch(String name) {
    return names().contains(name);
  }

  static List<String> names() {
    return Arrays.stream(Question.values()).map(Question::name).toList();
  }

  @Nullable TypedExpr analyze(Expr.Call call, String name) {
    Question question = Question.valueOf(name);
    if (call.distinct() || call.filter() != null || call.semantics() != null) {
      return bad(
          call.span(),
          "%s looks at one row, and DISTINCT, FILTER, RUNNING and FINAL are of many"
              .formatted(name),
          "not here",
          "write " + question.signature());
    }
    List<Expr.Argument> arguments = new ArrayList<>(call.arguments());
    String analyzer = null;
    if (!arguments.isEmpty() && arguments.getLast() instanceof Expr.Named named) {
      analyzer = analyzer(named);
      if (analyzer == null) {
        return null;
      }
      arguments.removeLast();
    }
    if (arguments.size() != 2 || !(arguments.get(1) instanceof Expr.Plain queryText)) {
      return bad(
          call.span(),
          "%s takes what to search, and the query".formatted(name),
          "not of this form",
          "write " + question.signature());
    }
    Columns columns = columns(arguments.getFirst(), question);
    TypedExpr query = exprs.analyze(queryText.expr());
    Schema schema = rows.searched();
    if (columns == null || query == null || schema == null) {
      return null;
    }
    var target = new SearchTarget(schema, columns.indexes(), analyzer);
    if (!isQuery(query, queryText.expr(), target)) {
      return null;
    }
    TypedExpr search = new TypedExpr.Search(question, target, query, call.span());
    return exprs.ofRows(search, columns.set(), call.span(), false);
  }

  private @Nullable TypedExpr bad(Span span, String message, String label, String help) {
    ctx.report(DiagnosticCode.BAD_SEARCH, span, message, label, help);
    return null;
  }

  // ---- what is searched ----

  private @Nullable Columns columns(Expr.Argument argument, Question question) {
    return switch (argument) {
      case Expr.Star star -> all(star.span(), rows.place().isMatch() ? RowSet.ALL : null, question);
      case Expr.StarOf star -> {
        RowSet set = rows.place().isMatch() ? rows.requireVariable(star.variable()) : null;
        yield rows.place().isMatch() && set == null ? null : all(star.span(), set, question);
      }
      case Expr.Plain plain when plain.expr() instanceof Expr.Row row ->
          named(row.elements(), row.span(), question);
      case Expr.Plain plain -> named(List.of(plain.expr()), plain.span(), question);
      case Expr.Named named -> {
        bad(
            named.span(),
            "%s takes what to search first".formatted(question),
            "no column",
            "write " + question.signature());
        yield null;
      }
    };
  }

  private @Nullable Columns all(Span span, @Nullable RowSet set, Question question) {
    Schema schema = rows.searched();
    if (schema == null) {
      return null;
    }
    if (question == Question.HIGHLIGHT) {
      return oneColumn(span);
    }
    List<String> names = SearchFields.textColumns(schema);
    List<Integer> indexes =
        IntStream.range(0, schema.size())
            .filter(i -> names.contains(schema.column(i).name()))
            .boxed()
            .toList();
    if (indexes.isEmpty()) {
      bad(
          span,
          "* searches the TEXT columns, and these rows have none",
          "no TEXT column",
          "name a STRING column, or declare one as TEXT");
      return null;
    }
    return new Columns(indexes, set);
  }

  private @Nullable Columns oneColumn(Span span) {
    bad(
        span,
        "HIGHLIGHT marks the text of one column",
        "not one column",
        "write " + Question.HIGHLIGHT.signature());
    return null;
  }

  private @Nullable Columns named(List<Expr> exprs, Span span, Question question) {
    if (question == Question.HIGHLIGHT && exprs.size() != 1) {
      return oneColumn(span);
    }
    var indexes = new ArrayList<Integer>();
    RowSet set = null;
    for (Expr expr : exprs) {
      RowScope.Found found = column(expr, question);
      if (found == null) {
        return null;
      }
      if (!indexes.isEmpty() && !Objects.equals(set, found.rows())) {
        ctx.report(
            DiagnosticCode.MIXED_VARIABLES,
            span,
            "%s looks at one row, and this has columns of two variables".formatted(question),
            "rows of two variables",
            "take them apart: one %s for each variable".formatted(question));
        return null;
      }
      set = found.rows();
      indexes.add(found.index());
    }
    return new Columns(indexes, set);
  }

  private RowScope.@Nullable Found column(Expr expr, Question question) {
    if (!(expr instanceof Expr.ColumnRef ref)) {
      bad(
          expr.span(),
          "%s searches columns, and this is none".formatted(question),
          "not a column",
          "write " + question.signature());
      return null;
    }
    RowScope.Found found = rows.resolve(ref);
    if (found == null) {
      return null;
    }
    if (rows.isOfTable(found.index())) {
      bad(
          ref.span(),
          "%s searches the rows of the stream, and '%s' is of the table"
              .formatted(question, found.column().name()),
          "of the table",
          "name a column of the stream first, then the table's column with the query");
      return null;
    }
    if (!found.column().type().isString() || found.used() < ref.path().size()) {
      bad(
          ref.span(),
          "%s searches TEXT and STRING, and '%s' is %s"
              .formatted(question, found.column().name(), found.column().type().sql()),
          "not a text",
          "name it in the query: MATCHES(*, '%s:...')".formatted(found.column().name()));
      return null;
    }
    return found;
  }

  // ---- how it is read ----

  private @Nullable String analyzer(Expr.Named named) {
    if (!named.name().means(ANALYZER)) {
      bad(
          named.name().span(),
          "MATCHES, SCORE and HIGHLIGHT have no argument '%s'".formatted(named.name().text()),
          "unknown here",
          "the only named argument is ANALYZER => 'english'");
      return null;
    }
    if (!(named.expr() instanceof Expr.StringLiteral literal)) {
      ctx.report(
          DiagnosticCode.NOT_CONSTANT,
          named.expr().span(),
          "an analyzer is named by a text",
          "not a text",
          "write ANALYZER => 'english'");
      return null;
    }
    return AnalyzerNames.check(ctx, literal.value(), literal.span()) ? literal.value() : null;
  }

  // ---- the query ----

  private boolean isQuery(TypedExpr query, Expr written, SearchTarget target) {
    if (!query.type().isString() && !(query.type() instanceof ColumnType.Null)) {
      bad(
          query.span(),
          "a query is a text, and this is %s".formatted(query.type().sql()),
          "not a text",
          "write it in quotes: 'oil AND \"crude prices\"~2'");
      return false;
    }
    if (query instanceof TypedExpr.Column column && rows.isOfTable(column.index())) {
      return true;
    }
    if (!(query instanceof TypedExpr.Constant || query instanceof TypedExpr.Parameter)) {
      ctx.report(
          DiagnosticCode.NOT_CONSTANT,
          query.span(),
          "the query is a text or a parameter, not computed for each row",
          "not constant",
          "for many queries at once store them: PUT /v1/queries/{id}, or JOIN a table that holds them");
      return false;
    }
    Object text =
        query instanceof TypedExpr.Parameter parameter
            ? ctx.parameters().get(parameter.index()).value()
            : ((TypedExpr.Constant) query).value();
    if (text == null) {
      return true;
    }
    try {
      var _ = target.search((String) text);
      return true;
    } catch (QuerySyntaxException e) {
      Span place =
          written instanceof Expr.StringLiteral literal
              ? within(literal, e.start(), e.end())
              : query.span();
      Diagnostic error = DiagnosticCode.BAD_SEARCH.at(place, said(e, target), "in the query");
      ctx.report(e.hint() == null ? error : error.withHelp(e.hint()));
      return false;
    }
  }

  /** The percolator speaks in sentences, this language without capital and full stop. */
  private static String said(QuerySyntaxException e, SearchTarget target) {
    String sentence = Objects.requireNonNullElse(e.getMessage(), "not a query");
    int end = sentence.endsWith(".") ? sentence.length() - 1 : sentence.length();
    String first = sentence.split(" ", 2)[0];
    boolean operator = first.length() > 1 && Character.isUpperCase(first.charAt(1));
    boolean kept = operator || target.schema().indexOf(first) >= 0;
    return (kept ? sentence.charAt(0) : Character.toLowerCase(sentence.charAt(0)))
        + sentence.substring(1, end);
  }

  /** A stretch of a literal's value as a place in the text, where quotes are doubled. */
  private Span within(Expr.StringLiteral literal, int from, int to) {
    Span span = literal.span();
    int start = position(span, from);
    int end = Math.min(span.end(), Math.max(start + 1, position(span, to)));
    if (start >= end) {
      return span;
    }
    String before = ctx.text().substring(span.start(), start);
    int lastBreak = before.lastIndexOf('\n');
    int line = span.line() + (int) before.chars().filter(c -> c == '\n').count();
    int column = lastBreak < 0 ? span.column() + before.length() : before.length() - lastBreak;
    return new Span(start, end, line, column);
  }

  private int position(Span span, int valueOffset) {
    int at = span.start() + 1;
    for (int i = 0; i < valueOffset && at < span.end() - 1; i++) {
      at += ctx.text().charAt(at) == '\'' ? 2 : 1;
    }
    return at;
  }
}
