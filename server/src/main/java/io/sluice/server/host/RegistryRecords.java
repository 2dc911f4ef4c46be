package io.sluice.server.host;

import io.sluice.server.store.Commit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The registry's objects in the store: the change that made the object as it is, behind what the
 * change does not say.
 */
final class RegistryRecords {
  static final byte STREAM = 1;
  static final byte PATTERN = 2;
  static final byte QUERY = 3;

  private static final int HEADER = 3 * Long.BYTES + 2 * Integer.BYTES;

  private RegistryRecords() {}

  /**
   * @param order sequence number of the input that created the object
   * @param failure of a pattern that the engine stopped, else null
   */
  record Stored(
      long createdAt,
      long updatedAt,
      long order,
      int version,
      @Nullable String failure,
      Change change) {}

  static Stored decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    long createdAt = in.getLong();
    long updatedAt = in.getLong();
    long order = in.getLong();
    int version = in.getInt();
    int length = in.getInt();
    String failure = null;
    if (length >= 0) {
      var text = new byte[length];
      in.get(text);
      failure = new String(text, StandardCharsets.UTF_8);
    }
    var change = new byte[in.remaining()];
    in.get(change);
    return new Stored(createdAt, updatedAt, order, version, failure, Change.decode(change));
  }

  static void put(Commit commit, StreamEntry s) {
    var change = new Change.CreateStream(s.number(), s.name(), s.def().statement(), false);
    commit.putRegistry(
        STREAM,
        s.name(),
        encode(new Stored(s.createdAt(), s.createdAt(), s.order(), 1, null, change)));
  }

  static void put(Commit commit, PatternEntry p) {
    boolean on = p.state() != PatternEntry.State.DISABLED;
    var change = new Change.Deploy(p.name(), p.version(), p.statement(), on);
    commit.putRegistry(
        PATTERN,
        p.name(),
        encode(
            new Stored(p.createdAt(), p.updatedAt(), p.order(), p.version(), p.failure(), change)));
  }

  static void put(Commit commit, QueryEntry q) {
    var change = new Change.PutQuery(q.draft(), false);
    commit.putRegistry(
        QUERY,
        q.id(),
        encode(new Stored(q.createdAt(), q.createdAt(), q.order(), q.version(), null, change)));
  }

  private static byte[] encode(Stored stored) {
    byte[] body = stored.change().encode();
    byte[] failure =
        stored.failure() == null ? new byte[0] : stored.failure().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEADER + failure.length + body.length)
        .putLong(stored.createdAt())
        .putLong(stored.updatedAt())
        .putLong(stored.order())
        .putInt(stored.version())
        .putInt(stored.failure() == null ? -1 : failure.length)
        .put(failure)
        .put(body)
        .array();
  }
}
