package io.sluice.cep.analyze;

import io.sluice.grammar.ast.PatternNode;

/** The bounds of a loop: in order, not nothing, not too many. */
final class QuantifierCheck {
  static final int MAX_QUANTIFIER = 1_000;

  private final Context ctx;

  QuantifierCheck(Context ctx) {
    this.ctx = ctx;
  }

  /** Whether they do; says what does not. */
  boolean fits(PatternNode.Quantified node) {
    Integer max = node.max();
    String text = ctx.excerpt(node.quantifier());
    if (max != null && max < node.min()) {
      ctx.report(
          DiagnosticCode.QUANTIFIER_ORDER
              .at(
                  node.quantifier(),
                  "the lower bound of '%s' is above the upper one".formatted(text),
                  "%d is more than %d".formatted(node.min(), max))
              .withHelp("write {%d,%d}".formatted(max, node.min()))
              .withEdit(node.quantifier(), "{%d,%d}".formatted(max, node.min())));
      return false;
    }
    if (max != null && max == 0) {
      ctx.report(
          DiagnosticCode.QUANTIFIER_ZERO,
          node.quantifier(),
          "'%s' lets '%s' never come".formatted(text, ctx.excerpt(node.operand().span())),
          "no repetition at all",
          "leave it out, or write NOT between arrows");
      return false;
    }
    if (Math.max(node.min(), max == null ? 0 : max) > MAX_QUANTIFIER) {
      ctx.report(
          DiagnosticCode.QUANTIFIER_TOO_LARGE,
          node.quantifier(),
          "the bounds of '%s' go beyond %,d".formatted(text, MAX_QUANTIFIER),
          "too many",
          "count with COUNT(A.*) in DEFINE instead");
      return false;
    }
    return true;
  }
}
