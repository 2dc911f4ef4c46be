package io.sluice.percolator;

import java.util.List;
import java.util.Map;

/**
 * Which stored queries a document fits.
 *
 * @param ids the matching ids, sorted
 * @param complete false when a limit ended the search early: there may be more
 * @param names where they were asked for: by id, the named parts that fit by themselves, sorted;
 *     those of which none fits have no entry
 * @param work what it took
 */
public record MatchResult(
    List<String> ids, boolean complete, Map<String, List<String>> names, Work work) {
  /** Without names. */
  public MatchResult(List<String> ids, boolean complete, Work work) {
    this(ids, complete, Map.of(), work);
  }

  /**
   * What one match took: how well the filter filters.
   *
   * @param candidates distinct programs that were looked at, through one of their necessary
   *     predicates or from the always list
   * @param programRuns candidates whose program had to be run; the others were decided or refused
   *     by the posting alone
   * @param leafChecks phrases on recorded positions and number ranges that were evaluated
   * @param luceneRuns leaves that Lucene evaluated on a one-document index
   */
  public record Work(int candidates, int programRuns, int leafChecks, int luceneRuns) {}
}
