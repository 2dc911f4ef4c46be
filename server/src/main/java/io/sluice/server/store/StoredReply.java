package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * An answer that is kept for clients that repeat a request.
 *
 * @param key that the client chose
 * @param time when it was given, epoch milliseconds
 * @param request a digest of the request
 * @param location of what was made, or empty
 */
public record StoredReply(
    String key, long time, byte[] request, int status, String location, byte[] body) {
  /** In the registry, beside what is defined. */
  public static final byte KIND = 'i';

  byte[] encode() {
    byte[] place = location.getBytes(UTF_8);
    return ByteBuffer.allocate(8 + 4 + 4 + 4 + request.length + place.length + body.length)
        .putLong(time)
        .putInt(status)
        .putInt(request.length)
        .putInt(place.length)
        .put(request)
        .put(place)
        .put(body)
        .array();
  }

  static StoredReply decode(String key, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long time = in.getLong();
    int status = in.getInt();
    var request = new byte[in.getInt()];
    var place = new byte[in.getInt()];
    in.get(request).get(place);
    var body = new byte[in.remaining()];
    in.get(body);
    return new StoredReply(key, time, request, status, new String(place, UTF_8), body);
  }
}
