package io.sluice.grammar.ast;

/**
 * A stretch of source text.
 *
 * @param start offset of the first character, in UTF-16 units from the start of the script
 * @param end offset behind the last character, in UTF-16 units
 * @param line line of {@code start}, counted from 1
 * @param column column of {@code start}, counted from 1 in UTF-16 units
 */
public record Span(int start, int end, int line, int column) {
  /** The place of a node that no text stands for. */
  public static final Span NONE = new Span(0, 0, 1, 1);

  /** Covers this span and {@code last}, which must not begin before it. */
  public Span to(Span last) {
    return new Span(start, Math.max(end, last.end), line, column);
  }
}
