package io.sluice.cep.program;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.ExprPrinter;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.plan.TypedExpr.Compare.Comparison;
import io.sluice.cep.program.expr.Failures;
import io.sluice.cep.program.expr.JoinedCondition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys that nobody wrote into PARTITION BY: {@code B AS B.card = A.card, C AS C.card =
 * B.card} says that all rows of a match have one card.
 *
 * <p>It is a key where each variable that may stand behind the first row, those of NOTs too,
 * demands that its row is equal to an earlier one of the match; then all rows are equal to the
 * first, and a row of another key fits nothing that a partial match waits for. That row must not
 * end the partial match either (no two rows need to be neighbours), and must not lose its turn by a
 * match of another key (no skip that takes rows away). NULL and NaN are equal to nothing, so they
 * are keys of which no second row fits: in place of the equality stands that the row's own value is
 * equal to itself.
 *
 * <p>Equalities on what PARTITION BY names already are such, whatever the pattern.
 */
final class KeyFinder {
  private final MatchPlan plan;
  private final PatternProgram pattern;
  private final PatternFacts facts;

  /** An equality in the condition of one variable. */
  private record Equality(TypedExpr part, TypedExpr mine, Navigation target) {}

  /**
   * @param keys beyond those of PARTITION BY, on the row alone
   * @param conditions by variable, without what is equal by its key
   */
  record Keys(List<TypedExpr> keys, List<@Nullable TypedExpr> conditions) {
    List<String> texts() {
      return keys.stream().map(ExprPrinter::print).toList();
    }
  }

  KeyFinder(MatchPlan plan, PatternProgram pattern, PatternFacts facts) {
    this.plan = plan;
    this.pattern = pattern;
    this.facts = facts;
  }

  /**
   * @param own whether rows matter by what they are alone: neither PREV nor NEXT nor MATCH_NUMBER()
   *     is asked for
   * @return null where nothing is found
   */
  @Nullable Keys find(boolean own, boolean bounded) {
    var keys = new ArrayList<TypedExpr>();
    if (own && mayDivide(bounded) && !facts.later().isEmpty()) {
      for (Equality each : equalities(facts.later().getFirst())) {
        TypedExpr key = ofRow(each.mine);
        if (key != null && !isOneOf(key, keys) && !isDeclared(key) && isOfAll(key)) {
          keys.add(key);
        }
      }
    }
    var conditions = new ArrayList<@Nullable TypedExpr>();
    boolean less = false;
    for (int variable = 0; variable < plan.variables().size(); variable++) {
      TypedExpr condition = plan.variables().get(variable).condition();
      TypedExpr rest = condition == null ? null : without(condition, variable, keys);
      conditions.add(rest);
      less |= rest != condition;
    }
    return keys.isEmpty() && !less ? null : new Keys(keys, conditions);
  }

  /** Whether a row may be left out that fits nothing of what a partial match waits for. */
  private boolean mayDivide(boolean bounded) {
    MatchPlan.Skip.Mode skip = plan.skip().mode();
    return plan.withinMillis() != null
        && plan.gapMillis() == null
        && plan.leadingNot().isEmpty()
        && plan.rowsPerMatch() != MatchPlan.RowsPerMatch.ALL_WITH_UNMATCHED
        && !plan.timeoutRows()
        && !plan.early()
        && facts.restful()
        && !facts.empty()
        && !pattern.instructions().contains(new Instruction.PartitionStart())
        // A bounded query tells its matches in the order of first rows, of all keys.
        && (skip == MatchPlan.Skip.Mode.NO_SKIP
            || skip == MatchPlan.Skip.Mode.TO_NEXT_ROW && !bounded);
  }

  private boolean isOfAll(TypedExpr key) {
    return facts.later().stream()
        .allMatch(
            variable ->
                equalities(variable).stream().anyMatch(each -> same(ofRow(each.mine), key)));
  }

  private boolean isDeclared(TypedExpr key) {
    return plan.partitionBy().stream().anyMatch(declared -> same(declared.expr(), key));
  }

  private static boolean isOneOf(TypedExpr key, List<TypedExpr> keys) {
    return keys.stream().anyMatch(other -> same(other, key));
  }

  /** Those with the same expression on an earlier row; none where the condition may fail. */
  private List<Equality> equalities(int variable) {
    TypedExpr condition = plan.variables().get(variable).condition();
    if (condition == null || !Failures.never(condition)) {
      return List.of();
    }
    var found = new ArrayList<Equality>();
    for (TypedExpr part : parts(condition)) {
      if (part instanceof TypedExpr.Compare compare
          && compare.op() == Comparison.EQUAL
          && isComparable(compare.left().type())) {
        add(found, part, compare.left(), compare.right(), variable);
        add(found, part, compare.right(), compare.left(), variable);
      }
    }
    return found;
  }

  private void add(
      List<Equality> to, TypedExpr part, TypedExpr mine, TypedExpr theirs, int variable) {
    var here = new HashSet<Navigation>();
    var there = new HashSet<Navigation>();
    targets(mine, here);
    targets(theirs, there);
    TypedExpr key = ofRow(mine);
    if (key != null
        && here.stream().allMatch(each -> JoinedCondition.isHere(each, variable))
        && there.size() == 1
        && isEarlier(there.iterator().next(), variable)
        && same(ofRow(theirs), key)) {
      to.add(new Equality(part, mine, there.iterator().next()));
    }
  }

  private static void targets(TypedExpr expr, HashSet<Navigation> to) {
    if (expr instanceof TypedExpr.Navigate navigate) {
      to.add(navigate.target());
    }
    expr.operands().forEach(operand -> targets(operand, to));
  }

  /** Whether that is another row than one that {@code variable} takes behind the first. */
  private boolean isEarlier(Navigation target, int variable) {
    if (target.physicalOffset() != 0) {
      return false;
    }
    if (!target.rows().contains(variable)) {
      return true;
    }
    return target.fromFirst()
        ? target.logicalOffset() == 0 && facts.first().stream().allMatch(target.rows()::contains)
        : target.logicalOffset() > 0;
  }

  /** Whether the row is there whenever {@code variable} is asked for. */
  private boolean isThere(Navigation target, int variable) {
    boolean counted = target.rows().contains(variable);
    int needed = target.fromFirst() && counted ? 0 : target.logicalOffset() + (counted ? 0 : 1);
    return PatternFacts.least(pattern, target.rows()::contains, variable) >= needed;
  }

  private TypedExpr without(TypedExpr condition, int variable, List<TypedExpr> keys) {
    List<TypedExpr> parts = parts(condition);
    var rest = new ArrayList<TypedExpr>(parts);
    for (Equality each : equalities(variable)) {
      TypedExpr key = ofRow(each.mine);
      if (key != null
          && (isOneOf(key, keys) || isDeclared(key))
          && isThere(each.target, variable)) {
        TypedExpr itself =
            new TypedExpr.Compare(Comparison.EQUAL, each.mine, each.mine, each.part.span());
        rest.replaceAll(part -> part == each.part ? itself : part);
      }
    }
    return rest.equals(parts)
        ? condition
        : rest.size() == 1 ? rest.getFirst() : new TypedExpr.And(rest, condition.span());
  }

  private static List<TypedExpr> parts(TypedExpr condition) {
    return condition instanceof TypedExpr.And and
        ? and.operands().stream().flatMap(part -> parts(part).stream()).toList()
        : List.of(condition);
  }

  // ---- expressions on one row ----

  private static boolean isComparable(ColumnType type) {
    return switch (type) {
      case ColumnType.Bool _,
          ColumnType.Int _,
          ColumnType.BigInt _,
          ColumnType.DoublePrecision _,
          ColumnType.Decimal _,
          ColumnType.Str _,
          ColumnType.Text _,
          ColumnType.Timestamp _,
          ColumnType.Interval _ ->
          true;
      case ColumnType.ArrayOf _, ColumnType.MapOf _, ColumnType.Null _ -> false;
    };
  }

  /** The same without the way to its row; null for anything else than columns and arithmetic. */
  private static @Nullable TypedExpr ofRow(TypedExpr expr) {
    if (expr instanceof TypedExpr.Navigate e) {
      return ofRow(e.operand());
    }
    if (expr instanceof TypedExpr.Arithmetic e) {
      TypedExpr left = ofRow(e.left());
      TypedExpr right = ofRow(e.right());
      return left == null || right == null
          ? null
          : new TypedExpr.Arithmetic(e.op(), left, right, e.type(), e.span());
    }
    if (expr instanceof TypedExpr.Convert e) {
      TypedExpr operand = ofRow(e.operand());
      return operand == null
          ? null
          : new TypedExpr.Convert(operand, e.type(), e.implicit(), e.orNull(), e.span());
    }
    return expr instanceof TypedExpr.Column || expr instanceof TypedExpr.Constant ? expr : null;
  }

  /** Of what {@link #ofRow} gives: whether both are one expression, wherever they stand. */
  private static boolean same(@Nullable TypedExpr a, @Nullable TypedExpr b) {
    if (a == null || b == null || !a.type().equals(b.type())) {
      return false;
    }
    if (a instanceof TypedExpr.Column x && b instanceof TypedExpr.Column y) {
      return x.index() == y.index();
    }
    if (a instanceof TypedExpr.Constant x && b instanceof TypedExpr.Constant y) {
      return x.value() != null && x.value().equals(y.value());
    }
    if (a instanceof TypedExpr.Arithmetic x && b instanceof TypedExpr.Arithmetic y) {
      return x.op() == y.op() && same(x.left(), y.left()) && same(x.right(), y.right());
    }
    return a instanceof TypedExpr.Convert x
        && b instanceof TypedExpr.Convert y
        && x.orNull() == y.orNull()
        && same(x.operand(), y.operand());
  }
}
