package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;

/**
 * The binary form of a key's counts: where its rows begin, and where their boundary is. All else is
 * made again of the rows, in the same way.
 */
record CountedCodec(CountedMatches counted) implements RingState.Keyed {
  @Override
  public void write(int key, PartOutput out) {
    out.number(counted.firstRow(key)).number(counted.boundary(key));
  }

  @Override
  public void read(int key, PartInput in) {
    int first = in.count();
    counted.restore(key, first, in.count());
  }
}
