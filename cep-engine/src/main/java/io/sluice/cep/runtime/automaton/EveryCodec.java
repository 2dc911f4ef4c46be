package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of a key's lists; states are written as places, since their numbers depend on the
 * rows that have come.
 */
record EveryCodec(PatternProgram program, SetAutomaton automaton, SetLists every)
    implements RingState.Keyed {
  @Override
  public void write(int key, PartOutput out) {
    int[] lists = every.ints(key);
    int count = every.count(key);
    out.number(count);
    for (int i = 0, at = every.first(key); i < count; i++, at += 3 + lists[at + 1]) {
      List<Place> places = automaton.placesOf(lists[at]);
      out.number(places.size());
      places.forEach(place -> PlaceCodec.write(place, out));
      out.number(lists[at + 1]);
      for (int j = at + 2; j < at + 3 + lists[at + 1]; j++) {
        out.number(lists[j]);
      }
    }
  }

  @Override
  public void read(int key, PartInput in) {
    int states = in.count();
    var lists = new ArrayList<Integer>();
    for (int i = 0; i < states; i++) {
      var places = new ArrayList<Place>();
      for (int n = in.count(); n > 0; n--) {
        places.add(PlaceCodec.read(in, program));
      }
      lists.add(automaton.stateOf(places));
      int length = in.count();
      lists.add(length);
      for (int j = 0; j <= length; j++) {
        lists.add(in.count());
      }
    }
    every.restore(key, states, lists.stream().mapToInt(n -> n).toArray());
  }
}
