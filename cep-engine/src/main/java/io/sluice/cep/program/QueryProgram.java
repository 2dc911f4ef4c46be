package io.sluice.cep.program;

import io.sluice.cep.event.Schema;
import io.sluice.cep.program.expr.Evaluator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole standing statement: rows of {@code sources} go through {@code before}, the matcher, and
 * {@code after} to the destination.
 *
 * @param name what its rows are called by
 * @param sources the streams that it reads
 * @param merge how their rows become those of one, in the order of MERGE; empty for one stream
 * @param join how its rows meet those of a table, or null
 * @param match null for a statement without MATCH_RECOGNIZE
 * @param output columns of the rows that come out
 * @param times one a column of {@code output}: what its values say of time
 * @param parameters values of the pattern's parameters
 * @param bounded a bare SELECT over finite input
 * @param trigger which rows can matter to it; null: all of its stream
 */
public record QueryProgram(
    String name,
    List<String> sources,
    List<MergeInput> merge,
    @Nullable TableJoin join,
    List<Step> before,
    @Nullable MatchProgram match,
    List<Step> after,
    Schema output,
    List<EmittedTime> times,
    Destination destination,
    List<@Nullable Object> parameters,
    boolean bounded,
    @Nullable Trigger trigger) {

  /** A statement that sees all rows of its streams. */
  public QueryProgram(
      String name,
      List<String> sources,
      List<MergeInput> merge,
      List<Step> before,
      @Nullable MatchProgram match,
      List<Step> after,
      Schema output,
      List<EmittedTime> times,
      Destination destination,
      List<@Nullable Object> parameters,
      boolean bounded) {
    this(
        name,
        sources,
        merge,
        null,
        before,
        match,
        after,
        output,
        times,
        destination,
        parameters,
        bounded,
        null);
  }

  /**
   * As {@link MatchProgram#told}.
   *
   * @param known is taken where the result equals it
   */
  public QueryProgram told(@Nullable MatchProgram known) {
    MatchProgram told = match == null ? null : match.told();
    return new QueryProgram(
        name,
        sources,
        merge,
        join,
        before,
        told != null && told.equals(known) ? known : told,
        after,
        output,
        times,
        destination,
        parameters,
        bounded,
        trigger);
  }

  /** What happens to one row. */
  public sealed interface Step {
    record Filter(Evaluator condition, String where) implements Step {}

    record Project(List<MatchProgram.Measure> columns, Schema schema) implements Step {}

    /** Lets {@code rows} rows through, then none. */
    record Limit(long rows) implements Step {}
  }

  /** Where rows go. */
  public sealed interface Destination {
    record Alerts() implements Destination {}

    record Stream(String name) implements Destination {}

    record Result() implements Destination {}
  }

  /** The stages, one a line; the matcher's instructions below it. */
  public String dump() {
    var out = new StringBuilder("read " + String.join(", ", sources) + "\n");
    merge.forEach(
        input -> out.append("merge ").append(input.name()).append(input.columns()).append("\n"));
    if (join != null) {
      out.append(join.left() ? "left join " : "join ")
          .append(join.stream())
          .append(" with ")
          .append(join.table());
      out.append(" by MATCHES(").append(String.join(", ", join.target().names())).append("; ");
      out.append(join.rows().column(join.query()).name()).append(")\n");
    }
    before.forEach(step -> out.append(text(step)));
    if (match != null) {
      out.append("match by ").append(names(match.keySchema()));
      match.within().ifPresent(d -> out.append(", within ").append(d).append(" ms"));
      match.gap().ifPresent(d -> out.append(", gap ").append(d).append(" ms"));
      out.append(", skip ").append(match.skip().name().toLowerCase(java.util.Locale.ROOT));
      out.append("\n").append(match.pattern().dump(match.variableNames()));
    }
    after.forEach(step -> out.append(text(step)));
    out.append(
        switch (destination) {
          case Destination.Alerts() -> "alert as " + name;
          case Destination.Stream stream -> "feed " + stream.name();
          case Destination.Result() -> "result";
        });
    return out.append("\n").toString();
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Filter _ -> "filter\n";
      case Step.Project project -> "project " + names(project.schema()) + "\n";
      case Step.Limit limit -> "limit " + limit.rows() + "\n";
    };
  }

  private static String names(Schema schema) {
    return schema.size() == 0 ? "nothing" : String.join(", ", schema.names());
  }
}
