package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link RowTest}s compare: columns of the row, and values that are known before any row. */
final class RowOperands {
  private final int variable;
  private final List<@Nullable Object> parameters;
  private final @Nullable PastColumns past;

  /**
   * @param past where columns of PREV get their places, or null where they have none
   */
  RowOperands(int variable, List<@Nullable Object> parameters, @Nullable PastColumns past) {
    this.variable = variable;
    this.parameters = parameters;
    this.past = past;
  }

  /** A value that can be had without failing. */
  sealed interface Operand {
    @Nullable Object of(@Nullable Object[] values);
  }

  record Column(int index) implements Operand {
    @Override
    public @Nullable Object of(@Nullable Object[] values) {
      return values[index];
    }
  }

  record Value(@Nullable Object value) implements Operand {
    @Override
    public @Nullable Object of(@Nullable Object[] values) {
      return value;
    }
  }

  /** Null where it is neither. */
  @Nullable Operand of(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Column e -> new Column(e.index());
      case TypedExpr.Parameter e -> new Value(parameters.get(e.index()));
      case TypedExpr.Navigate e -> navigate(e);
      case TypedExpr.Convert e when e.type().equals(e.operand().type()) -> of(e.operand());
      default -> {
        if (!Constants.isConstant(expr)) {
          yield null;
        }
        try {
          yield new Value(Constants.value(expr));
        } catch (ValueException e) {
          yield null;
        }
      }
    };
  }

  private @Nullable Operand navigate(TypedExpr.Navigate expr) {
    Navigation target = expr.target();
    if (!target.rows().contains(variable) || target.fromFirst() || target.logicalOffset() != 0) {
      return null;
    }
    int back = -target.physicalOffset();
    Operand operand = of(expr.operand());
    if (back == 0) {
      return operand;
    }
    return past != null && operand instanceof Column column
        ? new Column(past.place(column.index, back))
        : null;
  }

  /** The whole-number column behind a widening to DOUBLE, or -1. */
  int widened(TypedExpr expr) {
    return expr instanceof TypedExpr.Convert e
            && e.type() instanceof ColumnType.DoublePrecision
            && (e.operand().type() instanceof ColumnType.Int
                || e.operand().type() instanceof ColumnType.BigInt)
            && of(e.operand()) instanceof Column column
        ? column.index
        : -1;
  }
}
