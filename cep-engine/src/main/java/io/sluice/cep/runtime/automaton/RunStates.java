package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.place.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is to be known of the states that runs stand in. */
final class RunStates {
  private final SetAutomaton automaton;
  private final Letters letters;
  private final Guards guards;
  private @Nullable Facts[] facts = new Facts[16];

  /**
   * @param asked variables that a run here asks a row for
   * @param lookup how runs are found
   * @param bit a condition that they are found by, or -1
   * @param found all conditions that they are found by
   */
  record Facts(long asked, Guards.Lookup lookup, int bit, long found) {}

  RunStates(SetAutomaton automaton, Letters letters, Guards guards) {
    this.automaton = automaton;
    this.letters = letters;
    this.guards = guards;
  }

  Facts of(int state) {
    if (state >= facts.length) {
      facts = Arrays.copyOf(facts, Math.max(2 * facts.length, state + 1));
    }
    Facts known = facts[state];
    if (known == null) {
      known = read(state);
      facts[state] = known;
    }
    return known;
  }

  private Facts read(int state) {
    long asked = 0;
    for (Place place : automaton.placesOf(state)) {
      asked |= PlaceMoves.askedAt(place, letters);
    }
    var lookup = Guards.Lookup.NONE;
    int bit = -1;
    for (long rest = asked & guards.bits(); rest != 0; rest &= rest - 1) {
      int next = Long.numberOfTrailingZeros(rest);
      if (guards.lookup(next).compareTo(lookup) < 0) {
        lookup = guards.lookup(next);
        bit = next;
      }
    }
    long found = bit < 0 ? 0 : guards.mates(bit, asked & guards.bits());
    return new Facts(asked, lookup, bit, found);
  }

  int[] actions(int state, long fits) {
    return automaton.actions(state, letters.number(fits));
  }
}
