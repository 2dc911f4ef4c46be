package io.sluice.cep.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What others must know of a statement that stands: a hundred thousand of them may, so that their
 * plans are not kept.
 *
 * @param reads streams, in the order of the statement
 * @param feeds the stream that takes its rows, or null
 */
public record Declared(String name, List<String> reads, @Nullable String feeds) {
  public Declared {
    reads = List.copyOf(reads);
  }

  public static Declared of(Standing standing) {
    String feeds = standing.target() instanceof Standing.Feed feed ? feed.stream() : null;
    return new Declared(standing.name(), reads(standing.plan()), feeds);
  }

  /** Streams that a plan reads. */
  public static List<String> reads(Plan plan) {
    var names = new LinkedHashSet<String>();
    collect(plan, names);
    return new ArrayList<>(names);
  }

  private static void collect(Plan plan, Set<String> names) {
    switch (plan) {
      case Plan.Scan scan -> names.add(scan.stream().name());
      case Plan.Merge merge -> merge.inputs().forEach(i -> names.add(i.stream().name()));
      case Plan.StoredQueries join -> {
        names.add(join.stream().name());
        names.add(join.table().name());
      }
      case Plan.Filter filter -> collect(filter.input(), names);
      case Plan.Project project -> collect(project.input(), names);
      case Plan.Match match -> collect(match.input(), names);
      case Plan.Limit limit -> collect(limit.input(), names);
    }
  }
}
