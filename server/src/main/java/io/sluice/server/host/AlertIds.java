package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.event.Event;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of alerts: hashes over what raised them and the place of the input, so that equal input gives
 * equal ids. What raised them is named by the input that created it, not by its name alone: a
 * pattern that is dropped and created again under its old name, over events with the old numbers,
 * raises alerts of its own.
 */
final class AlertIds {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int CHARACTERS = 26;

  private AlertIds() {}

  /**
   * @param row the engine's id of the row, made from name, version, key and offsets
   */
  static String ofPattern(PatternEntry pattern, String row) {
    byte[] id = row.getBytes(UTF_8);
    return hashed(
        ByteBuffer.allocate(id.length + 9).put((byte) 1).putLong(pattern.order()).put(id));
  }

  static String ofQuery(QueryEntry query, StreamEntry stream, Event event) {
    return hashed(
        ByteBuffer.allocate(25)
            .put((byte) 2)
            .putLong(query.order())
            .putInt(query.version())
            .putInt(stream.number())
            .putLong(event.offset()));
  }

  private static String hashed(ByteBuffer named) {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(named.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    var out = new StringBuilder("alr_");
    for (int i = 0; i < CHARACTERS; i++) {
      int bit = i * 5;
      int pair = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
      out.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
    }
    return out.toString();
  }
}
