package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes {@link Join}s of the comparisons in the condition of one variable. */
final class Joins {
  private final int variable;
  private final List<@Nullable Object> parameters;

  /** Whether values are made of expressions that may fail. */
  private final boolean mayFail;

  Joins(int variable, List<@Nullable Object> parameters) {
    this(variable, parameters, false);
  }

  private Joins(int variable, List<@Nullable Object> parameters, boolean mayFail) {
    this.variable = variable;
    this.parameters = parameters;
    this.mayFail = mayFail;
  }

  /** Null where there is none. */
  @Nullable Join of(TypedExpr part) {
    if (!(part instanceof TypedExpr.Compare compare)) {
      return null;
    }
    String text = PlanPrinter.print(part);
    Navigation ofLeft = other(compare.left());
    Navigation ofRight = other(compare.right());
    if (ofLeft == null && ofRight != null) {
      return of(text, compare.left(), compare.op(), compare.right(), ofRight);
    }
    return ofRight == null && ofLeft != null
        ? of(text, compare.right(), RowComparisons.mirrored(compare.op()), compare.left(), ofLeft)
        : null;
  }

  /**
   * What must be in order where a comparison holds that mixes both rows on one side; null where
   * nothing is known. It is to be asked itself too.
   */
  @Nullable Join necessary(TypedExpr part) {
    if (!(part instanceof TypedExpr.Compare compare) || !Failures.never(part)) {
      return null;
    }
    var others = new HashSet<Navigation>();
    others(compare, others);
    Navigation target = others.size() == 1 ? others.iterator().next() : null;
    return target == null || isUnclear(target)
        ? null
        : new Differences(variable, e -> number(e, this::isHere), e -> number(e, target::equals))
            .of(PlanPrinter.print(part), compare, target);
  }

  /**
   * What must be in order where a comparison holds or fails on a value, such as {@code b.amount >
   * 10 * a.amount} of BIGINT. Rows of which one side fails meet all rows, since each error is
   * counted; as DOUBLEs, which are the nearest ones, all others are in their order. It is to be
   * asked itself too.
   */
  @Nullable Join orFailing(TypedExpr part) {
    if (!(part instanceof TypedExpr.Compare compare)) {
      return null;
    }
    Navigation ofLeft = other(compare.left());
    Navigation ofRight = other(compare.right());
    if ((ofLeft == null) == (ofRight == null)) {
      return null;
    }
    boolean mineFirst = ofLeft == null;
    TypedExpr mine = mineFirst ? compare.left() : compare.right();
    TypedExpr theirs = mineFirst ? compare.right() : compare.left();
    Comparison op = mineFirst ? compare.op() : RowComparisons.mirrored(compare.op());
    Navigation target = mineFirst ? ofRight : ofLeft;
    boolean less = op == Comparison.LESS || op == Comparison.LESS_OR_EQUAL;
    boolean more = op == Comparison.GREATER || op == Comparison.GREATER_OR_EQUAL;
    if (target == null
        || !less && !more
        || !isExact(mine.type())
        || isUnclear(target)
        || !isOf(mine, this::isHere)
        || !isOf(theirs, target::equals)) {
      return null;
    }
    var values = new Joins(variable, parameters, true);
    Join.RowValue here = values.value(mine);
    Join.RowValue there = values.value(theirs);
    int sign = less ? -1 : 1;
    return here == null || there == null
        ? null
        : new Join.Numbers(
            PlanPrinter.print(part),
            signed(op, theirs) + " that may fail",
            target,
            number(here, sign, Double.NEGATIVE_INFINITY, Double.MAX_VALUE),
            Join.Order.GREATER_OR_EQUAL,
            number(there, sign, Double.MAX_VALUE, Double.NEGATIVE_INFINITY),
            true);
  }

  private static RowNumber number(
      Join.RowValue value, int sign, double ofNull, double whereItFails) {
    return values -> {
      try {
        return value.of(values) instanceof Number n ? sign * n.doubleValue() : ofNull;
      } catch (ValueException e) {
        return whereItFails;
      }
    };
  }

  private static boolean isExact(ColumnType type) {
    return switch (type) {
      case ColumnType.Int _,
          ColumnType.BigInt _,
          ColumnType.Decimal _,
          ColumnType.Timestamp _,
          ColumnType.Interval _ ->
          true;
      case ColumnType.Bool _,
          ColumnType.DoublePrecision _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.ArrayOf _,
          ColumnType.MapOf _,
          ColumnType.Null _ ->
          false;
    };
  }

  private void others(TypedExpr expr, Set<Navigation> to) {
    if (expr instanceof TypedExpr.Navigate e && !isHere(e.target())) {
      to.add(e.target());
    }
    expr.operands().forEach(operand -> others(operand, to));
  }

  /** As a DOUBLE, the nearest one; null where it is no number of that row alone. */
  private @Nullable RowNumber number(TypedExpr expr, Predicate<Navigation> row) {
    if (expr.type() instanceof ColumnType.DoublePrecision) {
      return new RowNumbers(row, parameters).of(expr);
    }
    Join.RowValue value = isExact(expr.type()) && isOf(expr, row) ? value(expr) : null;
    return value == null
        ? null
        : values -> value.of(values) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private static boolean isOf(TypedExpr expr, Predicate<Navigation> row) {
    return expr instanceof TypedExpr.Navigate e
        ? row.test(e.target())
        : expr.operands().stream().allMatch(operand -> isOf(operand, row));
  }

  /** The first other row that is looked at. */
  private @Nullable Navigation other(TypedExpr expr) {
    if (expr instanceof TypedExpr.Navigate e && !JoinedCondition.isHere(e.target(), variable)) {
      return e.target();
    }
    for (TypedExpr operand : expr.operands()) {
      Navigation found = other(operand);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Join of(
      String text, TypedExpr mine, Comparison op, TypedExpr theirs, Navigation target) {
    // FIRST of rows that the current one belongs to may be that one itself.
    if (isUnclear(target) || !isOf(mine, this::isHere) || !isOf(theirs, target::equals)) {
      return null;
    }
    return switch (mine.type()) {
      case ColumnType.DoublePrecision _ ->
          op == Comparison.NOT_EQUAL
              ? null
              : numbers(
                  text,
                  signed(op, theirs),
                  new RowNumbers(this::isHere, parameters).of(mine),
                  op,
                  new RowNumbers(target::equals, parameters).of(theirs),
                  target);
      case ColumnType.Bool _,
          ColumnType.Int _,
          ColumnType.BigInt _,
          ColumnType.Decimal _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Timestamp _,
          ColumnType.Interval _ ->
          values(text, mine, op, theirs, target);
      case ColumnType.ArrayOf _, ColumnType.MapOf _, ColumnType.Null _ -> null;
    };
  }

  private boolean isUnclear(Navigation target) {
    return target.physicalOffset() != 0 || target.fromFirst() && target.rows().contains(variable);
  }

  private boolean isHere(Navigation target) {
    return JoinedCondition.isHere(target, variable);
  }

  /** With its type and sign, since the number that is taken depends on them. */
  private static String signed(Comparison op, TypedExpr theirs) {
    boolean less = op == Comparison.LESS || op == Comparison.LESS_OR_EQUAL;
    return (less ? "-" : "+") + PlanPrinter.print(theirs) + " " + theirs.type().sql();
  }

  private static @Nullable Join numbers(
      String text,
      String of,
      @Nullable RowNumber here,
      Comparison op,
      @Nullable RowNumber there,
      Navigation target) {
    if (here == null || there == null) {
      return null;
    }
    return switch (op) {
      case EQUAL -> new Join.Numbers(text, of, target, here, Join.Order.EQUAL, there);
      case GREATER -> new Join.Numbers(text, of, target, here, Join.Order.GREATER, there);
      case GREATER_OR_EQUAL ->
          new Join.Numbers(text, of, target, here, Join.Order.GREATER_OR_EQUAL, there);
      case LESS ->
          new Join.Numbers(text, of, target, negative(here), Join.Order.GREATER, negative(there));
      case LESS_OR_EQUAL ->
          new Join.Numbers(
              text, of, target, negative(here), Join.Order.GREATER_OR_EQUAL, negative(there));
      case NOT_EQUAL -> null;
    };
  }

  private static RowNumber negative(RowNumber number) {
    return values -> -number.of(values);
  }

  private @Nullable Join values(
      String text, TypedExpr mine, Comparison op, TypedExpr theirs, Navigation target) {
    Join.RowValue here = value(mine);
    Join.RowValue there = value(theirs);
    if (here == null || there == null) {
      return null;
    }
    if (mine.type() instanceof ColumnType.Int && op != Comparison.NOT_EQUAL) {
      return numbers(text, signed(op, theirs), whole(here), op, whole(there), target);
    }
    return new Join.Values(text, signed(op, theirs), target, here, op, there);
  }

  /** It compares as it did. */
  private static @Nullable Object decimal(@Nullable Object number) {
    return switch (number) {
      case Integer n -> BigDecimal.valueOf(n);
      case Long n -> BigDecimal.valueOf(n);
      case null, default -> number;
    };
  }

  /** A DOUBLE holds every INT. */
  private static RowNumber whole(Join.RowValue value) {
    return values -> value.of(values) instanceof Integer n ? n : Double.NaN;
  }

  /** Of an expression on one row or none. */
  private Join.@Nullable RowValue value(TypedExpr expr) {
    return switch (expr) {
      case TypedExpr.Navigate e when e.target().physicalOffset() == 0 -> value(e.operand());
      case TypedExpr.Column e -> {
        int at = e.index();
        yield values -> values[at];
      }
      case TypedExpr.Parameter e -> {
        Object value = parameters.get(e.index());
        yield values -> value;
      }
      case TypedExpr.Convert e when e.type().equals(e.operand().type()) -> value(e.operand());
      case TypedExpr.Convert e
          when e.type() instanceof ColumnType.BigInt
              && e.operand().type() instanceof ColumnType.Int -> {
        Join.RowValue operand = value(e.operand());
        yield operand == null
            ? null
            : values -> operand.of(values) instanceof Integer n ? (Long) n.longValue() : null;
      }
      case TypedExpr.Convert e
          when e.type() instanceof ColumnType.Decimal to
              && (Failures.never(e)
                  || mayFail && Ranges.isExact(e) && Ranges.holds(to, e.operand().type())) -> {
        Join.RowValue operand = value(e.operand());
        yield operand == null ? null : values -> decimal(operand.of(values));
      }
      case TypedExpr.Arithmetic e
          when !Constants.isConstant(e) && (mayFail || Failures.never(e)) -> {
        Join.RowValue left = value(e.left());
        Join.RowValue right = value(e.right());
        Arithmetics.OfTwo operation = Arithmetics.operation(e);
        yield left == null || right == null
            ? null
            : values -> {
              Object a = left.of(values);
              Object b = right.of(values);
              return a == null || b == null ? null : operation.apply(a, b);
            };
      }
      default -> {
        if (!Constants.isConstant(expr)) {
          yield null;
        }
        try {
          Object value = Constants.value(expr);
          yield values -> value;
        } catch (ValueException e) {
          yield null;
        }
      }
    };
  }
}
