package io.sluice.server.cases;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import java.util.HashSet;
import java.util.Set;

/** Where the rows of a script go. */
public final class Destinations {
  private Destinations() {}

  /** Streams that a statement of the script feeds and another one reads, and targets of LATE TO. */
  public static Set<String> readInside(CompileResult script) {
    Set<String> fed = new HashSet<>();
    Set<String> read = new HashSet<>();
    Set<String> late = new HashSet<>();
    for (Compiled statement : script.statements()) {
      if (statement instanceof Compiled.Query query) {
        scans(query.standing().plan(), read);
        if (query.standing().target() instanceof Standing.Feed feed) {
          fed.add(feed.stream());
        }
      }
      if (statement instanceof Compiled.Stream stream && stream.def().lateTo() != null) {
        late.add(stream.def().lateTo());
      }
    }
    fed.retainAll(read);
    fed.addAll(late);
    return fed;
  }

  private static void scans(Plan plan, Set<String> read) {
    switch (plan) {
      case Plan.Scan scan -> read.add(scan.stream().name());
      case Plan.Merge merge -> merge.inputs().forEach(i -> read.add(i.stream().name()));
      case Plan.StoredQueries join -> {
        read.add(join.stream().name());
        read.add(join.table().name());
      }
      case Plan.Filter filter -> scans(filter.input(), read);
      case Plan.Project project -> scans(project.input(), read);
      case Plan.Match match -> scans(match.input(), read);
      case Plan.Limit limit -> scans(limit.input(), read);
    }
  }
}
