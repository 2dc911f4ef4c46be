package io.sluice.cep.runtime.match;

/** A row at its turn, and what is known of it: conditions are asked once for all attempts. */
final class Turn {
  final Row row;

  /** Bounds up to this time had passed when the row's turn came. */
  final long clock;

  /** One a variable: 0 unknown, 1 fits, -1 does not. */
  private final byte[] known;

  Turn(Row row, long clock, int variables) {
    this.row = row;
    this.clock = clock;
    this.known = new byte[variables];
  }

  long position() {
    return row.position();
  }

  byte known(int variable) {
    return known[variable];
  }

  void know(int variable, boolean fits) {
    known[variable] = (byte) (fits ? 1 : -1);
  }
}
