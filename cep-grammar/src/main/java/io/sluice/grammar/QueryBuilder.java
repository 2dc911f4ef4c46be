package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Relation;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser.*;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Queries and what stands in FROM. */
final class QueryBuilder {
  private final LeafBuilder leaves;
  private final ExprBuilder exprs;
  private final PatternBuilder patterns;

  QueryBuilder(LeafBuilder leaves) {
    this.leaves = leaves;
    this.exprs = new ExprBuilder(leaves, this::query);
    this.patterns = new PatternBuilder(leaves);
  }

  ExprBuilder exprs() {
    return exprs;
  }

  Query query(QueryContext tree) {
    return query(
        tree.commonTables(),
        tree.selectCore().stream()
            .map(core -> select(core, core.selectList(), core.fromClause(), core.selectTail()))
            .toList(),
        tree.emitClause(),
        tree.limitClause(),
        leaves.span(tree));
  }

  /** A pattern's query differs only in that it cannot do without FROM. */
  Query query(PatternQueryContext tree) {
    return query(
        tree.commonTables(),
        tree.patternSelect().stream()
            .map(core -> select(core, core.selectList(), core.fromClause(), core.selectTail()))
            .toList(),
        tree.emitClause(),
        tree.limitClause(),
        leaves.span(tree));
  }

  private Query query(
      @Nullable CommonTablesContext with,
      List<Query.Select> selects,
      @Nullable EmitClauseContext emit,
      @Nullable LimitClauseContext limit,
      Span span) {
    List<CommonTableContext> tables = with == null ? List.of() : with.commonTable();
    return new Query(
        tables.stream()
            .map(
                cte ->
                    new Query.Cte(
                        leaves.name(cte.newStreamName()), query(cte.query()), leaves.span(cte)))
            .toList(),
        selects,
        emit == null ? null : emit(emit),
        limit == null ? null : Long.valueOf(leaves.number(limit.INTEGER().getSymbol())),
        span);
  }

  private Query.Emit emit(EmitClauseContext tree) {
    Query.EmitMode mode =
        tree.FINAL() != null
            ? Query.EmitMode.FINAL
            : tree.CHANGES() != null ? Query.EmitMode.CHANGES : Query.EmitMode.EARLY;
    return new Query.Emit(mode, leaves.intervalOrNull(tree.intervalLiteral()), leaves.span(tree));
  }

  private Query.Select select(
      ParserRuleContext whole,
      SelectListContext list,
      @Nullable FromClauseContext from,
      SelectTailContext tail) {
    var where = tail.whereClause();
    var groupBy = tail.groupByClause();
    var having = tail.havingClause();
    var orderBy = tail.orderByClause();
    return new Query.Select(
        list.DISTINCT() != null,
        list.selectItem().stream().map(this::item).toList(),
        from == null ? null : joined(from),
        where == null ? null : exprs.expr(where.expression()),
        groupBy == null ? List.of() : exprs.exprs(groupBy.expression()),
        having == null ? null : exprs.expr(having.expression()),
        orderBy == null ? List.of() : exprs.sortItems(orderBy.sortItem()),
        leaves.span(whole));
  }

  private Query.SelectItem item(SelectItemContext tree) {
    Span span = leaves.span(tree);
    return switch (tree) {
      case AllColumnsContext all -> new Query.AllColumns(span);
      case AllColumnsOfContext all -> new Query.AllColumnsOf(leaves.name(all.qualifier()), span);
      case SelectedColumnContext column ->
          new Query.Column(
              exprs.expr(column.expression()),
              leaves.nameOrNull(
                  column.columnAlias() == null ? column.bareAlias() : column.columnAlias()),
              span);
      default -> throw new IllegalStateException("unread item alternative");
    };
  }

  // ---- FROM ----

  private Relation joined(FromClauseContext tree) {
    Relation left = relation(tree.relation());
    for (JoinedRelationContext join : tree.joinedRelation()) {
      left =
          new Relation.Join(
              left,
              joinKind(join),
              relation(join.relation()),
              exprs.expr(join.expression()),
              leaves.span(tree.relation().getStart(), join.getStop()));
    }
    return left;
  }

  private static Relation.JoinKind joinKind(JoinedRelationContext tree) {
    if (tree.LEFT() != null) {
      return Relation.JoinKind.LEFT;
    }
    if (tree.RIGHT() != null) {
      return Relation.JoinKind.RIGHT;
    }
    return tree.FULL() != null ? Relation.JoinKind.FULL : Relation.JoinKind.INNER;
  }

  private Relation relation(RelationContext tree) {
    Span span = leaves.span(tree);
    return switch (tree) {
      case WindowRelationContext window ->
          window(window.windowFunction(), alias(window.relationAlias()), span);
      case MergedRelationContext merged ->
          new Relation.Matched(
              merged.mergeItem().stream()
                  .map(
                      item ->
                          new Relation.MergeItem(
                              leaves.name(item.streamRef()),
                              leaves.nameOrNull(item.aliasName()),
                              leaves.span(item)))
                  .toList(),
              null,
              match(merged.matchClause()),
              alias(merged.matchAlias()),
              span);
      case QueryRelationContext sub -> {
        Query query = query(sub.query());
        Relation.Alias alias = alias(sub.relationAlias());
        if (sub.matchClause() == null) {
          yield new Relation.Subquery(query, alias, span);
        }
        Span brackets = leaves.span(sub.LPAREN().getSymbol(), sub.RPAREN().getSymbol());
        Relation input = new Relation.Subquery(query, alias, brackets);
        yield new Relation.Matched(
            List.of(), input, match(sub.matchClause()), alias(sub.matchAlias()), span);
      }
      case NamedRelationContext named -> {
        Name name = leaves.name(named.streamRef());
        Relation.Alias alias = alias(named.relationAlias());
        if (named.matchClause() == null) {
          Expr asOf = named.asOf() == null ? null : exprs.value(named.asOf().valueExpression());
          yield new Relation.Named(name, asOf, alias, span);
        }
        Relation input = new Relation.Named(name, null, alias, name.span());
        yield new Relation.Matched(
            List.of(), input, match(named.matchClause()), alias(named.matchAlias()), span);
      }
      default -> throw new IllegalStateException("unread relation alternative");
    };
  }

  private Relation.@Nullable Alias alias(@Nullable RelationAliasContext tree) {
    if (tree == null) {
      return null;
    }
    Name name = leaves.name(tree.aliasName() == null ? tree.bareAlias() : tree.aliasName());
    return new Relation.Alias(name, leaves.names(tree.columnList()), leaves.span(tree));
  }

  private Relation.@Nullable Alias alias(@Nullable MatchAliasContext tree) {
    if (tree == null) {
      return null;
    }
    Name name = leaves.name(tree.aliasName() == null ? tree.bareAlias() : tree.aliasName());
    return new Relation.Alias(name, leaves.names(tree.columnList()), leaves.span(tree));
  }

  private Relation window(WindowFunctionContext tree, Relation.@Nullable Alias alias, Span span) {
    Relation input;
    if (tree.streamRef() != null) {
      Name name = leaves.name(tree.streamRef());
      input = new Relation.Named(name, null, null, name.span());
    } else {
      Span brackets = leaves.span(tree.LPAREN(1).getSymbol(), tree.RPAREN(0).getSymbol());
      input = new Relation.Subquery(query(tree.query()), null, brackets);
    }
    return new Relation.Window(
        Relation.WindowKind.valueOf(tree.windowKind().getText().toUpperCase(Locale.ROOT)),
        input,
        exprs.exprs(tree.expression()),
        leaves.name(tree.columnName()),
        tree.intervalLiteral().stream().map(leaves::interval).toList(),
        alias,
        span);
  }

  // ---- MATCH_RECOGNIZE ----

  private MatchRecognize match(MatchClauseContext tree) {
    var within = tree.WITHIN() == null ? null : tree.intervalLiteral(0);
    var gap = tree.GAP() == null ? null : tree.intervalLiteral(within == null ? 0 : 1);
    return new MatchRecognize(
        tree.partitionItem().stream()
            .map(
                item ->
                    new MatchRecognize.PartitionItem(
                        exprs.expr(item.expression()),
                        leaves.nameOrNull(item.columnAlias()),
                        leaves.span(item)))
            .toList(),
        exprs.sortItems(tree.sortItem()),
        tree.measure().stream()
            .map(
                measure ->
                    new MatchRecognize.Measure(
                        exprs.expr(measure.expression()),
                        leaves.name(measure.columnAlias()),
                        leaves.span(measure)))
            .toList(),
        tree.rowsPerMatch() == null ? null : rowsPerMatch(tree.rowsPerMatch()),
        tree.skipMode() == null ? null : afterMatch(tree),
        pattern(tree),
        leaves.intervalOrNull(within),
        leaves.intervalOrNull(gap),
        tree.subset().stream()
            .map(
                subset ->
                    new MatchRecognize.Subset(
                        leaves.name(subset.patternVariable()),
                        leaves.names(subset.variableRef()),
                        leaves.span(subset)))
            .toList(),
        tree.definition().stream()
            .map(
                definition ->
                    new MatchRecognize.Definition(
                        leaves.name(definition.patternVariable()),
                        leaves.nameOrNull(definition.streamRef()),
                        exprs.expr(definition.expression()),
                        leaves.span(definition)))
            .toList(),
        leaves.span(tree));
  }

  private PatternNode pattern(MatchClauseContext tree) {
    if (tree.rowPattern() != null) {
      return patterns.pattern(tree.rowPattern());
    }
    Span brackets = leaves.span(tree.LPAREN(1).getSymbol(), tree.RPAREN(0).getSymbol());
    return new PatternNode.Empty(brackets);
  }

  private MatchRecognize.RowsPerMatch rowsPerMatch(RowsPerMatchContext tree) {
    MatchRecognize.EmptyMatches empty = null;
    if (tree.SHOW() != null) {
      empty = MatchRecognize.EmptyMatches.SHOW;
    } else if (tree.OMIT() != null) {
      empty = MatchRecognize.EmptyMatches.OMIT;
    } else if (tree.UNMATCHED() != null) {
      empty = MatchRecognize.EmptyMatches.WITH_UNMATCHED_ROWS;
    }
    MatchRecognize.RowsKind kind =
        tree.LAST() != null
            ? MatchRecognize.RowsKind.ONE_PER_LAST_ROW
            : tree.ALL() != null
                ? MatchRecognize.RowsKind.ALL_PER_MATCH
                : MatchRecognize.RowsKind.ONE_PER_MATCH;
    return new MatchRecognize.RowsPerMatch(
        kind, empty, tree.timeoutMatches() != null, leaves.span(tree));
  }

  private MatchRecognize.AfterMatch afterMatch(MatchClauseContext tree) {
    Span span = leaves.span(tree.AFTER().getSymbol(), tree.skipMode().getStop());
    return switch (tree.skipMode()) {
      case SkipPastLastRowContext mode ->
          new MatchRecognize.AfterMatch(MatchRecognize.SkipMode.PAST_LAST_ROW, null, span);
      case SkipToNextRowContext mode ->
          new MatchRecognize.AfterMatch(MatchRecognize.SkipMode.TO_NEXT_ROW, null, span);
      case SkipToFirstContext mode ->
          new MatchRecognize.AfterMatch(
              MatchRecognize.SkipMode.TO_FIRST, leaves.name(mode.variableRef()), span);
      case SkipToLastContext mode ->
          new MatchRecognize.AfterMatch(
              MatchRecognize.SkipMode.TO_LAST, leaves.name(mode.variableRef()), span);
      case NoSkipContext mode ->
          new MatchRecognize.AfterMatch(
              MatchRecognize.SkipMode.NO_SKIP,
              null,
              mode.INTEGER() == null
                  ? null
                  : Long.valueOf(leaves.number(mode.INTEGER().getSymbol())),
              span);
      default -> throw new IllegalStateException("unread skip alternative");
    };
  }
}
