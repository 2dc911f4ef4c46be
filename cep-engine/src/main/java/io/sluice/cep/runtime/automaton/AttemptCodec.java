package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.List;

/** The binary form of attempts; states are written as places, whose numbers are not lasting. */
final class AttemptCodec {
  private AttemptCodec() {}

  /** How many ints were written. */
  static int write(Attempts attempts, int[] from, int at, PartOutput out) {
    int state = from[at + Attempts.STATE];
    out.number(from[at + Attempts.START]).number(from[at + Attempts.BEST]);
    writeState(attempts, state, out);
    int length = attempts.length(state);
    for (int i = Attempts.LABELS; i < length; i++) {
      out.number(from[at + i]);
    }
    return length;
  }

  static int[] read(Attempts attempts, PatternProgram program, PartInput in) {
    int start = in.count();
    int best = in.count();
    int state = readState(attempts, program, in);
    int[] attempt = new int[attempts.length(state)];
    attempt[Attempts.START] = start;
    attempt[Attempts.STATE] = state;
    attempt[Attempts.BEST] = best;
    for (int i = Attempts.LABELS; i < attempt.length; i++) {
      attempt[i] = in.count();
    }
    return attempt;
  }

  static void writeState(Attempts attempts, int state, PartOutput out) {
    List<Place> places = attempts.automaton.placesOf(state);
    out.number(places.size());
    places.forEach(place -> PlaceCodec.write(place, out));
  }

  static int readState(Attempts attempts, PatternProgram program, PartInput in) {
    var places = new ArrayList<Place>();
    for (int n = in.count(); n > 0; n--) {
      places.add(PlaceCodec.read(in, program));
    }
    return attempts.automaton.stateOf(places);
  }
}
