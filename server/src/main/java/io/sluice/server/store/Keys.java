package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Keys of all families. Big-endian and unsigned, so that their order is the order of the numbers.
 */
final class Keys {
  static final int PARTITION = 0;
  static final byte ALERT_ID = 1;

  static final byte[] EPOCH = "epoch".getBytes(UTF_8);
  static final byte[] POSITION = "position".getBytes(UTF_8);
  static final byte[] NEXT_STREAM = "next-stream".getBytes(UTF_8);
  static final byte[] LEFT_OUT = "left-out".getBytes(UTF_8);
  static final byte[] CLEAN = "clean".getBytes(UTF_8);

  private Keys() {}

  static byte[] event(int stream, long offset) {
    return ByteBuffer.allocate(14)
        .putInt(stream)
        .putShort((short) PARTITION)
        .putLong(offset)
        .array();
  }

  static long eventOffset(byte[] key) {
    return ByteBuffer.wrap(key).getLong(6);
  }

  static boolean isOfStream(byte[] key, int stream) {
    return ByteBuffer.wrap(key).getInt(0) == stream;
  }

  static byte[] alert(long offset) {
    return ByteBuffer.allocate(10).putShort((short) PARTITION).putLong(offset).array();
  }

  static long alertOffset(byte[] key) {
    return ByteBuffer.wrap(key).getLong(2);
  }

  static byte[] alertId(String id) {
    byte[] text = id.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(ALERT_ID).put(text).array();
  }

  static byte[] state(int task, byte[] part) {
    return ByteBuffer.allocate(2 + part.length).putShort((short) task).put(part).array();
  }

  static byte[] registry(byte kind, String id) {
    byte[] text = id.getBytes(UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(kind).put(text).array();
  }
}
