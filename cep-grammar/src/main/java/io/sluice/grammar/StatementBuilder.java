package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.parser.SluiceParser.*;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Statements, from the parse tree to records. */
final class StatementBuilder {
  private final LeafBuilder leaves;
  private final QueryBuilder queries;
  private final ExprBuilder exprs;

  StatementBuilder(LeafBuilder leaves) {
    this.leaves = leaves;
    this.queries = new QueryBuilder(leaves);
    this.exprs = queries.exprs();
  }

  Expr expression(SingleExpressionContext tree) {
    return exprs.expr(tree.expression());
  }

  Statement statement(StatementContext tree) {
    Span span = leaves.span(tree);
    return switch (tree.getChild(0)) {
      case CreateStatementContext create -> create(create, span);
      case AlterStatementContext alter -> alter(alter, span);
      case PauseStatementContext pause ->
          new Statement.PausePattern(leaves.name(pause.patternRef()), span);
      case ResumeStatementContext resume ->
          new Statement.ResumePattern(leaves.name(resume.patternRef()), span);
      case DropStatementContext drop -> drop(drop, span);
      case ShowStatementContext show ->
          new Statement.Show(
              show.PATTERNS() != null
                  ? Statement.ShowKind.PATTERNS
                  : show.STREAMS() != null ? Statement.ShowKind.STREAMS : Statement.ShowKind.TABLES,
              leaves.stringOrNull(show.stringLiteral()),
              span);
      case DescribeStatementContext describe ->
          new Statement.Describe(
              describe.EXTENDED() != null, leaves.name(describe.objectRef()), span);
      case ExplainStatementContext explain -> explain(explain, span);
      case ReplayStatementContext replay ->
          new Statement.Replay(
              leaves.name(replay.patternRef()),
              exprs.value(replay.valueExpression(0)),
              exprs.valueOrNull(replay.valueExpression(1)),
              leaves.nameOrNull(replay.streamRef()),
              span);
      case DiffStatementContext diff ->
          new Statement.Diff(
              leaves.name(diff.patternRef()),
              diff.INTEGER() == null
                  ? null
                  : Integer.valueOf(leaves.smallNumber(diff.INTEGER().getSymbol())),
              body(diff.patternBody()),
              exprs.value(diff.valueExpression(0)),
              exprs.valueOrNull(diff.valueExpression(1)),
              span);
      case TestStatementContext test -> test(test, span);
      case InsertStatementContext insert -> insert(insert, span);
      case QueryStatementContext query ->
          new Statement.QueryStatement(queries.query(query.query()), span);
      default -> throw new IllegalStateException("unread statement alternative");
    };
  }

  private Statement create(CreateStatementContext tree, Span span) {
    boolean replace = tree.REPLACE() != null;
    if (tree.streamDefinition() != null) {
      var stream = tree.streamDefinition();
      StorageParts parts =
          StorageParts.read(stream.columnDefinitions(), stream.storageOption(), leaves, exprs);
      parts.refusePrimaryKey(leaves);
      return new Statement.CreateStream(
          replace,
          leaves.name(stream.newStreamName()),
          parts.columns(),
          parts.watermark(),
          parts.partitionKey(),
          parts.late(),
          parts.retain(),
          parts.properties(),
          queryOrNull(stream.query()),
          span);
    }
    if (tree.tableDefinition() != null) {
      var table = tree.tableDefinition();
      StorageParts parts =
          StorageParts.read(table.columnDefinitions(), table.storageOption(), leaves, exprs);
      return new Statement.CreateTable(
          replace,
          leaves.name(table.newStreamName()),
          parts.columns(),
          parts.primaryKey(),
          parts.watermark(),
          parts.partitionKey(),
          parts.late(),
          parts.retain(),
          parts.properties(),
          queryOrNull(table.query()),
          span);
    }
    if (tree.viewDefinition() != null) {
      var view = tree.viewDefinition();
      return new Statement.CreateView(
          replace, leaves.name(view.newStreamName()), queries.query(view.query()), span);
    }
    return createPattern(tree.patternDefinition(), replace, span);
  }

  private Statement createPattern(PatternDefinitionContext tree, boolean replace, Span span) {
    List<Statement.ParameterDef> parameters =
        tree.parameterDefinitions() == null
            ? List.of()
            : tree.parameterDefinitions().parameterDefinition().stream()
                .map(
                    parameter ->
                        new Statement.ParameterDef(
                            leaves.name(parameter.parameterName()),
                            leaves.type(parameter.dataType()),
                            exprs.expr(parameter.expression()),
                            leaves.span(parameter)))
                .toList();
    return new Statement.CreatePattern(
        replace,
        leaves.name(tree.newPatternName()),
        parameters,
        leaves.stringOrNull(tree.stringLiteral()),
        tree.properties() == null ? List.of() : StorageParts.properties(tree.properties(), leaves),
        body(tree.patternBody()),
        span);
  }

  private @Nullable Query queryOrNull(@Nullable QueryContext tree) {
    return tree == null ? null : queries.query(tree);
  }

  private Statement.PatternBody body(PatternBodyContext tree) {
    return new Statement.PatternBody(
        leaves.nameOrNull(tree.streamRef()),
        leaves.names(tree.columnList()),
        queries.query(tree.patternQuery()),
        leaves.span(tree));
  }

  private Statement alter(AlterStatementContext tree, Span span) {
    Name pattern = leaves.name(tree.patternRef());
    if (tree.SET() != null) {
      return new Statement.SetParameters(pattern, assignments(tree.assignment()), span);
    }
    return new Statement.AlterPattern(
        pattern,
        body(tree.patternBody()),
        tree.stateFate() == null ? null : Statement.StateFate.valueOf(word(tree.stateFate())),
        tree.DRY() != null,
        span);
  }

  private List<Statement.Assignment> assignments(List<AssignmentContext> trees) {
    return trees.stream()
        .map(
            tree ->
                new Statement.Assignment(
                    leaves.name(tree.assignedName()),
                    exprs.expr(tree.expression()),
                    leaves.span(tree)))
        .toList();
  }

  private Statement drop(DropStatementContext tree, Span span) {
    Statement.ObjectKind kind = Statement.ObjectKind.valueOf(word(tree.getChild(1).getText()));
    Name name = leaves.name(tree.patternRef() == null ? tree.streamRef() : tree.patternRef());
    return new Statement.Drop(kind, tree.EXISTS() != null, name, span);
  }

  private Statement explain(ExplainStatementContext tree, Span span) {
    if (tree.WHY() != null) {
      return new Statement.ExplainWhy(
          tree.NOT() != null,
          leaves.name(tree.patternRef()),
          assignments(tree.assignment()),
          exprs.valueOrNull(tree.valueExpression(0)),
          exprs.valueOrNull(tree.valueExpression(1)),
          span);
    }
    return new Statement.Explain(
        tree.explainKind() == null ? null : Statement.ExplainKind.valueOf(word(tree.explainKind())),
        statement(tree.statement()),
        span);
  }

  private Statement test(TestStatementContext tree, Span span) {
    return new Statement.TestPattern(
        leaves.name(tree.patternRef()),
        tree.givenRows().stream()
            .map(
                given ->
                    new Statement.Given(
                        leaves.name(given.streamRef()), rows(given.rowValue()), leaves.span(given)))
            .toList(),
        exprs.valueOrNull(tree.valueExpression()),
        tree.EXACTLY() != null,
        rows(tree.rowValue()),
        span);
  }

  private Statement insert(InsertStatementContext tree, Span span) {
    Name target = leaves.name(tree.streamRef());
    List<Name> columns = leaves.names(tree.columnList());
    return tree.query() == null
        ? new Statement.InsertValues(target, columns, rows(tree.rowValue()), span)
        : new Statement.InsertQuery(target, columns, queries.query(tree.query()), span);
  }

  private List<List<Expr>> rows(List<RowValueContext> trees) {
    return trees.stream().map(row -> exprs.exprs(row.expression())).toList();
  }

  private static String word(ParserRuleContext tree) {
    return word(tree.getText());
  }

  private static String word(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
