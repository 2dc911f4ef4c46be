package io.sluice.cep.analyze;

import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.grammar.ast.PatternNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** PERMUTE: how many elements, and all orders of them, written out. */
final class PermuteOrders {
  static final int MAX_PERMUTE = 6;

  private PermuteOrders() {}

  /** Whether there are not too many elements; says where there are. */
  static boolean fits(Context ctx, PatternNode.Permute permute) {
    if (permute.elements().size() <= MAX_PERMUTE) {
      return true;
    }
    ctx.report(
        DiagnosticCode.PERMUTE_TOO_LARGE,
        permute.span(),
        "PERMUTE takes at most %d elements, and this has %d"
            .formatted(MAX_PERMUTE, permute.elements().size()),
        "too many");
    return false;
  }

  /** With gaps between its elements it is written out, in the order that ISO prefers. */
  static PatternPlan relaxed(List<PatternPlan> elements) {
    var orders = new ArrayList<PatternPlan>();
    orders(List.of(), elements, orders);
    return new PatternPlan.Choice(orders);
  }

  private static void orders(
      List<PatternPlan> chosen, List<PatternPlan> rest, List<PatternPlan> out) {
    if (rest.isEmpty()) {
      List<Gap> gaps =
          Collections.nCopies(Math.max(0, chosen.size() - 1), PatternTranslator.between(true));
      out.add(new PatternPlan.Sequence(chosen, gaps));
      return;
    }
    for (int i = 0; i < rest.size(); i++) {
      var next = new ArrayList<>(chosen);
      next.add(rest.get(i));
      var left = new ArrayList<>(rest);
      left.remove(i);
      orders(next, left, out);
    }
  }
}
