package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link RowNumber}s of expressions of type DOUBLE that look at one row only. Comparisons
 * with NaN are false, as those with NULL are not true; so NaN may stand for it.
 */
final class RowNumbers {
  private final Predicate<Navigation> there;
  private final List<@Nullable Object> parameters;

  /**
   * @param there leads to the row
   */
  RowNumbers(Predicate<Navigation> there, List<@Nullable Object> parameters) {
    this.there = there;
    this.parameters = parameters;
  }

  /** Null where there is none. */
  @Nullable RowNumber of(TypedExpr expr) {
    if (Constants.isConstant(expr)) {
      return constant(expr);
    }
    return switch (expr) {
      case TypedExpr.Parameter e ->
          parameters.get(e.index()) instanceof Double n ? values -> n : null;
      case TypedExpr.Navigate e -> there.test(e.target()) ? column(e.operand()) : null;
      case TypedExpr.Convert e ->
          e.type() instanceof ColumnType.DoublePrecision
                  && e.operand() instanceof TypedExpr.Navigate navigate
                  && there.test(navigate.target())
              ? column(navigate.operand())
              : null;
      case TypedExpr.Negate e -> {
        RowNumber operand = of(e.operand());
        yield operand == null ? null : values -> -operand.of(values);
      }
      case TypedExpr.Arithmetic e -> arithmetic(e);
      default -> null;
    };
  }

  private static @Nullable RowNumber constant(TypedExpr expr) {
    try {
      return Constants.value(expr) instanceof Double n ? values -> n : null;
    } catch (ValueException e) {
      return null;
    }
  }

  private static @Nullable RowNumber column(TypedExpr expr) {
    if (!(expr instanceof TypedExpr.Column column)) {
      return null;
    }
    int at = column.index();
    return switch (column.type()) {
      case ColumnType.DoublePrecision _ ->
          values -> values[at] instanceof Double n ? n : Double.NaN;
      case ColumnType.Int _, ColumnType.BigInt _ ->
          values -> values[at] instanceof Number n ? n.doubleValue() : Double.NaN;
      default -> null;
    };
  }

  private @Nullable RowNumber arithmetic(TypedExpr.Arithmetic expr) {
    if (!(expr.type() instanceof ColumnType.DoublePrecision)) {
      return null;
    }
    RowNumber left = of(expr.left());
    RowNumber right = of(expr.right());
    if (left == null || right == null) {
      return null;
    }
    return switch (expr.op()) {
      case ADD -> values -> left.of(values) + right.of(values);
      case SUBTRACT -> values -> left.of(values) - right.of(values);
      case MULTIPLY -> values -> left.of(values) * right.of(values);
      case DIVIDE -> values -> left.of(values) / right.of(values);
      case MODULO -> values -> left.of(values) % right.of(values);
    };
  }
}
