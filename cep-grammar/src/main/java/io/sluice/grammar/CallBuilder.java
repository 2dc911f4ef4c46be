package io.sluice.grammar;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Calls of functions: by commas, and by the words of the standard. */
final class CallBuilder {
  private final LeafBuilder leaves;
  private final ExprBuilder exprs;

  CallBuilder(LeafBuilder leaves, ExprBuilder exprs) {
    this.leaves = leaves;
    this.exprs = exprs;
  }

  Expr call(FunctionCallContext tree, Expr.@Nullable Semantics own, Span span) {
    return new Expr.Call(
        own,
        leaves.name(tree.functionName()),
        tree.DISTINCT() != null,
        tree.argument().stream().map(this::argument).toList(),
        exprs.exprOrNull(tree.expression()),
        tree.overClause() == null ? null : over(tree),
        span);
  }

  /** The words of the standard become the commas of every other function. */
  Expr wordedCall(WordedCallContext tree, Expr.@Nullable Semantics own, Span span) {
    Token word = tree.getStart();
    String name = word.getText();
    List<Expr> arguments = new ArrayList<>();
    switch (tree) {
      case SubstringCallContext call -> arguments.addAll(exprs.exprs(call.expression()));
      case PositionCallContext call -> {
        call.valueExpression().forEach(value -> arguments.add(exprs.value(value)));
        arguments.addAll(exprs.exprs(call.expression()));
      }
      case TrimCallContext call -> {
        arguments.addAll(exprs.exprs(call.expression()));
        if (call.FROM() != null) {
          // The text is named last, and what is cut off before it.
          arguments.addFirst(arguments.removeLast());
        }
        name = trimName(call.trimSide(), name);
      }
      default -> throw new IllegalStateException("unread call");
    }
    List<Expr.Argument> plain = new ArrayList<>();
    arguments.forEach(argument -> plain.add(new Expr.Plain(argument, argument.span())));
    return new Expr.Call(
        own, new Name(name, false, leaves.span(word)), false, List.copyOf(plain), null, null, span);
  }

  private static String trimName(@Nullable TrimSideContext side, String written) {
    if (side == null || side.BOTH() != null) {
      return written;
    }
    return side.LEADING() != null ? "LTRIM" : "RTRIM";
  }

  private Expr.Argument argument(ArgumentContext tree) {
    Span span = leaves.span(tree);
    return switch (tree) {
      case StarArgumentContext star -> new Expr.Star(span);
      case StarOfArgumentContext star -> new Expr.StarOf(leaves.name(star.qualifier()), span);
      case NamedArgumentContext named ->
          new Expr.Named(leaves.name(named.argumentName()), exprs.expr(named.expression()), span);
      case PlainArgumentContext plain -> new Expr.Plain(exprs.expr(plain.expression()), span);
      default -> throw new IllegalStateException("unread argument alternative");
    };
  }

  private Expr.Over over(FunctionCallContext call) {
    OverClauseContext tree = call.overClause();
    FrameContext frame = tree.frame();
    return new Expr.Over(
        exprs.exprs(tree.expression()),
        exprs.sortItems(tree.sortItem()),
        frame == null ? null : frame(frame),
        leaves.span(call.OVER().getSymbol(), call.getStop()));
  }

  private Expr.Frame frame(FrameContext tree) {
    return new Expr.Frame(
        tree.ROWS() != null,
        bound(tree.frameBound(0)),
        bound(tree.frameBound(1)),
        leaves.span(tree));
  }

  private Expr.FrameBound bound(FrameBoundContext tree) {
    Expr preceding = null;
    if (tree.intervalLiteral() != null) {
      preceding = leaves.interval(tree.intervalLiteral());
    } else if (tree.numberLiteral() != null) {
      preceding =
          new Expr.NumberLiteral(tree.numberLiteral().getText(), leaves.span(tree.numberLiteral()));
    } else if (tree.parameterRef() != null) {
      preceding =
          new Expr.Parameter(
              leaves.name(tree.parameterRef()),
              leaves.span(tree.getStart(), tree.parameterRef().getStop()));
    }
    return new Expr.FrameBound(tree.CURRENT() != null, preceding, leaves.span(tree));
  }
}
