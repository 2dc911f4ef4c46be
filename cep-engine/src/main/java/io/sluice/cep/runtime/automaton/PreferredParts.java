package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import org.jspecify.annotations.Nullable;

/** The binary form of what a key of {@link PreferredCore} has besides its rows and labels. */
final class PreferredParts implements RingState.Keyed {
  private final Starts starts;
  private final @Nullable Past past;
  private final @Nullable LeadingNot nots;
  private final @Nullable UnmatchedRows unmatched;

  /** Whether there are keys without a partial match. */
  private final boolean lasting;

  PreferredParts(
      Starts starts,
      @Nullable Past past,
      @Nullable LeadingNot nots,
      @Nullable UnmatchedRows unmatched,
      boolean lasting) {
    this.starts = starts;
    this.past = past;
    this.nots = nots;
    this.unmatched = unmatched;
    this.lasting = lasting || past != null || nots != null;
  }

  @Override
  public void write(int key, PartOutput out) {
    if (past != null) {
      past.write(key, out);
    }
    if (nots != null) {
      nots.write(key, out);
    }
    boolean active = starts.isActive(key);
    if (lasting) {
      out.flag(active);
    }
    if (active && unmatched != null) {
      unmatched.write(key, out);
    }
    if (active) {
      starts.write(key, out);
    }
  }

  @Override
  public void read(int key, PartInput in) {
    if (past != null) {
      past.read(key, in);
    }
    if (nots != null) {
      nots.read(key, in);
    }
    if (!lasting || in.flag()) {
      if (unmatched != null) {
        unmatched.read(key, in);
      }
      starts.read(key, in);
    }
  }
}
