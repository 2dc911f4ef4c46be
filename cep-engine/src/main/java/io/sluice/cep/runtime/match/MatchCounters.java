package io.sluice.cep.runtime.match;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Figures of one pattern, over all its keys. */
public final class MatchCounters {
  public long matches;

  /** Attempts made so far; the next one's number. */
  public long created;

  /** Attempts that are open now; the clear matcher's only. */
  public long open;

  /** Attempts that a limit ended, or did not let begin. */
  public long dropped;

  /** Conditions and measures that failed on a value. */
  public long errors;

  /** SKIP TO a row that is absent or the first: went on at the next row. */
  public long skipFallbacks;

  /** Cursors that are kept now. Not kept across restarts, as what follows. */
  public int kept;

  /** Kept cursors that a limit ended. */
  public long keptEnded;

  /** Strands that met a row: the work done. */
  public long steps;

  /** How often the automaton forgot states, since it knew too many. Not kept across restarts. */
  public long forgotten;

  private @Nullable Supplier<String> problem;

  /** The last attempt that was dropped or value that failed, in words. */
  public @Nullable String problem() {
    return problem == null ? null : problem.get();
  }

  /** The words are made when somebody asks: there may be a problem with each row. */
  public void problem(@Nullable Supplier<String> words) {
    problem = words;
  }
}
