package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.function.Conversion;
import io.sluice.cep.function.ScalarFunction;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles typed expressions to evaluators. What depends on constants alone is computed once, here,
 * unless that fails: an error belongs to the row that meets it.
 */
public final class ExpressionCompiler {
  private ExpressionCompiler() {}

  public static Evaluator compile(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Constant e -> new Constant(e.value());
      case TypedExpr.Parameter e -> {
        int index = e.index();
        yield scope -> scope.parameter(index);
      }
      case TypedExpr.Column e -> new ColumnOfRow(e.index());
      case TypedExpr.OpenField e -> OpenFields.of(e.name());
      case TypedExpr.Navigate e -> navigate(e.target(), compile(e.operand()));
      case TypedExpr.Classifier e -> {
        Navigation target = e.target();
        yield scope -> scope.classifier(target);
      }
      case TypedExpr.RowLabel _ -> Scope::label;
      case TypedExpr.MatchAggregate e -> {
        int total = e.total();
        yield total < 0 ? Aggregates.of(e) : scope -> scope.total(total);
      }
      case TypedExpr.OfMatch e -> scope -> scope.property(e.property());
      case TypedExpr.And e -> fold(Logic.and(compile(e.operands())), e.operands());
      case TypedExpr.Or e -> fold(Logic.or(compile(e.operands())), e.operands());
      case TypedExpr.Not e -> fold(Logic.not(compile(e.operand())), e.operand());
      case TypedExpr.Compare e ->
          fold(Comparisons.of(e, compile(e.left()), compile(e.right())), e.left(), e.right());
      case TypedExpr.Arithmetic e ->
          fold(Arithmetics.of(e, compile(e.left()), compile(e.right())), e.left(), e.right());
      case TypedExpr.Negate e ->
          fold(Arithmetics.negate(e.type(), compile(e.operand())), e.operand());
      case TypedExpr.Concatenate e ->
          fold(concatenate(compile(e.left()), compile(e.right())), e.left(), e.right());
      case TypedExpr.InList e -> InLists.of(e);
      case TypedExpr.Like e -> Likes.of(e);
      case TypedExpr.IsNull e -> {
        Evaluator operand = compile(e.operand());
        yield scope -> operand.evaluate(scope) == null;
      }
      case TypedExpr.IsTruth e -> Logic.isTruth(compile(e.operand()), e.truth());
      case TypedExpr.IsDistinct e -> Comparisons.isDistinct(compile(e.left()), compile(e.right()));
      case TypedExpr.Case e -> choose(e);
      case TypedExpr.Convert e -> convert(e);
      case TypedExpr.ArrayOf e -> array(compile(e.elements()));
      case TypedExpr.Element e -> element(compile(e.base()), compile(e.index()));
      case TypedExpr.Call e -> call(e);
      case TypedExpr.Search e -> Searches.of(e);
    };
  }

  static List<Evaluator> compile(List<TypedExpr> exprs) {
    return exprs.stream().map(ExpressionCompiler::compile).toList();
  }

  /** A value known before any row; so that others can look at it. */
  record Constant(@Nullable Object value) implements Evaluator {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return value;
    }
  }

  private static Evaluator fold(Evaluator evaluator, TypedExpr... operands) {
    return fold(evaluator, List.of(operands));
  }

  private static Evaluator fold(Evaluator evaluator, List<TypedExpr> operands) {
    if (!operands.stream().allMatch(ExpressionCompiler::isConstant)) {
      return evaluator;
    }
    try {
      return new Constant(evaluator.evaluate(NoScope.INSTANCE));
    } catch (ValueException e) {
      return evaluator;
    }
  }

  private static boolean isConstant(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Constant _ -> true;
      case TypedExpr.Convert e -> isConstant(e.operand());
      case TypedExpr.Negate e -> isConstant(e.operand());
      case TypedExpr.Arithmetic e -> isConstant(e.left()) && isConstant(e.right());
      case TypedExpr.Concatenate e -> isConstant(e.left()) && isConstant(e.right());
      case TypedExpr.Call e -> e.arguments().stream().allMatch(ExpressionCompiler::isConstant);
      default -> false;
    };
  }

  private static Evaluator navigate(Navigation target, Evaluator operand) {
    return operand instanceof ColumnOfRow column
        ? new ColumnOfMatch(target, column.index())
        : scope -> {
          var row = scope.navigate(target);
          return row == null ? null : operand.evaluate(scope.at(row));
        };
  }

  private static Evaluator concatenate(Evaluator left, Evaluator right) {
    return scope -> {
      Object a = left.evaluate(scope);
      Object b = right.evaluate(scope);
      return a == null || b == null ? null : ((String) a).concat((String) b);
    };
  }

  private static Evaluator choose(TypedExpr.Case expr) {
    int n = expr.whens().size();
    Evaluator[] conditions = new Evaluator[n];
    Evaluator[] results = new Evaluator[n];
    for (int i = 0; i < n; i++) {
      conditions[i] = compile(expr.whens().get(i).condition());
      results[i] = compile(expr.whens().get(i).result());
    }
    TypedExpr otherwise = expr.otherwise();
    Evaluator last = otherwise == null ? new Constant(null) : compile(otherwise);
    return scope -> {
      for (int i = 0; i < n; i++) {
        if (conditions[i].holds(scope)) {
          return results[i].evaluate(scope);
        }
      }
      return last.evaluate(scope);
    };
  }

  private static Evaluator convert(TypedExpr.Convert expr) {
    Evaluator operand = compile(expr.operand());
    Conversion conversion = Conversion.between(expr.operand().type(), expr.type());
    if (conversion == null) {
      throw new IllegalStateException(
          "the analyzer let through CAST of %s to %s"
              .formatted(expr.operand().type().sql(), expr.type().sql()));
    }
    if (conversion == Conversion.IDENTITY) {
      return operand;
    }
    Evaluator converted =
        scope -> {
          Object value = operand.evaluate(scope);
          return value == null ? null : conversion.apply(value);
        };
    return fold(expr.orNull() ? orNull(operand, conversion) : converted, expr.operand());
  }

  private static Evaluator orNull(Evaluator operand, Conversion conversion) {
    return scope -> {
      Object value = operand.evaluate(scope);
      try {
        return value == null ? null : conversion.apply(value);
      } catch (ValueException doesNotFit) {
        return null;
      }
    };
  }

  private static Evaluator array(List<Evaluator> elements) {
    return scope -> {
      var list = new ArrayList<@Nullable Object>(elements.size());
      for (Evaluator element : elements) {
        list.add(element.evaluate(scope));
      }
      return Collections.unmodifiableList(list);
    };
  }

  private static Evaluator element(Evaluator base, Evaluator index) {
    return scope -> {
      Object container = base.evaluate(scope);
      Object key = index.evaluate(scope);
      if (container == null || key == null) {
        return null;
      }
      if (container instanceof Map<?, ?> map) {
        return map.get(key);
      }
      List<?> list = (List<?>) container;
      long position = ((Number) key).longValue();
      return position >= 1 && position <= list.size() ? list.get((int) position - 1) : null;
    };
  }

  private static Evaluator call(TypedExpr.Call expr) {
    ScalarFunction function = expr.function();
    Evaluator[] arguments = compile(expr.arguments()).toArray(Evaluator[]::new);
    Evaluator plain;
    if (function.isLazy()) {
      plain = scope -> function.evaluateLazily(i -> arguments[i].evaluate(scope), arguments.length);
    } else {
      plain =
          scope -> {
            @Nullable Object[] values = new @Nullable Object[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
              values[i] = arguments[i].evaluate(scope);
            }
            return function.evaluate(values);
          };
    }
    if (expr.type() instanceof ColumnType.Decimal decimal) {
      Evaluator exact = plain;
      plain =
          scope ->
              exact.evaluate(scope) instanceof BigDecimal n ? Conversion.fit(n, decimal) : null;
    }
    return fold(plain, expr.arguments());
  }
}
