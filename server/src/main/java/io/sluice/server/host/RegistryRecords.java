package io.sluice.server.host;

import io.sluice.server.store.Commit;
import java.nio.ByteBuffer;

/**
 * The registry's objects in the store: the change that made the object as it is, behind creation
 * time, time of the last change and place in the order of creation.
 */
final class RegistryRecords {
  static final byte STREAM = 1;
  static final byte PATTERN = 2;
  static final byte QUERY = 3;

  private static final int HEADER = 24;

  private RegistryRecords() {}

  record Stored(long createdAt, long updatedAt, long order, Change change) {}

  static Stored decode(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    long createdAt = in.getLong();
    long updatedAt = in.getLong();
    long order = in.getLong();
    var change = new byte[in.remaining()];
    in.get(change);
    return new Stored(createdAt, updatedAt, order, Change.decode(change));
  }

  static void put(Commit commit, StreamEntry s) {
    commit.putRegistry(
        STREAM,
        s.name(),
        encode(
            s.createdAt(),
            s.createdAt(),
            s.order(),
            new Change.CreateStream(s.number(), s.name(), s.def().statement())));
  }

  static void put(Commit commit, PatternEntry p) {
    commit.putRegistry(
        PATTERN,
        p.name(),
        encode(
            p.createdAt(),
            p.updatedAt(),
            p.order(),
            new Change.Deploy(p.name(), p.version(), p.statement(), p.enabled())));
  }

  /** The version takes the place of the order, which queries have no need of. */
  static void put(Commit commit, QueryEntry q) {
    commit.putRegistry(
        QUERY,
        q.id(),
        encode(
            q.createdAt(),
            q.createdAt(),
            q.version(),
            new Change.PutQuery(q.id(), q.stream(), q.query(), q.defaultField())));
  }

  private static byte[] encode(long createdAt, long updatedAt, long order, Change change) {
    byte[] body = change.encode();
    return ByteBuffer.allocate(HEADER + body.length)
        .putLong(createdAt)
        .putLong(updatedAt)
        .putLong(order)
        .put(body)
        .array();
  }
}
