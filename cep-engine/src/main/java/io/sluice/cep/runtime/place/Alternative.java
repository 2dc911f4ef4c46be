package io.sluice.cep.runtime.place;

import io.sluice.cep.program.GapRule;
import java.util.List;

/**
 * One way on from a place.
 *
 * @param pc the instruction that was reached
 * @param variable the variable to take, or -1
 * @param excluded whether a taken row stands inside {@code {- -}}
 * @param gap what may be passed over before
 * @param counters one a loop, as they are at {@code pc}
 */
public record Alternative(
    Kind kind, int pc, int variable, boolean excluded, GapRule gap, List<Integer> counters) {
  public enum Kind {
    TAKE,
    /** A match when the bound passes. */
    AWAIT_BOUND,
    /** A match if the partition ends here. */
    AT_END
  }

  public boolean mayPass() {
    return gap.kind() != GapRule.Kind.NONE;
  }
}
