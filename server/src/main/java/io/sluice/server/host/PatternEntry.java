package io.sluice.server.host;

import io.sluice.cep.plan.Declared;
import io.sluice.grammar.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of the registry.
 *
 * @param version from 1, counted up when the pattern is replaced
 * @param failure why the state is {@link State#FAILED}, else null
 * @param statement as it was deployed, canonical
 * @param declared null where this version does not take the statement any more
 * @param comment of the statement
 * @param warnings of its compilation
 * @param order sequence number of the input that created it; no other pattern ever has the same
 */
public record PatternEntry(
    String name,
    int version,
    State state,
    @Nullable String failure,
    String statement,
    @Nullable Declared declared,
    @Nullable String comment,
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
        definition.declared(),
        definition.comment(),
        definition.warnings(),
        createdAt,
        updatedAt,
        order);
  }

  PatternEntry withState(State now, @Nullable String why, long at) {
    return new PatternEntry(
        name, version, now, why, statement, declared, comment, warnings, createdAt, at, order);
  }

  /** The stream that it feeds, or null. */
  public @Nullable String feeds() {
    return declared == null ? null : declared.feeds();
  }

  /** The streams whose rows it reads, in the order of the statement. */
  public List<String> sources() {
    return declared == null ? List.of() : declared.reads();
  }
}
