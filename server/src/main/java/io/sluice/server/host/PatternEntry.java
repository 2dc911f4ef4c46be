package io.sluice.server.host;

import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.Diagnostic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A pattern of the registry.
 *
 * @param statement as it was deployed, canonical
 * @param warnings of its compilation
 * @param order place in the order of creation
 */
public record PatternEntry(
    String name,
    int version,
    boolean enabled,
    String statement,
    Standing standing,
    List<Diagnostic> warnings,
    long createdAt,
    long updatedAt,
    long order) {

  public PatternEntry {
    warnings = List.copyOf(warnings);
  }

  PatternEntry withEnabled(boolean now, long at) {
    return new PatternEntry(
        name, version, now, statement, standing, warnings, createdAt, at, order);
  }

  /** The streams whose rows it reads, in the order of the statement. */
  public List<String> sources() {
    var names = new LinkedHashSet<String>();
    collect(standing.plan(), names);
    return List.copyOf(names);
  }

  private static void collect(Plan plan, Set<String> names) {
    switch (plan) {
      case Plan.Scan scan -> names.add(scan.stream().name());
      case Plan.Filter filter -> collect(filter.input(), names);
      case Plan.Project project -> collect(project.input(), names);
      case Plan.Match match -> collect(match.input(), names);
      case Plan.Limit limit -> collect(limit.input(), names);
    }
  }
}
