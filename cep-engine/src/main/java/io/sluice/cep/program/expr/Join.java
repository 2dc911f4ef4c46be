package io.sluice.cep.program.expr;

import io.sluice.cep.event.ValueOrder;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import org.jspecify.annotations.Nullable;

/** A comparison of a value of the current row with one of another row of the match. */
public sealed interface Join {
  /** As it is written. */
  String text();

  /** What is taken of the other row: of two joins with one text it is the same number or value. */
  String theirs();

  /** Where the other row is. */
  Navigation target();

  /** Whether both values must be equal. */
  boolean isEqual();

  enum Order {
    EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /** What it holds for is not greater than this; more may be. */
    public double most(double here) {
      return this == GREATER ? Math.nextDown(here) : here;
    }

    /** NaN, which stands for NULL too, makes all false. */
    public boolean holds(double here, double there) {
      return switch (this) {
        case EQUAL -> here == there;
        case GREATER -> here > there;
        case GREATER_OR_EQUAL -> here >= there;
      };
    }
  }

  /**
   * @param here the number of the current row; its negative where it must be less
   * @param there the number of the other row, or its negative
   * @param mayFail whether a value error makes both meet, which is counted then: neither number is
   *     NaN, and where there is no other row the condition is asked
   */
  record Numbers(
      String text,
      String theirs,
      Navigation target,
      RowNumber here,
      Order order,
      RowNumber there,
      boolean mayFail)
      implements Join {
    Numbers(
        String text,
        String theirs,
        Navigation target,
        RowNumber here,
        Order order,
        RowNumber there) {
      this(text, theirs, target, here, order, there, false);
    }

    @Override
    public boolean isEqual() {
      return order == Order.EQUAL;
    }
  }

  /** Of values that have an order and are no DOUBLEs. */
  record Values(
      String text, String theirs, Navigation target, RowValue here, Comparison op, RowValue there)
      implements Join {
    @Override
    public boolean isEqual() {
      return op == Comparison.EQUAL;
    }

    /** Whether it says which value is the greater one. */
    public boolean isOrder() {
      return switch (op) {
        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
        case EQUAL, NOT_EQUAL -> false;
      };
    }

    /**
     * Where the comparison holds, that of the other row is not greater than that of the current
     * one; it may be so else too. NaN for null.
     */
    public double rank(@Nullable Object value) {
      if (value == null) {
        return Double.NaN;
      }
      double rank = ValueOrder.rank(value);
      return op == Comparison.LESS || op == Comparison.LESS_OR_EQUAL ? -rank : rank;
    }

    /** Neither is null. */
    public boolean holds(Object of, Object other) {
      return op == Comparison.EQUAL && of instanceof String
          ? of.equals(other)
          : Comparisons.holds(op, ValueOrder.compare(of, other));
    }
  }

  /** A value that is computed from one row and can not fail. */
  @FunctionalInterface
  interface RowValue {
    @Nullable Object of(@Nullable Object[] values);
  }
}
