package io.sluice.cep.program;

import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.ExprPrinter;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.cep.program.Trigger.Start;
import io.sluice.cep.program.expr.Constants;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.program.expr.ExpressionCompiler;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowTest;
import io.sluice.cep.program.expr.RowTests;
import io.sluice.cep.search.Question;
import io.sluice.cep.search.SearchHub;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the {@link Trigger} of a statement, where it has one. */
final class Triggers {
  private Triggers() {}

  /** Of a statement without a pattern, by the condition on the rows of its stream. */
  static @Nullable Trigger ofFilter(TypedExpr condition) {
    TypedExpr own = ofRow(condition, -1);
    List<Start> starts = own == null ? null : starts(own);
    return starts == null ? null : new Trigger(starts, List.of(), List.of(), 0);
  }

  /**
   * Null where rows matter that begin nothing: those that PREV, NEXT, a leading NOT, {@code ^},
   * MATCH_NUMBER() or unmatched rows look at; and where a partial match may live for ever.
   */
  static @Nullable Trigger ofMatch(MatchProgram program, MatchPlan plan) {
    PatternFacts facts = program.facts();
    if (program.within().isEmpty()
        || program.bounded()
        || program.history() + program.before() + program.lookahead() > 0
        || program.numbered()
        || program.anchored()
        || facts.empty()
        || !program.leadingNot().isEmpty()
        || !program.timeFirst()
        || !program.orderBy().isEmpty()
        || program.rows() == MatchProgram.Rows.ALL_WITH_UNMATCHED) {
      return null;
    }
    var key = new ArrayList<Integer>();
    for (MatchPlan.NamedExpr each : plan.partitionBy()) {
      if (!(each.expr() instanceof TypedExpr.Column column)) {
        return null;
      }
      key.add(column.index());
    }
    var starts = new ArrayList<Start>();
    for (int variable : facts.first()) {
      TypedExpr own = condition(plan, variable);
      List<Start> its = own == null ? null : starts(own);
      if (its == null) {
        return null;
      }
      starts.addAll(its);
    }
    return new Trigger(starts, wakes(plan, facts), key, program.within().getAsLong());
  }

  private static @Nullable List<Trigger.Wake> wakes(MatchPlan plan, PatternFacts facts) {
    if (!facts.restful()) {
      return null;
    }
    var wakes = new ArrayList<Trigger.Wake>();
    for (int variable : facts.later()) {
      TypedExpr own = condition(plan, variable);
      if (own == null) {
        return null;
      }
      // The first of several conditions is more often that of other statements too than all are.
      TypedExpr test = own instanceof TypedExpr.And and ? and.operands().getFirst() : own;
      Evaluator whole = ExpressionCompiler.compile(test);
      RowTest plain = RowTests.of(test, -1, List.of());
      wakes.add(
          new Trigger.Wake(
              ExprPrinter.print(test),
              plain == null ? whole : new RowCondition(whole, plain, List.of())));
    }
    return wakes;
  }

  private static @Nullable TypedExpr condition(MatchPlan plan, int variable) {
    TypedExpr condition = plan.variables().get(variable).condition();
    return condition == null ? null : ofRow(condition, variable);
  }

  // ---- conditions on the row alone ----

  /**
   * The condition of {@code variable} (-1: none) as one on the current row; null where it looks
   * elsewhere, or where a value could make it fail.
   */
  private static @Nullable TypedExpr ofRow(TypedExpr expr, int variable) {
    return switch (expr) {
      case TypedExpr.Constant _, TypedExpr.Column _ -> expr;
      case TypedExpr.Navigate e ->
          isHere(e.target(), variable) ? ofRow(e.operand(), variable) : null;
      case TypedExpr.And e -> {
        List<TypedExpr> all = ofRow(e.operands(), variable);
        yield all == null ? null : new TypedExpr.And(all, e.span());
      }
      case TypedExpr.Or e -> {
        List<TypedExpr> all = ofRow(e.operands(), variable);
        yield all == null ? null : new TypedExpr.Or(all, e.span());
      }
      case TypedExpr.Not e -> {
        TypedExpr operand = ofRow(e.operand(), variable);
        yield operand == null ? null : new TypedExpr.Not(operand, e.span());
      }
      case TypedExpr.Compare e -> {
        List<TypedExpr> both = ofRow(List.of(e.left(), e.right()), variable);
        yield both == null
            ? null
            : new TypedExpr.Compare(e.op(), both.getFirst(), both.getLast(), e.span());
      }
      case TypedExpr.InList e -> {
        TypedExpr value = ofRow(e.value(), variable);
        yield value == null || !e.list().stream().allMatch(TypedExpr.Constant.class::isInstance)
            ? null
            : new TypedExpr.InList(value, e.list(), e.span());
      }
      case TypedExpr.IsNull e -> {
        TypedExpr operand = ofRow(e.operand(), variable);
        yield operand == null ? null : new TypedExpr.IsNull(operand, e.span());
      }
      case TypedExpr.Convert e ->
          e.implicit() && Constants.isConstant(e.operand()) ? constant(e) : null;
      case TypedExpr.Parameter _,
          TypedExpr.OpenField _,
          TypedExpr.Classifier _,
          TypedExpr.RowLabel _,
          TypedExpr.MatchAggregate _,
          TypedExpr.OfMatch _,
          TypedExpr.Arithmetic _,
          TypedExpr.Negate _,
          TypedExpr.Concatenate _,
          TypedExpr.Like _,
          TypedExpr.IsTruth _,
          TypedExpr.IsDistinct _,
          TypedExpr.Case _,
          TypedExpr.ArrayOf _,
          TypedExpr.Element _,
          TypedExpr.Call _ ->
          null;
      // What can not be searched is told by the statement, which then sees the row.
      case TypedExpr.Search e -> isKnown(e) ? e : null;
    };
  }

  private static @Nullable List<TypedExpr> ofRow(List<TypedExpr> exprs, int variable) {
    var all = new ArrayList<TypedExpr>();
    for (TypedExpr expr : exprs) {
      TypedExpr own = ofRow(expr, variable);
      if (own == null) {
        return null;
      }
      all.add(own);
    }
    return all;
  }

  private static boolean isKnown(TypedExpr.Search search) {
    return search.question() == Question.MATCHES
        && search.query() instanceof TypedExpr.Constant query
        && query.value() instanceof String;
  }

  private static boolean isHere(Navigation target, int variable) {
    return target.rows().contains(variable)
        && !target.fromFirst()
        && target.logicalOffset() == 0
        && target.physicalOffset() == 0;
  }

  private static @Nullable TypedExpr constant(TypedExpr.Convert expr) {
    try {
      return new TypedExpr.Constant(Constants.value(expr), expr.type(), expr.span());
    } catch (io.sluice.cep.function.ValueException e) {
      return null; // it fails on each row that meets it
    }
  }

  // ---- what can be looked up ----

  /** Null where no equality is needed for the condition to hold. */
  private static @Nullable List<Start> starts(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Or or -> {
        var all = new ArrayList<Start>();
        for (TypedExpr branch : or.operands()) {
          List<Start> its = starts(branch);
          if (its == null) {
            yield null;
          }
          all.addAll(its);
        }
        yield all;
      }
      case TypedExpr.And and -> {
        List<Start> found = null;
        for (TypedExpr operand : and.operands()) {
          List<Start> its = starts(operand);
          if (its != null && (found == null || its.size() < found.size())) {
            found = its;
          }
        }
        yield found == null ? null : bounded(found, and.operands());
      }
      case TypedExpr.Compare e when e.op() == Comparison.EQUAL -> {
        if (e.left() instanceof TypedExpr.Column column
            && e.right() instanceof TypedExpr.Constant value) {
          yield start(column, List.of(value));
        }
        yield e.right() instanceof TypedExpr.Column column
                && e.left() instanceof TypedExpr.Constant value
            ? start(column, List.of(value))
            : null;
      }
      case TypedExpr.InList e ->
          e.value() instanceof TypedExpr.Column column ? start(column, e.list()) : null;
      case TypedExpr.Search e
          when isKnown(e)
              && e.query() instanceof TypedExpr.Constant query
              && query.value() instanceof String text ->
          List.of(new Start.Found(SearchHub.shared(e.target()), text));
      default -> null;
    };
  }

  /** Texts and whole numbers are equal to SQL where they are equal to Java. */
  private static @Nullable List<Start> start(
      TypedExpr.Column column, List<? extends TypedExpr> constants) {
    var values = new ArrayList<Object>();
    for (TypedExpr constant : constants) {
      Object value = constant instanceof TypedExpr.Constant c ? c.value() : null;
      if (value instanceof String || value instanceof Integer || value instanceof Long) {
        if (!constant.type().equals(column.type())) {
          return null;
        }
        values.add(value);
      } else if (value != null) {
        return null;
      }
    }
    return List.of(new Start.Equal(column.index(), values, -1, Double.NEGATIVE_INFINITY));
  }

  private static List<Start> bounded(List<Start> starts, List<TypedExpr> conditions) {
    for (TypedExpr condition : conditions) {
      if (condition instanceof TypedExpr.Compare e) {
        boolean above = e.op() == Comparison.GREATER || e.op() == Comparison.GREATER_OR_EQUAL;
        boolean below = e.op() == Comparison.LESS || e.op() == Comparison.LESS_OR_EQUAL;
        TypedExpr large = above ? e.left() : e.right();
        TypedExpr small = above ? e.right() : e.left();
        if ((above || below)
            && large instanceof TypedExpr.Column column
            && small instanceof TypedExpr.Constant bound
            && bound.value() instanceof Number number) {
          return starts.stream()
              .map(
                  s ->
                      s instanceof Start.Equal(int of, List<Object> values, int bounded, _)
                              && bounded < 0
                          ? new Start.Equal(of, values, column.index(), number.doubleValue())
                          : s)
              .toList();
        }
      }
    }
    return starts;
  }
}
