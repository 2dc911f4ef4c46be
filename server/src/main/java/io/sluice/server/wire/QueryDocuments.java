package io.sluice.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of the REST interface about stored queries, as they are written. */
public final class QueryDocuments {
  private QueryDocuments() {}

  public record QueryDoc(
      String id,
      String stream,
      String query,
      @Nullable String defaultField,
      @Nullable String title,
      @Nullable String level,
      List<String> tags,
      String createdAt,
      long hits,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String alwaysReason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CostDoc cost) {}

  /** Estimated from a sample, since the start of the server. */
  public record CostDoc(long candidates, long matches, double micros) {}

  public record SlowQuery(
      String id,
      String stream,
      @Nullable String title,
      String query,
      long candidates,
      long matches,
      double micros,
      double microsACandidate) {}

  public record SlowQueries(List<SlowQuery> items) {}

  public record OldMatch(long offset, String time, List<String> queries, RawJson event) {}

  /**
   * @param next offset to go on from, or null
   */
  public record OldMatches(
      List<OldMatch> items, long scanned, long unsearchable, @Nullable Long next) {}

  public record BulkStored(int stored, int rejected, List<Documents.ItemError> errors) {}

  /**
   * @param complete false when the limit ended the search: there may be more
   * @param names by query, its named parts that fit by themselves; null unless asked for
   * @param scores by query, how well the document fits it; null unless asked for
   * @param highlights by query and field, values with what was found in {@code <b>}; null unless
   *     asked for
   * @param explanations by query; null unless asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PercolateResult(
      int index,
      List<String> matches,
      boolean complete,
      int candidates,
      @Nullable Map<String, List<String>> names,
      @Nullable Map<String, Double> scores,
      @Nullable Map<String, Map<String, List<String>>> highlights,
      @Nullable Map<String, ExplainedQuery> explanations) {}

  public record PercolateResults(List<PercolateResult> results) {}

  /**
   * @param candidate whether the index gave it to be tried
   * @param anchors what it is filed under; one of them must hold
   * @param tree each part with its truth, one a line, indented by depth
   */
  public record ExplainedQuery(
      boolean matches, boolean candidate, List<Anchor> anchors, List<String> tree) {}

  /**
   * @param frequency part of the documents in which it holds, from 0 to 1, as far as known
   */
  public record Anchor(String predicate, boolean holds, double frequency) {}
}
