package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of the alert log: what filters look at, and the document as it leaves the server.
 *
 * @param offset from 0, dense
 * @param time event time, milliseconds since 1970
 * @param raisedAt when the deciding input came in, milliseconds since 1970
 * @param query whether {@code name} is a query's id; else it is a pattern's name
 * @param keys values of the partition columns as text
 * @param document the alert as JSON in UTF-8
 */
public record StoredAlert(
    long offset,
    String id,
    long time,
    long raisedAt,
    boolean query,
    String name,
    List<String> keys,
    byte[] document) {

  byte[] encode() {
    var texts = new ArrayList<byte[]>();
    texts.add(id.getBytes(UTF_8));
    texts.add(name.getBytes(UTF_8));
    keys.forEach(key -> texts.add(key.getBytes(UTF_8)));
    long size = 2 * Long.BYTES + 1 + Integer.BYTES + document.length;
    for (byte[] text : texts) {
      size += Integer.BYTES + text.length;
    }
    var out = ByteBuffer.allocate(Math.toIntExact(size));
    out.putLong(time).putLong(raisedAt).put((byte) (query ? 1 : 0)).putInt(keys.size());
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.put(document).array();
  }

  static StoredAlert decode(byte[] key, byte[] value) {
    var in = ByteBuffer.wrap(value);
    long time = in.getLong();
    long raisedAt = in.getLong();
    boolean query = in.get() == 1;
    int keyCount = in.getInt();
    String id = text(in);
    String name = text(in);
    var keys = new ArrayList<String>(keyCount);
    for (int i = 0; i < keyCount; i++) {
      keys.add(text(in));
    }
    var document = new byte[in.remaining()];
    in.get(document);
    return new StoredAlert(
        Keys.alertOffset(key), id, time, raisedAt, query, name, List.copyOf(keys), document);
  }

  private static String text(ByteBuffer in) {
    var bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
