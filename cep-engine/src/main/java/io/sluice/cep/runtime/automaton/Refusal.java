package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.runtime.match.Environment;
import org.jspecify.annotations.Nullable;

/**
 * {@code on_limit = 'drop newest'}: a row begins nothing where there are as many partial matches as
 * may be. Where starts have their turns a key has one open at most, so only those of all keys
 * count.
 */
final class Refusal {
  private final Starts starts;
  private final Problems problems;
  private final boolean inTurn;
  private final int mostOfKey;
  private final int most;

  private Refusal(MatchProgram program, Environment environment, Starts starts, Problems problems) {
    this.starts = starts;
    this.problems = problems;
    this.inTurn = program.consumes();
    this.mostOfKey = environment.limits().attemptsPerKey();
    this.most = environment.limits().attemptsPerPattern();
  }

  /** Null where the oldest goes, or the statement stops. */
  static @Nullable Refusal of(
      MatchProgram program, Environment environment, Starts starts, Problems problems) {
    return program.overflow().policy() == Overflow.Policy.DROP_NEWEST
        ? new Refusal(program, environment, starts, problems)
        : null;
  }

  /** Whether the row may not begin what it could; that is counted. */
  boolean refuses(int key, int letter, Event row) {
    if (!starts.mayBegin(letter) || inTurn && starts.isActive(key)) {
      return false;
    }
    if (!inTurn && starts.open(key) >= mostOfKey) {
      problems.tooManyOfKey(key, row);
      return true;
    }
    if (starts.attempts() >= most) {
      problems.tooManyOfPattern(key, row);
      return true;
    }
    return false;
  }
}
