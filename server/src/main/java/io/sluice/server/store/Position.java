package io.sluice.server.store;

import java.nio.ByteBuffer;

/**
 * How far everything has come; written with each commit.
 *
 * @param commits number of commits so far
 * @param nextSequence the sequence number of the next input
 * @param applied all input below this sequence number is reflected in state, alerts and derived
 *     rows
 * @param nextAlert the offset of the next alert
 */
public record Position(long commits, long nextSequence, long applied, long nextAlert) {
  public static final Position START = new Position(0, 0, 0, 0);

  byte[] encode() {
    return ByteBuffer.allocate(32)
        .putLong(commits)
        .putLong(nextSequence)
        .putLong(applied)
        .putLong(nextAlert)
        .array();
  }

  static Position decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new Position(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
