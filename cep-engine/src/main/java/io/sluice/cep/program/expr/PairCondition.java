package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that compares a number of the current row with one of the row of another variable,
 * and asks no more than a {@link RowTest} besides: {@code B.amount > 10 * A.amount}.
 *
 * @param whole says the same
 * @param own what is asked of the current row alone; null for nothing
 * @param here the number of the current row; its negative where it must be less
 * @param order stands between that and {@code there}
 * @param there the number of the other variable's row, which is a single one, or its negative
 * @param other that variable
 */
public record PairCondition(
    Evaluator whole, @Nullable RowTest own, RowNumber here, Order order, RowNumber there, int other)
    implements Evaluator {
  public enum Order {
    EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  @Override
  public @Nullable Object evaluate(Scope scope) {
    return whole.evaluate(scope);
  }

  /**
   * Null where {@code condition} has another form.
   *
   * @param variable whose condition it is
   * @param variables how many there are
   */
  public static @Nullable PairCondition of(
      TypedExpr condition,
      Evaluator whole,
      int variable,
      int variables,
      List<@Nullable Object> parameters) {
    List<TypedExpr> parts =
        condition instanceof TypedExpr.And and ? and.operands() : List.of(condition);
    var own = new ArrayList<TypedExpr>();
    TypedExpr.Compare between = null;
    for (TypedExpr part : parts) {
      if (RowTests.of(part, variable, parameters) != null) {
        own.add(part);
      } else if (between == null
          && part instanceof TypedExpr.Compare compare
          && compare.op() != Comparison.NOT_EQUAL
          && compare.left().type() instanceof ColumnType.DoublePrecision) {
        between = compare;
      } else {
        return null;
      }
    }
    if (between == null) {
      return null;
    }
    RowTest test =
        own.isEmpty()
            ? null
            : RowTests.of(new TypedExpr.And(own, condition.span()), variable, parameters);
    var mine = new RowNumbers(variable, parameters);
    for (int other = 0; other < variables; other++) {
      var theirs = new RowNumbers(other, parameters);
      RowNumber left = mine.of(between.left());
      RowNumber right = theirs.of(between.right());
      if (other != variable && left != null && right != null) {
        return made(whole, test, left, between.op(), right, other);
      }
      left = theirs.of(between.left());
      right = mine.of(between.right());
      if (other != variable && left != null && right != null) {
        return made(whole, test, right, RowComparisons.mirrored(between.op()), left, other);
      }
    }
    return null;
  }

  private static PairCondition made(
      Evaluator whole,
      @Nullable RowTest own,
      RowNumber here,
      Comparison op,
      RowNumber there,
      int other) {
    return switch (op) {
      case EQUAL -> new PairCondition(whole, own, here, Order.EQUAL, there, other);
      case GREATER -> new PairCondition(whole, own, here, Order.GREATER, there, other);
      case GREATER_OR_EQUAL ->
          new PairCondition(whole, own, here, Order.GREATER_OR_EQUAL, there, other);
      case LESS ->
          new PairCondition(whole, own, negative(here), Order.GREATER, negative(there), other);
      case LESS_OR_EQUAL ->
          new PairCondition(
              whole, own, negative(here), Order.GREATER_OR_EQUAL, negative(there), other);
      case NOT_EQUAL -> throw new IllegalArgumentException("<> is no order");
    };
  }

  private static RowNumber negative(RowNumber number) {
    return values -> -number.of(values);
  }
}
