package io.sluice.cep.runtime;

import java.nio.ByteBuffer;

/**
 * Names of state parts: kind, number of the stream or query that the part belongs to, and what
 * tells its parts apart.
 */
final class PartKeys {
  static final byte TASK = 1;
  static final byte STREAM = 2;
  static final byte WAITING_ROW = 3;
  static final byte QUERY = 4;
  static final byte FIGURES = 5;
  static final byte HELD_ROWS = 6;
  static final byte PARTITION = 7;
  static final byte MERGED_ROW = 8;

  static final byte TABLE_ROW = 64;

  /** The first of the kinds of {@link io.sluice.cep.runtime.automaton.Core.Piece}. */
  static final byte PIECES = 9;

  private PartKeys() {}

  static byte[] of(byte kind, int owner, byte... rest) {
    return ByteBuffer.allocate(5 + rest.length).put(kind).putInt(owner).put(rest).array();
  }

  static byte[] of(byte kind, int owner, long offset) {
    return of(kind, owner, ByteBuffer.allocate(8).putLong(offset).array());
  }

  static byte kind(byte[] key) {
    return key[0];
  }

  static int owner(byte[] key) {
    return ByteBuffer.wrap(key).getInt(1);
  }
}
