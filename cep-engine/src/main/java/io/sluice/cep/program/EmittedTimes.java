package io.sluice.cep.program;

import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import java.util.List;
import java.util.stream.IntStream;

/** Finds out what the columns of a statement say about time. */
final class EmittedTimes {
  private EmittedTimes() {}

  /**
   * One a column: what holds if that column is the time of the rows.
   *
   * @param facts of the statement's pattern, if it has one
   */
  static List<EmittedTime> of(Plan plan, List<PatternFacts> facts) {
    return IntStream.range(0, plan.schema().size())
        .mapToObj(
            column ->
                facts.isEmpty()
                    ? EmittedTime.ROW
                    : ofLastRow(plan, column, facts.getFirst())
                        ? EmittedTime.LAST_ROW
                        : EmittedTime.ANY_ROW)
        .toList();
  }

  private static boolean ofLastRow(Plan plan, int column, PatternFacts facts) {
    return switch (plan) {
      case Plan.Scan _, Plan.Merge _, Plan.StoredQueries _ -> false;
      case Plan.Filter filter -> ofLastRow(filter.input(), column, facts);
      case Plan.Limit limit -> ofLastRow(limit.input(), column, facts);
      case Plan.Project project ->
          plain(project.columns().get(column).expr()) instanceof TypedExpr.Column of
              && ofLastRow(project.input(), of.index(), facts);
      case Plan.Match match -> measured(match, column, facts);
    };
  }

  private static boolean measured(Plan.Match node, int column, PatternFacts facts) {
    MatchPlan match = node.match();
    int measure = column - match.partitionBy().size();
    if (!match.oneRow() || measure < 0) {
      return false;
    }
    boolean byRow = match.trailingNot().isEmpty() && !match.timeoutRows();
    return switch (plain(match.measures().get(measure).expr())) {
      case TypedExpr.OfMatch of ->
          of.property() == MatchProperty.ROWTIME || of.property() == MatchProperty.END && byRow;
      case TypedExpr.Navigate navigate ->
          byRow
              && isLast(navigate.target(), facts)
              && plain(navigate.operand()) instanceof TypedExpr.Column of
              && isRowTime(node.input(), of.index());
      default -> false;
    };
  }

  private static boolean isLast(Navigation target, PatternFacts facts) {
    return !target.fromFirst()
        && target.logicalOffset() == 0
        && target.physicalOffset() == 0
        && facts.last().stream().allMatch(target.rows()::contains);
  }

  private static boolean isRowTime(Plan plan, int column) {
    return switch (plan) {
      case Plan.Scan scan -> scan.stream().timeColumn() == column;
      case Plan.Merge merge -> merge.timeColumn() == column;
      case Plan.StoredQueries join -> join.stream().timeColumn() == column;
      case Plan.Filter filter -> isRowTime(filter.input(), column);
      case Plan.Limit limit -> isRowTime(limit.input(), column);
      case Plan.Project project ->
          plain(project.columns().get(column).expr()) instanceof TypedExpr.Column of
              && isRowTime(project.input(), of.index());
      case Plan.Match _ -> false;
    };
  }

  private static TypedExpr plain(TypedExpr expr) {
    return expr instanceof TypedExpr.Convert convert
            && convert.type().equals(convert.operand().type())
        ? plain(convert.operand())
        : expr;
  }
}
