package io.sluice.grammar.print;

import io.sluice.grammar.ast.PatternNode;
import java.util.List;
import java.util.stream.Collectors;

/** Row patterns, on one line. */
final class PatternPrinter {
  // How tight a node holds together; a looser one inside a tighter one needs brackets.
  private static final int ALTERNATION = 0;
  private static final int CHAIN = 1;
  private static final int SEQUENCE = 2;
  private static final int STEP = 3;
  private static final int PRIMARY = 4;

  private PatternPrinter() {}

  static String print(PatternNode pattern) {
    return print(pattern, ALTERNATION);
  }

  private static String print(PatternNode pattern, int least) {
    String text = text(pattern);
    return tightness(pattern) < least ? "(" + text + ")" : text;
  }

  private static int tightness(PatternNode pattern) {
    return switch (pattern) {
      case PatternNode.Alternation p -> ALTERNATION;
      case PatternNode.ArrowChain p -> CHAIN;
      // Only an arrow chain prints its NOTs; one that stands elsewhere becomes a chain in brackets.
      case PatternNode.Negation p -> CHAIN;
      case PatternNode.Concatenation p -> SEQUENCE;
      case PatternNode.Quantified p -> STEP;
      case PatternNode.Variable p -> PRIMARY;
      case PatternNode.Group p -> PRIMARY;
      case PatternNode.Empty p -> PRIMARY;
      case PatternNode.PartitionStart p -> PRIMARY;
      case PatternNode.PartitionEnd p -> PRIMARY;
      case PatternNode.Exclusion p -> PRIMARY;
      case PatternNode.Permute p -> PRIMARY;
      case PatternNode.Relaxed p -> PRIMARY;
      case PatternNode.Strict p -> PRIMARY;
    };
  }

  private static String text(PatternNode pattern) {
    return switch (pattern) {
      case PatternNode.Alternation p -> joined(p.branches(), CHAIN, " | ");
      case PatternNode.ArrowChain p -> chain(p);
      case PatternNode.Negation p -> "NOT " + print(p.operand(), STEP);
      case PatternNode.Concatenation p -> joined(p.parts(), STEP, " ");
      case PatternNode.Quantified p -> print(p.operand(), PRIMARY) + quantifier(p);
      case PatternNode.Variable p -> Names.print(p.name());
      case PatternNode.Group p -> "(" + print(p.inner()) + ")";
      case PatternNode.Empty p -> "()";
      case PatternNode.PartitionStart p -> "^";
      case PatternNode.PartitionEnd p -> "$";
      case PatternNode.Exclusion p -> "{- " + print(p.inner()) + " -}";
      case PatternNode.Permute p -> "PERMUTE(" + joined(p.elements(), ALTERNATION, ", ") + ")";
      case PatternNode.Relaxed p -> "RELAXED(" + print(p.inner()) + ")";
      case PatternNode.Strict p -> "STRICT(" + print(p.inner()) + ")";
    };
  }

  private static String joined(List<PatternNode> parts, int least, String separator) {
    return parts.stream().map(part -> print(part, least)).collect(Collectors.joining(separator));
  }

  private static String chain(PatternNode.ArrowChain chain) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < chain.parts().size(); i++) {
      if (i > 0) {
        out.append(
            switch (chain.arrows().get(i - 1)) {
              case SKIP_TILL_NEXT -> " -> ";
              case SKIP_TILL_ANY -> " ->> ";
            });
      }
      PatternNode part = chain.parts().get(i);
      out.append(part instanceof PatternNode.Negation ? text(part) : print(part, SEQUENCE));
    }
    return out.toString();
  }

  private static String quantifier(PatternNode.Quantified node) {
    int min = node.min();
    Integer max = node.max();
    String text;
    if (max == null) {
      text = min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    } else if (min == 0 && max == 1) {
      text = "?";
    } else {
      text = min == max ? "{" + min + "}" : "{" + min + "," + max + "}";
    }
    return node.greedy() ? text : text + "?";
  }
}
