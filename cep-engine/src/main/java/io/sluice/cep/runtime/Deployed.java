package io.sluice.cep.runtime;

import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;

/**
 * A stream or statement as it was put to work.
 *
 * @param number counts all that is deployed, so it orders them too
 * @param statement canonical text
 * @param fingerprint of the program that the state belongs to; 0 for a stream
 */
public record Deployed(int number, String id, String statement, int version, long fingerprint) {
  void write(PartOutput out) {
    out.number(number).text(id).text(statement).number(version).number(fingerprint);
  }

  static Deployed read(PartInput in) {
    return new Deployed(in.count(), in.text(), in.text(), in.count(), in.number());
  }
}
