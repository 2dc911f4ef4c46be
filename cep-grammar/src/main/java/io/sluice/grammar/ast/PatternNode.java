package io.sluice.grammar.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row pattern between the brackets of PATTERN. */
public sealed interface PatternNode {
  Span span();

  record Variable(Name name, Span span) implements PatternNode {}

  /** Parts that follow each other row by row. */
  record Concatenation(List<PatternNode> parts, Span span) implements PatternNode {}

  /**
   * {@code arrows.get(i)} stands between {@code parts.get(i)} and {@code parts.get(i + 1)}; only
   * its parts may be {@link Negation}.
   */
  record ArrowChain(List<PatternNode> parts, List<Arrow> arrows, Span span)
      implements PatternNode {}

  /** {@code NOT x}: no row between its neighbours may fit x. */
  record Negation(PatternNode operand, Span span) implements PatternNode {}

  record Alternation(List<PatternNode> branches, Span span) implements PatternNode {}

  /**
   * {@code max} is null for no upper bound. {@code quantifier} is the place of the quantifier
   * alone.
   */
  record Quantified(
      PatternNode operand,
      int min,
      @Nullable Integer max,
      boolean greedy,
      Span quantifier,
      Span span)
      implements PatternNode {}

  /** Round brackets, kept so that a lint can ask for them. */
  record Group(PatternNode inner, Span span) implements PatternNode {}

  record Empty(Span span) implements PatternNode {}

  record PartitionStart(Span span) implements PatternNode {}

  record PartitionEnd(Span span) implements PatternNode {}

  record Exclusion(PatternNode inner, Span span) implements PatternNode {}

  record Permute(List<PatternNode> elements, Span span) implements PatternNode {}

  record Relaxed(PatternNode inner, Span span) implements PatternNode {}

  record Strict(PatternNode inner, Span span) implements PatternNode {}

  enum Arrow {
    /** {@code ->}: rows that fit nothing which may come next are passed over. */
    SKIP_TILL_NEXT,
    /** {@code ->>}: any row may be passed over. */
    SKIP_TILL_ANY
  }
}
