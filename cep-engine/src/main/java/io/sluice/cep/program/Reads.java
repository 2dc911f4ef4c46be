package io.sluice.cep.program;

import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.plan.TypedExpr;
import org.jspecify.annotations.Nullable;

/** What an expression of MATCH_RECOGNIZE looks at besides the current row. */
final class Reads {
  private final int variable;

  /** Whether it looks at rows that earlier labels lead to. */
  boolean labels;

  /** How many rows PREV goes back at most from the current row, and from others. */
  int backFromHere;

  int backFromOthers;

  /** How many rows NEXT goes on. */
  int ahead;

  /** Whether it asks for MATCH_NUMBER(). */
  boolean number;

  private Reads(int variable) {
    this.variable = variable;
  }

  /**
   * @param variable the variable whose condition {@code expr} is, or -1
   */
  static Reads of(@Nullable TypedExpr expr, int variable) {
    var reads = new Reads(variable);
    if (expr != null) {
      reads.visit(expr);
    }
    return reads;
  }

  int back() {
    return Math.max(backFromHere, backFromOthers);
  }

  private void visit(TypedExpr expr) {
    switch (expr) {
      case TypedExpr.Navigate e -> navigation(e.target());
      case TypedExpr.Classifier e -> navigation(e.target());
      case TypedExpr.MatchAggregate _ -> labels = true;
      case TypedExpr.RowLabel _ -> labels = true;
      case TypedExpr.OfMatch e -> {
        labels = true;
        number |= e.property() == MatchProperty.NUMBER;
      }
      case TypedExpr.Constant _,
          TypedExpr.Parameter _,
          TypedExpr.Column _,
          TypedExpr.OpenField _,
          TypedExpr.And _,
          TypedExpr.Or _,
          TypedExpr.Not _,
          TypedExpr.Compare _,
          TypedExpr.Arithmetic _,
          TypedExpr.Negate _,
          TypedExpr.Concatenate _,
          TypedExpr.InList _,
          TypedExpr.Like _,
          TypedExpr.IsNull _,
          TypedExpr.IsTruth _,
          TypedExpr.IsDistinct _,
          TypedExpr.Case _,
          TypedExpr.Convert _,
          TypedExpr.ArrayOf _,
          TypedExpr.Element _,
          TypedExpr.Call _,
          TypedExpr.Search _ -> {}
    }
    expr.operands().forEach(this::visit);
  }

  /** {@code A.x} in the condition of A is the current row; so is an unprefixed column. */
  private void navigation(Navigation target) {
    boolean current =
        target.rows().contains(variable) && !target.fromFirst() && target.logicalOffset() == 0;
    labels |= !current;
    if (current) {
      backFromHere = Math.max(backFromHere, -target.physicalOffset());
    } else {
      backFromOthers = Math.max(backFromOthers, -target.physicalOffset());
    }
    ahead = Math.max(ahead, target.physicalOffset());
  }
}
