package io.sluice.grammar;

import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.parser.SluiceParser;
import io.sluice.grammar.parser.SluiceParser.AdjacentPartContext;
import io.sluice.grammar.parser.SluiceParser.ExclusionContext;
import io.sluice.grammar.parser.SluiceParser.NegatedPartContext;
import io.sluice.grammar.parser.SluiceParser.PartitionEndContext;
import io.sluice.grammar.parser.SluiceParser.PartitionStartContext;
import io.sluice.grammar.parser.SluiceParser.PatternChainContext;
import io.sluice.grammar.parser.SluiceParser.PatternGroupContext;
import io.sluice.grammar.parser.SluiceParser.PatternPartContext;
import io.sluice.grammar.parser.SluiceParser.PatternPrimaryContext;
import io.sluice.grammar.parser.SluiceParser.PatternStepContext;
import io.sluice.grammar.parser.SluiceParser.PermutationContext;
import io.sluice.grammar.parser.SluiceParser.QuantifierContext;
import io.sluice.grammar.parser.SluiceParser.RelaxedGroupContext;
import io.sluice.grammar.parser.SluiceParser.RowPatternContext;
import io.sluice.grammar.parser.SluiceParser.StrictGroupContext;
import io.sluice.grammar.parser.SluiceParser.VariableStepContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Row patterns. A level with one member is that member: only brackets leave a trace. */
final class PatternBuilder {
  private final LeafBuilder leaves;

  PatternBuilder(LeafBuilder leaves) {
    this.leaves = leaves;
  }

  PatternNode pattern(RowPatternContext tree) {
    List<PatternNode> branches = tree.patternChain().stream().map(this::chain).toList();
    return branches.size() == 1
        ? branches.getFirst()
        : new PatternNode.Alternation(branches, leaves.span(tree));
  }

  private PatternNode chain(PatternChainContext tree) {
    List<PatternNode> parts = tree.patternPart().stream().map(this::part).toList();
    // A NOT alone is still a chain of one, so that a Negation always has a chain above it.
    if (parts.size() == 1 && !(parts.getFirst() instanceof PatternNode.Negation)) {
      return parts.getFirst();
    }
    List<PatternNode.Arrow> arrows = new ArrayList<>();
    for (int i = 1; i < tree.getChildCount(); i += 2) {
      TerminalNode arrow = (TerminalNode) tree.getChild(i);
      arrows.add(
          arrow.getSymbol().getType() == SluiceParser.ARROW
              ? PatternNode.Arrow.SKIP_TILL_NEXT
              : PatternNode.Arrow.SKIP_TILL_ANY);
    }
    return new PatternNode.ArrowChain(parts, List.copyOf(arrows), leaves.span(tree));
  }

  private PatternNode part(PatternPartContext tree) {
    return switch (tree) {
      case NegatedPartContext not ->
          new PatternNode.Negation(step(not.patternStep()), leaves.span(tree));
      case AdjacentPartContext adjacent -> {
        List<PatternNode> steps = adjacent.patternStep().stream().map(this::step).toList();
        yield steps.size() == 1
            ? steps.getFirst()
            : new PatternNode.Concatenation(steps, leaves.span(tree));
      }
      default -> throw new IllegalStateException("unread part alternative");
    };
  }

  private PatternNode step(PatternStepContext tree) {
    PatternNode operand = primary(tree.patternPrimary());
    return tree.quantifier() == null
        ? operand
        : quantified(operand, tree.quantifier(), leaves.span(tree));
  }

  private PatternNode primary(PatternPrimaryContext tree) {
    Span span = leaves.span(tree);
    return switch (tree) {
      case PermutationContext permute ->
          new PatternNode.Permute(permute.rowPattern().stream().map(this::pattern).toList(), span);
      case RelaxedGroupContext relaxed ->
          new PatternNode.Relaxed(pattern(relaxed.rowPattern()), span);
      case StrictGroupContext strict -> new PatternNode.Strict(pattern(strict.rowPattern()), span);
      case PatternGroupContext group ->
          group.rowPattern() == null
              ? new PatternNode.Empty(span)
              : new PatternNode.Group(pattern(group.rowPattern()), span);
      case PartitionStartContext start -> new PatternNode.PartitionStart(span);
      case PartitionEndContext end -> new PatternNode.PartitionEnd(span);
      case ExclusionContext exclusion -> exclusion(pattern(exclusion.rowPattern()), span);
      case VariableStepContext variable ->
          new PatternNode.Variable(leaves.name(variable.variableRef()), span);
      default -> throw new IllegalStateException("unread pattern alternative");
    };
  }

  private PatternNode exclusion(PatternNode inner, Span span) {
    boolean gap =
        inner instanceof PatternNode.Quantified loop
            && loop.operand() instanceof PatternNode.Variable
            && loop.min() == 0
            && loop.max() == null
            && !loop.greedy();
    if (gap) {
      leaves.note(
          SyntaxCode.EXCLUDED_GAP,
          "this gap may be meant as an arrow",
          span,
          "any rows, left out of the match",
          "A -> B passes over rows that do not fit B, A ->> B over any rows");
    }
    return new PatternNode.Exclusion(inner, span);
  }

  private PatternNode quantified(PatternNode operand, QuantifierContext tree, Span span) {
    boolean greedy = tree.reluctant() == null;
    int min;
    @Nullable Integer max;
    switch (tree.getStart().getType()) {
      case SluiceParser.STAR -> {
        min = 0;
        max = null;
      }
      case SluiceParser.PLUS -> {
        min = 1;
        max = null;
      }
      case SluiceParser.QUESTION -> {
        min = 0;
        max = 1;
      }
      default -> {
        if (tree.INTEGER() != null) {
          min = leaves.smallNumber(tree.INTEGER().getSymbol());
          max = min;
        } else {
          min = tree.lower() == null ? 0 : leaves.smallNumber(tree.lower().getStart());
          max = tree.upper() == null ? null : leaves.smallNumber(tree.upper().getStart());
        }
      }
    }
    return new PatternNode.Quantified(operand, min, max, greedy, leaves.span(tree), span);
  }
}
