package io.sluice.server.store;

import java.nio.ByteBuffer;

/**
 * A record of a stream's log.
 *
 * @param stream number of the stream; 0 is the log of control changes
 * @param offset from 0, dense
 * @param sequence place in the one order of all input of the partition; for a derived record that
 *     of the input that caused it
 * @param time event time, milliseconds since 1970
 * @param arrival when it came in, milliseconds since 1970
 * @param derived whether a statement produced it; then a replay must not feed it to the engine
 * @param payload JSON of an event, or a control change
 */
public record StoredEvent(
    int stream,
    long offset,
    long sequence,
    long time,
    long arrival,
    boolean derived,
    byte[] payload) {
  public static final int CONTROL_STREAM = 0;
  private static final int HEADER = 1 + 8 + 8 + 8;

  byte[] encode() {
    return ByteBuffer.allocate(HEADER + payload.length)
        .put((byte) (derived ? 1 : 0))
        .putLong(sequence)
        .putLong(time)
        .putLong(arrival)
        .put(payload)
        .array();
  }

  static StoredEvent decode(byte[] key, byte[] value) {
    var in = ByteBuffer.wrap(value);
    boolean derived = in.get() == 1;
    long sequence = in.getLong();
    long time = in.getLong();
    long arrival = in.getLong();
    var payload = new byte[in.remaining()];
    in.get(payload);
    return new StoredEvent(
        ByteBuffer.wrap(key).getInt(0),
        Keys.eventOffset(key),
        sequence,
        time,
        arrival,
        derived,
        payload);
  }
}
