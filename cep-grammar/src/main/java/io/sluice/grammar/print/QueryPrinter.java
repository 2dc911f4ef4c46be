package io.sluice.grammar.print;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Relation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Queries: a clause a line. */
final class QueryPrinter {
  private final Layout out;

  QueryPrinter(Layout out) {
    this.out = out;
  }

  void print(Query query) {
    String lead = "WITH ";
    for (Query.Cte cte : query.with()) {
      out.add(lead).add(Names.print(cte.name())).add(" AS ").open("(");
      print(cte.query());
      out.close(")");
      lead = ", ";
    }
    if (!query.with().isEmpty()) {
      out.line();
    }
    for (int i = 0; i < query.selects().size(); i++) {
      if (i > 0) {
        out.line().add("UNION ALL").line();
      }
      select(query.selects().get(i));
    }
    if (query.emit() != null) {
      out.line().add("EMIT ").add(query.emit().mode().name());
      if (query.emit().every() != null) {
        out.add(" EVERY ").add(ExprPrinter.interval(query.emit().every()));
      }
    }
    if (query.limit() != null) {
      out.line().add("LIMIT ").add(Long.toString(query.limit()));
    }
  }

  private void select(Query.Select select) {
    out.add("SELECT ").add(select.distinct() ? "DISTINCT " : "");
    out.list(select.items().stream().map(QueryPrinter::item).toList());
    if (select.from() != null) {
      out.line().add("FROM ");
      relation(select.from());
    }
    if (select.where() != null) {
      out.line().add("WHERE ");
      condition(select.where());
    }
    clause("GROUP BY ", ExprPrinter.all(select.groupBy()));
    if (select.having() != null) {
      out.line().add("HAVING ");
      condition(select.having());
    }
    clause("ORDER BY ", ExprPrinter.sortItems(select.orderBy()));
  }

  private void clause(String word, List<String> members) {
    if (!members.isEmpty()) {
      out.line().add(word).list(members);
    }
  }

  /** On this line where it fits, else with each AND on a line of its own. */
  private void condition(Expr condition) {
    List<String> conjuncts = ExprPrinter.conjuncts(condition);
    String flat = String.join(" AND ", conjuncts);
    if (out.fits(flat)) {
      out.add(flat);
    } else {
      out.below(conjuncts, "", "AND ");
    }
  }

  private static String item(Query.SelectItem item) {
    return switch (item) {
      case Query.AllColumns all -> "*";
      case Query.AllColumnsOf all -> Names.print(all.relation()) + ".*";
      case Query.Column column ->
          ExprPrinter.print(column.expr())
              + (column.alias() == null ? "" : " AS " + Names.print(column.alias()));
    };
  }

  // ---- FROM ----

  private void relation(Relation relation) {
    switch (relation) {
      case Relation.Named named -> {
        out.add(Names.print(named.name()));
        if (named.asOf() != null) {
          out.add(" FOR SYSTEM_TIME AS OF ").add(ExprPrinter.value(named.asOf()));
        }
        alias(named.alias());
      }
      case Relation.Subquery sub -> {
        inBrackets(sub.query());
        alias(sub.alias());
      }
      case Relation.Window window -> window(window);
      case Relation.Matched matched -> {
        if (matched.input() == null) {
          out.add("MERGE (").add(mergeItems(matched.merge())).add(")");
        } else {
          relation(matched.input());
        }
        out.add(" MATCH_RECOGNIZE ").open("(");
        match(matched.clause());
        out.close(")");
        alias(matched.alias());
      }
      case Relation.Join join -> {
        relation(join.left());
        out.line();
        out.add(join.kind() == Relation.JoinKind.INNER ? "" : join.kind().name() + " ");
        out.add("JOIN ");
        relation(join.right());
        out.add(" ON ");
        condition(join.on());
      }
    }
  }

  private void inBrackets(Query query) {
    out.open("(");
    print(query);
    out.close(")");
  }

  private void alias(Relation.@Nullable Alias alias) {
    if (alias != null) {
      out.add(" AS ").add(Names.print(alias.name()));
      if (!alias.columns().isEmpty()) {
        out.add(" ").add(Names.inBrackets(alias.columns()));
      }
    }
  }

  private static String mergeItems(List<Relation.MergeItem> items) {
    return items.stream()
        .map(
            item ->
                Names.print(item.stream())
                    + (item.alias() == null ? "" : " AS " + Names.print(item.alias())))
        .collect(Collectors.joining(", "));
  }

  private void window(Relation.Window window) {
    out.add(window.kind().name()).add("(TABLE ");
    relation(window.input());
    if (!window.partitionBy().isEmpty()) {
      out.add(" PARTITION BY ").add(String.join(", ", ExprPrinter.all(window.partitionBy())));
    }
    out.add(", DESCRIPTOR(").add(Names.print(window.timeColumn())).add(")");
    for (Expr.Interval argument : window.arguments()) {
      out.add(", ").add(ExprPrinter.interval(argument));
    }
    out.add(")");
    alias(window.alias());
  }

  // ---- MATCH_RECOGNIZE ----

  /** The bracket is open and the first line begun; each clause but the first begins a new one. */
  private void match(MatchRecognize clause) {
    boolean first = true;
    if (!clause.partitionBy().isEmpty()) {
      first = next(first);
      out.add("PARTITION BY ")
          .list(
              clause.partitionBy().stream().map(item -> named(item.expr(), item.alias())).toList());
    }
    if (!clause.orderBy().isEmpty()) {
      first = next(first);
      out.add("ORDER BY ").list(ExprPrinter.sortItems(clause.orderBy()));
    }
    if (!clause.measures().isEmpty()) {
      first = next(first);
      out.add("MEASURES ")
          .list(clause.measures().stream().map(m -> named(m.expr(), m.name())).toList());
    }
    if (clause.rowsPerMatch() != null) {
      first = next(first);
      out.add(rowsPerMatch(clause.rowsPerMatch()));
    }
    if (clause.afterMatch() != null) {
      first = next(first);
      out.add(afterMatch(clause.afterMatch()));
    }
    next(first);
    // The brackets of PATTERN are those of the empty pattern.
    String pattern =
        clause.pattern() instanceof PatternNode.Empty ? "" : PatternPrinter.print(clause.pattern());
    out.add("PATTERN (").add(pattern).add(")");
    if (clause.within() != null) {
      out.add(" WITHIN ").add(ExprPrinter.interval(clause.within()));
    }
    if (clause.gap() != null) {
      out.add(" GAP ").add(ExprPrinter.interval(clause.gap()));
    }
    clause(
        "SUBSET ",
        clause.subsets().stream()
            .map(s -> Names.print(s.name()) + " = " + Names.inBrackets(s.members()))
            .toList());
    if (!clause.definitions().isEmpty()) {
      out.line().add("DEFINE ");
      definitions(clause.definitions());
    }
  }

  private boolean next(boolean first) {
    if (!first) {
      out.line();
    }
    return false;
  }

  private static String named(Expr expr, @Nullable Name name) {
    return ExprPrinter.print(expr) + (name == null ? "" : " AS " + Names.print(name));
  }

  private static String rowsPerMatch(MatchRecognize.RowsPerMatch rows) {
    String text =
        switch (rows.kind()) {
          case ONE_PER_MATCH -> "ONE ROW PER MATCH";
          case ALL_PER_MATCH -> "ALL ROWS PER MATCH";
          case ONE_PER_LAST_ROW -> "ONE ROW PER LAST ROW";
        };
    if (rows.empty() != null) {
      text +=
          switch (rows.empty()) {
            case SHOW -> " SHOW EMPTY MATCHES";
            case OMIT -> " OMIT EMPTY MATCHES";
            case WITH_UNMATCHED_ROWS -> " WITH UNMATCHED ROWS";
          };
    }
    return rows.timeouts() ? text + " SHOW TIMEOUT MATCHES" : text;
  }

  private static String afterMatch(MatchRecognize.AfterMatch after) {
    String target = after.target() == null ? "" : Names.print(after.target());
    return "AFTER MATCH "
        + switch (after.mode()) {
          case PAST_LAST_ROW -> "SKIP PAST LAST ROW";
          case TO_NEXT_ROW -> "SKIP TO NEXT ROW";
          case TO_FIRST -> "SKIP TO FIRST " + target;
          case TO_LAST -> "SKIP TO LAST " + target;
          case NO_SKIP ->
              after.perRow() == null ? "NO SKIP" : "NO SKIP LIMIT " + after.perRow() + " PER ROW";
        };
  }

  private void definitions(List<MatchRecognize.Definition> definitions) {
    int column = out.column();
    for (int i = 0; i < definitions.size(); i++) {
      if (i > 0) {
        out.add(",").lineAt(column);
      }
      MatchRecognize.Definition definition = definitions.get(i);
      out.add(Names.print(definition.variable()));
      out.add(definition.on() == null ? "" : " ON " + Names.print(definition.on())).add(" AS ");
      condition(definition.condition());
    }
  }
}
