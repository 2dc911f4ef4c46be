package io.sluice.cep.program.expr;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link RunningTotal} of a comparison in the condition of one variable. */
final class RunningTotals {
  private final int variable;
  private final List<RunningTotal.Term> terms = new ArrayList<>();
  private final List<RunningTotal.Part> here = new ArrayList<>();
  private final List<RunningTotal.Part> there = new ArrayList<>();
  private final List<RowSet> reads = new ArrayList<>();
  private final int scale;
  private double most;

  private RunningTotals(int variable, int scale) {
    this.variable = variable;
    this.scale = scale;
    // Decimals have 38 digits.
    this.most = scale == 0 ? 1e300 : 1e36;
  }

  /** Null where it is none, or where nothing can be told of its parts. */
  static @Nullable RunningTotal of(TypedExpr part, int variable) {
    if (!(part instanceof TypedExpr.Compare compare)) {
      return null;
    }
    if (compare.op() == Comparison.EQUAL || compare.op() == Comparison.NOT_EQUAL) {
      return null;
    }
    boolean more =
        compare.op() == Comparison.GREATER || compare.op() == Comparison.GREATER_OR_EQUAL;
    boolean orEqual =
        compare.op() == Comparison.LESS_OR_EQUAL || compare.op() == Comparison.GREATER_OR_EQUAL;
    if (!compare.left().type().isNumeric()) {
      return null;
    }
    int scale = compare.left().type() instanceof ColumnType.Decimal d ? d.scale() : 0;
    var totals = new RunningTotals(variable, scale);
    int sign = more ? 1 : -1;
    boolean known = totals.add(compare.left(), sign) && totals.add(compare.right(), -sign);
    long sums = totals.terms.stream().filter(RunningTotal.Term::sums).count();
    return known && !totals.terms.isEmpty() && sums <= 1
        ? new RunningTotal(
            PlanPrinter.print(part),
            List.copyOf(totals.terms),
            List.copyOf(totals.here),
            List.copyOf(totals.there),
            List.copyOf(totals.reads),
            orEqual,
            scale,
            totals.most)
        : null;
  }

  private boolean add(TypedExpr expr, int sign) {
    if (!hasAggregate(expr)) {
      return addPart(expr, sign);
    }
    return switch (expr) {
      case TypedExpr.MatchAggregate e -> addTerm(e, sign);
      case TypedExpr.Negate e -> add(e.operand(), -sign);
      case TypedExpr.Convert e when !e.orNull() && keepsNumber(e) -> add(e.operand(), sign);
      case TypedExpr.Arithmetic e when keepsScale(e) ->
          switch (e.op()) {
            case ADD -> add(e.left(), sign) && add(e.right(), sign);
            case SUBTRACT -> add(e.left(), sign) && add(e.right(), -sign);
            case MULTIPLY, DIVIDE, MODULO -> false;
          };
      default -> false;
    };
  }

  private static boolean hasAggregate(TypedExpr expr) {
    return expr instanceof TypedExpr.MatchAggregate
        || expr.operands().stream().anyMatch(RunningTotals::hasAggregate);
  }

  private boolean addTerm(TypedExpr.MatchAggregate e, int sign) {
    if (e.distinct() || e.filter() != null || e.total() >= 0 || !e.running()) {
      return false;
    }
    boolean sums = e.function().name().equals("SUM");
    if (!sums && !e.function().name().equals("COUNT") || e.arguments().size() > 1) {
      return false;
    }
    switch (e.type()) {
      case ColumnType.BigInt _ -> most = Math.min(most, 0x1p61);
      case ColumnType.Decimal d -> most = Math.min(most, Math.pow(10, 36 - d.scale() + scale));
      case ColumnType.DoublePrecision _ -> {}
      default -> {
        return false;
      }
    }
    Evaluator argument =
        e.arguments().isEmpty() ? null : ExpressionCompiler.compile(e.arguments().getFirst());
    if (!e.arguments().stream().allMatch(RunningTotals::isOfRow)) {
      return false;
    }
    terms.add(new RunningTotal.Term(sign, e.rows(), argument, sums));
    return true;
  }

  /** Whether an argument has its value from the row that is added. */
  private static boolean isOfRow(TypedExpr expr) {
    return isPlain(expr) && expr.operands().stream().allMatch(RunningTotals::isOfRow);
  }

  private static boolean isPlain(TypedExpr expr) {
    return !(expr instanceof TypedExpr.MatchAggregate
        || expr instanceof TypedExpr.Classifier
        || expr instanceof TypedExpr.RowLabel
        || expr instanceof TypedExpr.OfMatch
        || expr instanceof TypedExpr.Search);
  }

  private boolean addPart(TypedExpr expr, int sign) {
    var others = new ArrayList<Navigation>();
    boolean[] ofHere = {false};
    if (!look(expr, others, ofHere) || ofHere[0] && !others.isEmpty()) {
      return false;
    }
    var part = new RunningTotal.Part(sign, ExpressionCompiler.compile(expr));
    if (ofHere[0]) {
      here.add(part);
      return true;
    }
    for (Navigation other : others) {
      boolean first = other.fromFirst() && other.logicalOffset() == 0;
      if (other.physicalOffset() != 0) {
        return false;
      }
      if (first && other.rows().isAll()) {
        continue;
      }
      if (other.rows().contains(variable)) {
        return false;
      }
      reads.add(other.rows());
    }
    there.add(part);
    return true;
  }

  private boolean look(TypedExpr expr, List<Navigation> others, boolean[] ofHere) {
    if (!isPlain(expr)) {
      return false;
    }
    if (expr instanceof TypedExpr.Navigate e) {
      if (JoinedCondition.isHere(e.target(), variable)) {
        ofHere[0] = true;
      } else {
        others.add(e.target());
      }
    }
    return expr.operands().stream().allMatch(operand -> look(operand, others, ofHere));
  }

  /** A DOUBLE may be rounded: that is a matter of how exact numbers are. */
  private static boolean keepsNumber(TypedExpr.Convert e) {
    return e.type() instanceof ColumnType.DoublePrecision && e.operand().type().isNumeric()
        || Ranges.isExact(e);
  }

  /** Digits behind the point are not cut. */
  private static boolean keepsScale(TypedExpr.Arithmetic e) {
    return e.type().isNumeric()
        && (!(e.type() instanceof ColumnType.Decimal to)
            || scale(e.left()) <= to.scale() && scale(e.right()) <= to.scale());
  }

  private static int scale(TypedExpr expr) {
    return expr.type() instanceof ColumnType.Decimal d ? d.scale() : 0;
  }
}
