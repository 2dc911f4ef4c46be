package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.event.Event;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of alerts that queries raise: a hash of query, version and the event's place, so that equal
 * input gives equal ids. The engine makes those of patterns.
 */
final class AlertIds {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int CHARACTERS = 26;

  private AlertIds() {}

  static String ofQuery(QueryEntry query, Event event) {
    byte[] id = query.id().getBytes(UTF_8);
    byte[] stream = event.stream().getBytes(UTF_8);
    var text = ByteBuffer.allocate(id.length + stream.length + 20);
    text.putInt(id.length).put(id).putInt(query.version()).put(stream).putLong(event.offset());
    text.flip();
    byte[] hash;
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(text);
      hash = sha.digest();
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
