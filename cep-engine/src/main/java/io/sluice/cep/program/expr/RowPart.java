package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.plan.ExprPrinter;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.cep.program.expr.RowOperands.Column;
import io.sluice.cep.program.expr.RowOperands.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the conditions that AND joins, as data: of many statements, those with a part of one name
 * can ask it once a row, and bounds on numbers stand side by side in an array.
 */
public sealed interface RowPart {
  /** Parts of one name give one answer on a row. */
  record Named(String name, RowTest test) implements RowPart {}

  /** A number in a column against a limit; NULL and NaN are on neither side. */
  record Bound(int column, Side side, double limit) implements RowPart {}

  /** Where a number has to be. */
  enum Side {
    BELOW,
    AT_MOST,
    ABOVE,
    AT_LEAST;

    public boolean holds(double number, double limit) {
      return switch (this) {
        case BELOW -> number < limit;
        case AT_MOST -> number <= limit;
        case ABOVE -> number > limit;
        case AT_LEAST -> number >= limit;
      };
    }

    private static @Nullable Side of(Comparison op) {
      return switch (op) {
        case EQUAL, NOT_EQUAL -> null;
        case LESS -> BELOW;
        case LESS_OR_EQUAL -> AT_MOST;
        case GREATER -> ABOVE;
        case GREATER_OR_EQUAL -> AT_LEAST;
      };
    }
  }

  /**
   * @param variable whose condition it is in DEFINE
   * @param parameters values of the statement's parameters
   * @return empty where a part can fail on a value, or looks at other rows
   */
  static List<RowPart> of(TypedExpr condition, int variable, List<@Nullable Object> parameters) {
    List<TypedExpr> operands =
        condition instanceof TypedExpr.And and ? and.operands() : List.of(condition);
    var parts = new ArrayList<RowPart>();
    for (TypedExpr operand : operands) {
      RowPart part = part(operand, variable, parameters);
      if (part == null) {
        return List.of();
      }
      parts.add(part);
    }
    return List.copyOf(parts);
  }

  private static @Nullable RowPart part(
      TypedExpr operand, int variable, List<@Nullable Object> parameters) {
    if (operand instanceof TypedExpr.Compare compare) {
      Bound bound = bound(compare, new RowOperands(variable, parameters, null));
      if (bound != null) {
        return bound;
      }
    }
    RowTest test = RowTests.of(operand, variable, parameters);
    if (test == null) {
      return null;
    }
    return new Named(ExprPrinter.print(operand) + with(parameters), test);
  }

  /** Values that are not equal have not one text. */
  private static String with(List<@Nullable Object> parameters) {
    var text = new StringBuilder();
    for (Object value : parameters) {
      String each = String.valueOf(value);
      text.append(value == null ? " -" : " " + each.length() + ":" + each);
    }
    return text.toString();
  }

  private static @Nullable Bound bound(TypedExpr.Compare compare, RowOperands operands) {
    int left = column(compare.left(), operands);
    return left >= 0
        ? bound(left, Side.of(compare.op()), compare.right(), operands)
        : bound(
            column(compare.right(), operands),
            Side.of(RowComparisons.mirrored(compare.op())),
            compare.left(),
            operands);
  }

  private static @Nullable Bound bound(
      int column, @Nullable Side side, TypedExpr limit, RowOperands operands) {
    if (column < 0 || side == null || !(operands.of(limit) instanceof Value value)) {
      return null;
    }
    return switch (value.value()) {
      case Integer n -> new Bound(column, side, n);
      case Double n when !n.isNaN() -> new Bound(column, side, n);
      case null, default -> null;
    };
  }

  /** Of a type that a double holds exactly, or that is compared as one; or -1. */
  private static int column(TypedExpr expr, RowOperands operands) {
    boolean exact =
        expr.type() instanceof ColumnType.DoublePrecision || expr.type() instanceof ColumnType.Int;
    return exact && operands.of(expr) instanceof Column column
        ? column.index()
        : operands.widened(expr);
  }
}
