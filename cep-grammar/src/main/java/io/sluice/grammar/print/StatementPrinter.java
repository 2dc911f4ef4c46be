package io.sluice.grammar.print;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements. */
final class StatementPrinter {
  private static final Pattern UNIT =
      Pattern.compile("(?i)(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND)S?\\b");

  private final Layout out;

  StatementPrinter(Layout out) {
    this.out = out;
  }

  void print(Statement statement) {
    switch (statement) {
      case Statement.CreateStream s -> {
        create(s.orReplace(), "STREAM", s.name());
        columns(s.columns(), List.of(), s.partitionKey(), s.watermark());
        storage(s.late(), s.retain(), s.properties(), s.as());
      }
      case Statement.CreateTable s -> {
        create(s.orReplace(), "TABLE", s.name());
        columns(s.columns(), s.primaryKey(), s.partitionKey(), s.watermark());
        storage(s.late(), s.retain(), s.properties(), s.as());
      }
      case Statement.CreateView s -> {
        create(s.orReplace(), "VIEW", s.name());
        out.add(" AS").line();
        query(s.as());
      }
      case Statement.CreatePattern s -> createPattern(s);
      case Statement.SetParameters s ->
          out.add("ALTER PATTERN ")
              .add(Names.print(s.pattern()))
              .add(" SET ")
              .list(assignments(s.assignments()));
      case Statement.AlterPattern s -> {
        out.add("ALTER PATTERN ").add(Names.print(s.pattern())).add(" AS").line();
        body(s.body());
        if (s.fate() != null) {
          out.line().add(s.fate().name()).add(" STATE");
        }
        if (s.dryRun()) {
          out.line().add("DRY RUN");
        }
      }
      case Statement.PausePattern s -> out.add("PAUSE PATTERN ").add(Names.print(s.pattern()));
      case Statement.ResumePattern s -> out.add("RESUME PATTERN ").add(Names.print(s.pattern()));
      case Statement.Drop s ->
          out.add("DROP ")
              .add(s.kind().name())
              .add(s.ifExists() ? " IF EXISTS " : " ")
              .add(Names.print(s.name()));
      case Statement.Show s ->
          out.add("SHOW ")
              .add(s.kind().name())
              .add(s.like() == null ? "" : " LIKE " + Names.string(s.like()));
      case Statement.Describe s ->
          out.add(s.extended() ? "DESCRIBE EXTENDED " : "DESCRIBE ").add(Names.print(s.name()));
      case Statement.Explain s -> {
        out.add("EXPLAIN").add(s.kind() == null ? "" : " " + s.kind().name()).line();
        print(s.statement());
      }
      case Statement.ExplainWhy s -> explainWhy(s);
      case Statement.Replay s -> {
        out.add("REPLAY PATTERN ").add(Names.print(s.pattern()));
        out.add(" ").add(period(s.from(), s.to()));
        out.add(s.into() == null ? "" : " INTO " + Names.print(s.into()));
      }
      case Statement.Diff s -> {
        out.add("DIFF PATTERN ").add(Names.print(s.pattern()));
        out.add(s.version() == null ? "" : " VERSION " + s.version()).add(" WITH").line();
        body(s.body());
        out.line().add(period(s.from(), s.to()));
      }
      case Statement.TestPattern s -> test(s);
      case Statement.InsertQuery s -> {
        insertInto(s.target(), s.columns());
        query(s.query());
      }
      case Statement.InsertValues s -> {
        insertInto(s.target(), s.columns());
        out.add("VALUES ").list(rows(s.rows()));
      }
      case Statement.QueryStatement s -> query(s.query());
    }
  }

  private void query(Query query) {
    new QueryPrinter(out).print(query);
  }

  // ---- CREATE ----

  private void create(boolean orReplace, String kind, Name name) {
    out.add(orReplace ? "CREATE OR REPLACE " : "CREATE ").add(kind).add(" ").add(Names.print(name));
  }

  private void columns(
      List<Statement.ColumnDef> columns,
      List<Name> primaryKey,
      List<Name> partitionKey,
      Statement.@Nullable WatermarkDef watermark) {
    List<String> items = new ArrayList<>(columns.stream().map(StatementPrinter::column).toList());
    if (!primaryKey.isEmpty()) {
      items.add("PRIMARY KEY " + Names.inBrackets(primaryKey) + " NOT ENFORCED");
    }
    if (watermark != null) {
      String idle =
          watermark.idleAfter() == null
              ? ""
              : " IDLE AFTER " + ExprPrinter.interval(watermark.idleAfter());
      items.add(
          "WATERMARK FOR "
              + Names.print(watermark.column())
              + " AS "
              + ExprPrinter.print(watermark.strategy())
              + idle);
    }
    if (!partitionKey.isEmpty()) {
      items.add("PARTITION KEY " + Names.inBrackets(partitionKey));
    }
    if (!items.isEmpty()) {
      out.add(" ").open("(").below(items, ",", "").close(")");
    }
  }

  private static String column(Statement.ColumnDef column) {
    return Names.print(column.name())
        + " "
        + Names.print(column.type())
        + (column.notNull() ? " NOT NULL" : "")
        + (column.primaryKey() ? " PRIMARY KEY" : "");
  }

  private void storage(
      Statement.@Nullable LateRows late,
      Statement.@Nullable Retention retain,
      List<Statement.Property> properties,
      @Nullable Query as) {
    if (late != null) {
      out.line().add(late.to() == null ? "LATE DROP" : "LATE TO " + Names.print(late.to()));
    }
    if (retain != null) {
      out.line().add("RETAIN ").add(retention(retain));
    }
    properties(properties);
    if (as != null) {
      boolean bare = late == null && retain == null && properties.isEmpty();
      (bare ? out.add(" ") : out.line()).add("AS").line();
      query(as);
    }
  }

  private static String retention(Statement.Retention retain) {
    if (retain.time() != null) {
      return ExprPrinter.interval(retain.time());
    }
    return retain.amount()
        + (retain.sizeUnit() == null ? "" : " " + Names.print(retain.sizeUnit()));
  }

  private void properties(List<Statement.Property> properties) {
    if (!properties.isEmpty()) {
      out.line()
          .add("WITH (")
          .list(
              properties.stream()
                  .map(p -> Names.string(p.key()) + " = " + Names.string(p.value()))
                  .toList())
          .add(")");
    }
  }

  private void createPattern(Statement.CreatePattern s) {
    create(s.orReplace(), "PATTERN", s.name());
    if (!s.parameters().isEmpty()) {
      out.add(" (")
          .list(
              s.parameters().stream()
                  .map(
                      p ->
                          Names.print(p.name())
                              + " "
                              + Names.print(p.type())
                              + " DEFAULT "
                              + ExprPrinter.print(p.defaultValue()))
                  .toList())
          .add(")");
    }
    if (s.comment() != null) {
      out.line().add("COMMENT ").add(Names.string(s.comment()));
    }
    properties(s.properties());
    boolean bare = s.comment() == null && s.properties().isEmpty();
    (bare ? out.add(" ") : out.line()).add("AS").line();
    body(s.body());
  }

  private void body(Statement.PatternBody body) {
    if (body.insertInto() != null) {
      insertInto(body.insertInto(), body.columns());
    }
    query(body.query());
  }

  private void insertInto(Name target, List<Name> columns) {
    out.add("INSERT INTO ").add(Names.print(target));
    out.add(columns.isEmpty() ? "" : " " + Names.inBrackets(columns)).line();
  }

  // ---- the rest ----

  private void explainWhy(Statement.ExplainWhy s) {
    out.add(s.not() ? "EXPLAIN WHY NOT PATTERN " : "EXPLAIN WHY PATTERN ");
    out.add(Names.print(s.pattern())).add(" FOR (").list(assignments(s.key())).add(")");
    if (s.from() != null && s.to() != null) {
      out.add(" BETWEEN ").add(ExprPrinter.value(s.from()));
      out.add(" AND ").add(ExprPrinter.value(s.to()));
    }
  }

  private static List<String> assignments(List<Statement.Assignment> assignments) {
    return assignments.stream()
        .map(a -> Names.print(a.name()) + " = " + ExprPrinter.print(a.value()))
        .toList();
  }

  private static String period(Expr from, @Nullable Expr to) {
    if (to == null) {
      return "FROM " + ExprPrinter.value(from);
    }
    // INTERVAL '1' DAY TO HOUR is one interval: brackets keep an end named like a unit apart.
    String start = ExprPrinter.value(from);
    String end = ExprPrinter.value(to);
    return "FROM " + (UNIT.matcher(end).lookingAt() ? "(" + start + ")" : start) + " TO " + end;
  }

  private void test(Statement.TestPattern s) {
    out.add("TEST PATTERN ").add(Names.print(s.pattern())).line().add("GIVEN ");
    out.below(
        s.given().stream()
            .map(
                given ->
                    Names.print(given.stream())
                        + " VALUES "
                        + String.join(", ", rows(given.rows())))
            .toList(),
        ",",
        "");
    if (s.advanceTo() != null) {
      out.line().add("ADVANCE TO ").add(ExprPrinter.value(s.advanceTo()));
    }
    out.line().add("EXPECT ").add(s.exactly() ? "EXACTLY " : "");
    if (s.expect().isEmpty()) {
      out.add("NOTHING");
    } else {
      out.list(rows(s.expect()));
    }
  }

  private static List<String> rows(List<List<Expr>> rows) {
    return rows.stream().map(ExprPrinter::inBrackets).collect(Collectors.toList());
  }
}
