package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser;
import io.sluice.grammar.parser.SluiceParser.*;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Expressions.
 *
 * <p>RUNNING and FINAL belong to calls. Before a column they mean its last row, as the standard
 * defines it ({@code FINAL A.x} is {@code FINAL LAST(A.x)}); before a bracket they are handed to
 * each outermost call and column in it.
 */
final class ExprBuilder {
  private final LeafBuilder leaves;
  private final Function<QueryContext, Query> queries;
  private final CallBuilder calls;
  private final Levels levels = new Levels();
  private Expr.@Nullable Semantics semantics;

  ExprBuilder(LeafBuilder leaves, Function<QueryContext, Query> queries) {
    this.leaves = leaves;
    this.queries = queries;
    this.calls = new CallBuilder(leaves, this);
  }

  List<Expr> exprs(List<ExpressionContext> trees) {
    return trees.stream().map(this::expr).toList();
  }

  @Nullable Expr exprOrNull(@Nullable ExpressionContext tree) {
    return tree == null ? null : expr(tree);
  }

  @Nullable Expr valueOrNull(@Nullable ValueExpressionContext tree) {
    return tree == null ? null : value(tree);
  }

  Expr expr(ExpressionContext tree) {
    return chain(tree, tree.conjunction(), this::conjunction);
  }

  private Expr conjunction(ConjunctionContext tree) {
    return chain(tree, tree.negation(), this::negation);
  }

  private Expr negation(NegationContext tree) {
    return tree.NOT() == null
        ? predicate(tree.predicate())
        : new Expr.Unary(Expr.UnaryOp.NOT, negation(tree.negation()), leaves.span(tree));
  }

  Expr value(ValueExpressionContext tree) {
    return chain(tree, tree.term(), this::term);
  }

  private Expr term(TermContext tree) {
    return chain(tree, tree.factor(), this::factor);
  }

  private Expr factor(FactorContext tree) {
    if (tree.subscripted() != null) {
      return subscripted(tree.subscripted());
    }
    Expr.UnaryOp op = tree.MINUS() == null ? Expr.UnaryOp.PLUS : Expr.UnaryOp.MINUS;
    return new Expr.Unary(op, factor(tree.factor()), leaves.span(tree));
  }

  /** {@code a op b op c} leans to the left; operands and signs are children in turn. */
  private <T extends ParserRuleContext> Expr chain(
      ParserRuleContext tree, List<T> operands, Function<T, Expr> build) {
    if (operands.size() == 1) {
      return build.apply(operands.getFirst());
    }
    levels.enter(operands.size(), tree.getStart());
    Expr left = build.apply(operands.getFirst());
    for (int i = 1; i < operands.size(); i++) {
      Token sign = ((TerminalNode) tree.getChild(2 * i - 1)).getSymbol();
      T operand = operands.get(i);
      left =
          new Expr.Binary(
              operator(sign),
              left,
              build.apply(operand),
              leaves.span(sign),
              leaves.span(tree.getStart(), operand.getStop()));
    }
    levels.leave(operands.size());
    return left;
  }

  private static Expr.BinaryOp operator(Token sign) {
    return switch (sign.getType()) {
      case SluiceParser.OR -> Expr.BinaryOp.OR;
      case SluiceParser.AND -> Expr.BinaryOp.AND;
      case SluiceParser.EQUAL -> Expr.BinaryOp.EQUAL;
      case SluiceParser.NOT_EQUAL, SluiceParser.NOT_EQUAL_C -> Expr.BinaryOp.NOT_EQUAL;
      case SluiceParser.LESS -> Expr.BinaryOp.LESS;
      case SluiceParser.LESS_EQUAL -> Expr.BinaryOp.LESS_OR_EQUAL;
      case SluiceParser.GREATER -> Expr.BinaryOp.GREATER;
      case SluiceParser.GREATER_EQUAL -> Expr.BinaryOp.GREATER_OR_EQUAL;
      case SluiceParser.PLUS -> Expr.BinaryOp.ADD;
      case SluiceParser.MINUS -> Expr.BinaryOp.SUBTRACT;
      case SluiceParser.STAR -> Expr.BinaryOp.MULTIPLY;
      case SluiceParser.SLASH -> Expr.BinaryOp.DIVIDE;
      case SluiceParser.PERCENT -> Expr.BinaryOp.MODULO;
      case SluiceParser.CONCAT -> Expr.BinaryOp.CONCATENATE;
      default -> throw new IllegalStateException("unread operator");
    };
  }

  private Expr predicate(PredicateContext tree) {
    TruthTailContext truth = tree.truthTail();
    Expr tested = untested(tree);
    return truth == null
        ? tested
        : new Expr.IsTruth(
            tested,
            truth.NOT() != null,
            truth.UNKNOWN() != null ? null : Boolean.valueOf(truth.TRUE() != null),
            leaves.span(tree));
  }

  private Expr untested(PredicateContext tree) {
    Expr value = value(tree.valueExpression());
    ParserRuleContext end =
        tree.predicateTail() == null ? tree.valueExpression() : tree.predicateTail();
    Span span = leaves.span(tree.getStart(), end.getStop());
    return switch (tree.predicateTail()) {
      case null -> value;
      case ComparisonTailContext tail ->
          new Expr.Binary(
              operator(tail.comparison().getStart()),
              value,
              value(tail.valueExpression()),
              leaves.span(tail.comparison()),
              span);
      case BetweenTailContext tail ->
          new Expr.Between(
              value,
              tail.NOT() != null,
              value(tail.valueExpression(0)),
              value(tail.valueExpression(1)),
              span);
      case InTailContext tail ->
          tail.query() == null
              ? new Expr.InList(value, tail.NOT() != null, exprs(tail.expression()), span)
              : new Expr.InQuery(value, tail.NOT() != null, queries.apply(tail.query()), span);
      case LikeTailContext tail ->
          new Expr.Like(
              value,
              tail.NOT() != null,
              value(tail.valueExpression()),
              leaves.stringOrNull(tail.stringLiteral()),
              span);
      case NullTailContext tail -> new Expr.IsNull(value, tail.NOT() != null, span);
      case DistinctTailContext tail ->
          new Expr.IsDistinct(value, tail.NOT() != null, value(tail.valueExpression()), span);
      default -> throw new IllegalStateException("unread predicate alternative");
    };
  }

  private Expr subscripted(SubscriptedContext tree) {
    Expr base = primary(tree.primary());
    levels.enter(tree.valueExpression().size(), tree.getStart());
    for (int i = 0; i < tree.valueExpression().size(); i++) {
      Token close = tree.RBRACKET(i).getSymbol();
      base =
          new Expr.Subscript(
              base, value(tree.valueExpression(i)), leaves.span(tree.getStart(), close));
    }
    levels.leave(tree.valueExpression().size());
    return base;
  }

  private Expr primary(PrimaryContext tree) {
    Span span = leaves.span(tree);
    return switch (tree) {
      case NullValueContext value -> new Expr.NullLiteral(span);
      case BooleanValueContext value -> new Expr.BooleanLiteral(value.TRUE() != null, span);
      case NumberValueContext value -> new Expr.NumberLiteral(leaves.number(value), span);
      case StringValueContext value ->
          new Expr.StringLiteral(leaves.string(value.stringLiteral()), span);
      case IntervalValueContext value -> leaves.interval(value.intervalLiteral());
      case TimestampValueContext value ->
          new Expr.TimestampLiteral(leaves.string(value.stringLiteral()), span);
      case ParameterValueContext value ->
          new Expr.Parameter(leaves.name(value.parameterRef()), span);
      case CaseValueContext value -> caseExpr(value, span);
      case CastValueContext value ->
          new Expr.Cast(
              expr(value.expression()),
              leaves.type(value.dataType()),
              value.TRY_CAST() != null,
              span);
      case ExtractValueContext value ->
          new Expr.Extract(leaves.name(value.extractField()), expr(value.expression()), span);
      case ArrayValueContext value -> new Expr.ArrayLiteral(exprs(value.expression()), span);
      case ExistsValueContext value -> new Expr.Exists(queries.apply(value.query()), span);
      case BracketValueContext value -> bracket(value, span);
      case SemanticsValueContext value -> withSemantics(value);
      case CallValueContext value -> call(value.functionCall(), span);
      case WordedCallValueContext value -> wordedCall(value.wordedCall(), span);
      case ColumnValueContext value -> column(value.columnReference(), span);
      default -> throw new IllegalStateException("unread value alternative");
    };
  }

  private Expr bracket(BracketValueContext tree, Span span) {
    if (tree.query() != null) {
      return new Expr.ScalarSubquery(queries.apply(tree.query()), span);
    }
    List<Expr> elements = exprs(tree.expression());
    return elements.size() == 1 ? elements.getFirst() : new Expr.Row(elements, span);
  }

  private Expr caseExpr(CaseValueContext tree, Span span) {
    List<ExpressionContext> parts = tree.expression();
    int whens = tree.WHEN().size();
    int next = 0;
    // The operand is there when the first expression stands before the first WHEN.
    Expr operand = tree.getChild(1) instanceof ExpressionContext ? expr(parts.get(next++)) : null;
    List<Expr.When> branches = new ArrayList<>(whens);
    for (int i = 0; i < whens; i++) {
      ExpressionContext result = parts.get(next + 1);
      branches.add(
          new Expr.When(
              expr(parts.get(next)),
              expr(result),
              leaves.span(tree.WHEN(i).getSymbol(), result.getStop())));
      next += 2;
    }
    Expr otherwise = tree.ELSE() == null ? null : expr(parts.get(next));
    return new Expr.Case(operand, List.copyOf(branches), otherwise, span);
  }

  private Expr withSemantics(SemanticsValueContext tree) {
    Expr.Semantics outer = semantics;
    semantics = tree.semantics().FINAL() == null ? Expr.Semantics.RUNNING : Expr.Semantics.FINAL;
    Span span = leaves.span(tree);
    Expr result;
    if (tree.functionCall() != null) {
      result = call(tree.functionCall(), span);
    } else if (tree.wordedCall() != null) {
      result = wordedCall(tree.wordedCall(), span);
    } else if (tree.columnReference() != null) {
      result = column(tree.columnReference(), span);
    } else {
      result = expr(tree.expression());
    }
    semantics = outer;
    return result;
  }

  private Expr column(ColumnReferenceContext tree, Span span) {
    List<Name> path = new ArrayList<>();
    if (tree.qualifier() != null) {
      path.add(leaves.name(tree.qualifier()));
    }
    path.addAll(leaves.names(tree.columnName()));
    Span own = leaves.span(tree);
    Expr ref = new Expr.ColumnRef(List.copyOf(path), own);
    if (semantics == null) {
      return ref;
    }
    return new Expr.Call(
        semantics,
        new Name("LAST", false, own),
        false,
        List.of(new Expr.Plain(ref, own)),
        null,
        null,
        span);
  }

  private Expr call(FunctionCallContext tree, Span span) {
    return outside(own -> calls.call(tree, own, span));
  }

  private Expr wordedCall(WordedCallContext tree, Span span) {
    return outside(own -> calls.wordedCall(tree, own, span));
  }

  /** RUNNING and FINAL are the call's own: what stands inside it is not touched by them. */
  private Expr outside(Function<Expr.@Nullable Semantics, Expr> build) {
    Expr.Semantics own = semantics;
    semantics = null;
    Expr call = build.apply(own);
    semantics = own;
    return call;
  }

  List<Query.SortItem> sortItems(List<SortItemContext> trees) {
    return trees.stream().map(this::sortItem).toList();
  }

  private Query.SortItem sortItem(SortItemContext tree) {
    Boolean nullsFirst = tree.NULLS() == null ? null : Boolean.valueOf(tree.FIRST() != null);
    return new Query.SortItem(
        expr(tree.expression()), tree.DESC() != null, nullsFirst, leaves.span(tree));
  }
}
