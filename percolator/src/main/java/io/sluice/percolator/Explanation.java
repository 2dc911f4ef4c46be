package io.sluice.percolator;

import java.util.List;

/**
 * Why a stored query fits a document, or why not.
 *
 * @param matches whether it fits
 * @param candidate whether it was looked at: one of its anchors is true, or it has none
 * @param anchors the necessary predicates that it is filed under now; of one that only excludes,
 *     those that exclude it; empty for one that is run on every document
 * @param lines the query as a tree, a part a line, with its truth and indented by its depth
 */
public record Explanation(
    String id, boolean matches, boolean candidate, List<Leaf> anchors, List<String> lines) {
  /**
   * One predicate of a query.
   *
   * @param holds whether it is true of the document
   * @param frequency part of the documents in which it is true, as far as known, from 0 to 1
   */
  public record Leaf(String text, boolean holds, double frequency) {
    @Override
    public String toString() {
      return String.format(
          java.util.Locale.ROOT,
          "%s (%s, in %.2f %% of the documents)",
          text,
          holds ? "true" : "false",
          100 * frequency);
    }
  }

  /** The whole, in lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(id).append(matches ? " fits" : " does not fit");
    text.append(candidate ? "" : ", and was not looked at").append('\n');
    for (Leaf anchor : anchors) {
      text.append("  filed under ").append(anchor).append('\n');
    }
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }
}
