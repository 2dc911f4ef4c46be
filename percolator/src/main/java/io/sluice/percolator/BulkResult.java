package io.sluice.percolator;

import java.util.List;

/** What became of many queries: those that can be stored are, the others are named. */
public record BulkResult(int stored, List<Refused> refused) {
  /**
   * @param index of the query in the list that was given
   */
  public record Refused(int index, String id, QuerySyntaxException because) {}
}
