package io.sluice.cep.program.expr;

import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that looks at other rows of the match, taken apart: {@code B.type = 'x' AND B.amount
 * > 10 * A.amount AND f(A.x, B.x)} asks something of the current row alone, compares it with
 * another row, and has a rest. All three must hold.
 *
 * <p>Of a rest that mixes the rows, as {@code B.amount - A.amount > 5} does, a comparison may be
 * known that is necessary.
 *
 * @param whole says the same
 * @param may what the current row alone must fit; null for nothing
 * @param rest null where the others say all
 * @param mayFail whether the rest can fail on a value
 * @param total what it says of a sum or a count, where nothing but that can fail; else null
 */
public record JoinedCondition(
    Evaluator whole,
    @Nullable RowTest may,
    List<Join> joins,
    @Nullable Evaluator rest,
    boolean mayFail,
    @Nullable OfTotal total)
    implements Evaluator {

  /**
   * @param own what the current row alone must fit beside; null for nothing
   * @param sole whether that is all
   */
  public record OfTotal(RunningTotal by, @Nullable RowTest own, boolean sole) {}

  @Override
  public @Nullable Object evaluate(Scope scope) {
    return whole.evaluate(scope);
  }

  /**
   * @param variable whose condition it is
   */
  public static JoinedCondition of(
      TypedExpr condition, Evaluator whole, int variable, List<@Nullable Object> parameters) {
    List<TypedExpr> parts =
        condition instanceof TypedExpr.And and ? and.operands() : List.of(condition);
    var joins = new Joins(variable, parameters);
    var own = new ArrayList<TypedExpr>();
    var compared = new ArrayList<Join>();
    var rest = new ArrayList<TypedExpr>();
    for (TypedExpr part : parts) {
      Join join = joins.of(part);
      if (RowTests.of(part, variable, parameters) != null) {
        own.add(part);
      } else if (join != null) {
        compared.add(join);
      } else {
        rest.add(part);
        Join necessary = joins.necessary(part);
        if (necessary != null) {
          compared.add(necessary);
        }
      }
    }
    if (!rest.stream().allMatch(Failures::never)) {
      // A value error is counted where the clear matcher counts it: when it asks for the rest.
      RowTest leading = leading(parts, variable, parameters);
      OfTotal total = total(parts, variable, parameters);
      // Where no other part can fail, only rows that may meet this one are asked for it.
      List<TypedExpr> failing = rest.stream().filter(part -> !Failures.never(part)).toList();
      Join join = failing.size() == 1 ? joins.orFailing(failing.getFirst()) : null;
      List<Join> found = join == null ? List.of() : List.of(join);
      return new JoinedCondition(whole, leading, found, whole, true, total);
    }
    return new JoinedCondition(
        whole,
        own.isEmpty() ? null : RowTests.of(and(own), variable, parameters),
        List.copyOf(compared),
        rest.isEmpty() ? null : ExpressionCompiler.compile(and(rest)),
        false,
        null);
  }

  private static @Nullable OfTotal total(
      List<TypedExpr> parts, int variable, List<@Nullable Object> parameters) {
    var own = new ArrayList<TypedExpr>();
    RunningTotal total = null;
    boolean sole = true;
    for (TypedExpr part : parts) {
      RunningTotal found = total == null ? RunningTotals.of(part, variable) : null;
      if (RowTests.of(part, variable, parameters) != null) {
        own.add(part);
      } else if (found != null) {
        total = found;
      } else if (Failures.never(part)) {
        sole = false;
      } else {
        return null;
      }
    }
    RowTest test = own.isEmpty() ? null : RowTests.of(and(own), variable, parameters);
    return total == null ? null : new OfTotal(total, test, sole);
  }

  /** Where the parts before the first one that may fail are FALSE, that one is not asked. */
  private static @Nullable RowTest leading(
      List<TypedExpr> parts, int variable, List<@Nullable Object> parameters) {
    var own = new ArrayList<TypedExpr>();
    for (TypedExpr part : parts) {
      if (RowTests.of(part, variable, parameters) == null) {
        break;
      }
      own.add(part);
    }
    if (own.isEmpty()) {
      return null;
    }
    TypedExpr all = and(own);
    RowTest never = RowTests.of(new TypedExpr.Not(all, all.span()), variable, parameters);
    return never == null ? null : values -> !never.holds(values);
  }

  private static TypedExpr and(List<TypedExpr> parts) {
    return parts.size() == 1 ? parts.getFirst() : new TypedExpr.And(parts, parts.getFirst().span());
  }

  /** Whether {@code target} is the row whose condition this is. */
  public static boolean isHere(Navigation target, int variable) {
    return target.rows().contains(variable)
        && !target.fromFirst()
        && target.logicalOffset() == 0
        && target.physicalOffset() == 0;
  }
}
