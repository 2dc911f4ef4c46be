package io.sluice.server.host;

import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.Diagnostic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of the registry.
 *
 * @param version from 1, counted up when the pattern is replaced
 * @param failure why the state is {@link State#FAILED}, else null
 * @param statement as it was deployed, canonical
 * @param standing null where this version does not take the statement any more
 * @param warnings of its compilation
 * @param order sequence number of the input that created it; no other pattern ever has the same
 */
public record PatternEntry(
    String name,
    int version,
    State state,
    @Nullable String failure,
    String statement,
    @Nullable Standing standing,
    List<Diagnostic> warnings,
    long createdAt,
    long updatedAt,
    long order)
    implements Defined {

  /** Whether it sees events. */
  public enum State {
    ENABLED,
    DISABLED,
    /**
     * The engine met an error of its own and stopped it, or this version can not take it up; all
     * others go on.
     */
    FAILED
  }

  public PatternEntry {
    warnings = List.copyOf(warnings);
  }

  public boolean enabled() {
    return state == State.ENABLED;
  }

  /**
   * Names this version of this pattern: one that is created again under the same name has another
   * tag.
   */
  public String tag() {
    return order + "-" + version;
  }

  PatternEntry compiledAs(Definition.OfPattern definition) {
    return new PatternEntry(
        name,
        version,
        state,
        failure,
        statement,
        definition.standing(),
        definition.warnings(),
        createdAt,
        updatedAt,
        order);
  }

  PatternEntry withState(State now, @Nullable String why, long at) {
    return new PatternEntry(
        name, version, now, why, statement, standing, warnings, createdAt, at, order);
  }

  /** The stream that it feeds, or null. */
  public @Nullable String feeds() {
    return standing != null && standing.target() instanceof Standing.Feed feed
        ? feed.stream()
        : null;
  }

  /** The streams whose rows it reads, in the order of the statement. */
  public List<String> sources() {
    var names = new LinkedHashSet<String>();
    if (standing != null) {
      collect(standing.plan(), names);
    }
    return List.copyOf(names);
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
