package io.sluice.server.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of the REST interface, as they are written. */
public final class Documents {
  private Documents() {}

  public record Page(List<?> items, @Nullable String next) {}

  public record ColumnDoc(String name, String type, boolean notNull) {}

  public record StreamDoc(
      String name,
      String statement,
      List<ColumnDoc> columns,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> primaryKey,
      boolean open,
      @Nullable String timeColumn,
      long watermarkDelayMs,
      @Nullable String lateTo,
      @Nullable Long retainMs,
      long events,
      long late,
      @Nullable String watermark,
      List<String> fedBy,
      List<String> readBy,
      long nextOffset,
      String createdAt) {}

  public record TargetDoc(
      String kind, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String stream) {}

  public record PatternDoc(
      String name,
      int version,
      String state,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String failure,
      String statement,
      @Nullable String comment,
      TargetDoc target,
      List<String> streams,
      long matches,
      long partialMatches,
      long keys,
      long dropped,
      long errors,
      @Nullable String problem,
      String createdAt,
      String updatedAt,
      List<DiagnosticJson> warnings) {}

  public record EventDoc(long offset, String time, RawJson event) {}

  public record Appended(int accepted, long offset) {}

  public record BatchAppended(
      int accepted,
      int rejected,
      @Nullable Long firstOffset,
      @Nullable Long lastOffset,
      List<ItemError> errors) {}

  /** Of a line (from 1) of NDJSON, or of an index (from 0) of an array. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ItemError(
      @Nullable Integer line,
      @Nullable Integer index,
      String code,
      @Nullable String pointer,
      String message) {}

  /** {@code head} is the offset of the newest alert of all, -1 before the first. */
  public record AlertPage(List<RawJson> items, @Nullable String next, String epoch, long head) {}

  public record Check(String name, boolean ok, String detail) {}

  public record Health(String status, List<Check> checks) {}

  public record Counts(int enabled, int disabled) {}

  public record Second(String time, long events, long alerts) {}

  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Stats(
      String time,
      long eventsTotal,
      long alertsTotal,
      double eventsPerSecond,
      double alertsPerMinute,
      long partialMatches,
      Counts patterns,
      int streams,
      int queries,
      int websocketClients,
      @Nullable Double lagP99Ms,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Second> history) {

    public Stats withoutHistory() {
      return new Stats(
          time,
          eventsTotal,
          alertsTotal,
          eventsPerSecond,
          alertsPerMinute,
          partialMatches,
          patterns,
          streams,
          queries,
          websocketClients,
          lagP99Ms,
          null);
    }
  }

  public record Root(
      String name,
      String version,
      String epoch,
      List<String> features,
      Map<String, Object> limits,
      Map<String, String> links) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Validation(
      boolean valid, @Nullable Long textVersion, List<DiagnosticJson> diagnostics) {}

  /** What the command line says of a script. */
  public record CheckedFile(String file, boolean valid, List<DiagnosticJson> diagnostics) {}

  public record StateDoc(
      String id, String kind, @Nullable String var, @Nullable String condition) {}

  /** What a pattern has in flight. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RunsDoc(
      String pattern,
      int version,
      String state,
      @Nullable Long attempts,
      long keys,
      @Nullable String oldest,
      List<RunsStateDoc> states,
      List<RunsKeyDoc> topKeys,
      boolean partial) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RunsStateDoc(
      String id,
      @Nullable String var,
      @Nullable Long attempts,
      @Nullable Long partialMatches,
      @Nullable Long keys,
      @Nullable Long waiting) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RunsKeyDoc(RawJson key, @Nullable Long attempts, String oldest) {}

  public record GroupDoc(
      String id, List<String> members, int min, @Nullable Integer max, boolean greedy) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EdgeDoc(
      String from, String to, String gap, List<String> not, @Nullable String group) {}

  public record AutomatonDoc(List<StateDoc> states, List<GroupDoc> groups, List<EdgeDoc> edges) {}

  public record BoundsDoc(@JsonProperty("class") String letter, String text) {}

  public record ExplanationDoc(
      String statement,
      List<String> words,
      String plan,
      String program,
      @Nullable AutomatonDoc automaton,
      BoundsDoc bounds,
      String finality,
      List<DiagnosticJson> warnings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RunsDoc runs) {}

  public record FunctionDoc(
      String name, String kind, String signature, String description, String example) {}

  public record CatalogColumn(String name, String type) {}

  public record CatalogStream(String name, List<CatalogColumn> columns) {}

  public record CatalogDoc(
      List<CatalogStream> streams,
      List<String> patterns,
      List<FunctionDoc> functions,
      List<String> types,
      List<String> keywords) {}
}
