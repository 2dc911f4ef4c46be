package io.sluice.server.store;

import java.nio.ByteBuffer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Changes that become durable and visible together, by {@link Store#write}. Not thread-safe. */
public final class Commit implements AutoCloseable {
  private final WriteBatch batch = new WriteBatch();
  private final ColumnFamilyHandle[] families;
  private Position position = Position.START;

  Commit(ColumnFamilyHandle[] families) {
    this.families = families;
  }

  public void event(StoredEvent event) {
    put(Family.EVENTS, Keys.event(event.stream(), event.offset()), event.encode());
  }

  public void alert(StoredAlert alert) {
    byte[] key = Keys.alert(alert.offset());
    put(Family.ALERTS, key, alert.encode());
    put(Family.KEYINDEX, Keys.alertId(alert.id()), key);
  }

  public void putState(int task, byte[] part, byte[] value) {
    put(Family.STATE, Keys.state(task, part), value);
  }

  public void deleteState(int task, byte[] part) {
    delete(Family.STATE, Keys.state(task, part));
  }

  public void putRegistry(byte kind, String id, byte[] document) {
    put(Family.REGISTRY, Keys.registry(kind, id), document);
  }

  /** An answer to be given again to whoever repeats a request. */
  public void reply(StoredReply reply) {
    putRegistry(StoredReply.KIND, reply.key(), reply.encode());
  }

  public void deleteRegistry(byte kind, String id) {
    delete(Family.REGISTRY, Keys.registry(kind, id));
  }

  /** Takes a stream's whole log away. */
  public void deleteStream(int stream) {
    try {
      batch.deleteRange(
          families[Family.EVENTS.ordinal()], Keys.event(stream, 0), Keys.event(stream + 1, 0));
    } catch (RocksDBException e) {
      throw unexpected(e);
    }
  }

  /** The lowest number that no stream has had. */
  public void nextStream(int number) {
    put(Family.META, Keys.NEXT_STREAM, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  public void position(Position reached) {
    position = reached;
    put(Family.META, Keys.POSITION, reached.encode());
  }

  Position position() {
    return position;
  }

  WriteBatch batch() {
    return batch;
  }

  private void put(Family family, byte[] key, byte[] value) {
    try {
      batch.put(families[family.ordinal()], key, value);
    } catch (RocksDBException e) {
      throw unexpected(e);
    }
  }

  private void delete(Family family, byte[] key) {
    try {
      batch.delete(families[family.ordinal()], key);
    } catch (RocksDBException e) {
      throw unexpected(e);
    }
  }

  /** Filling a batch touches memory only. */
  private static IllegalStateException unexpected(RocksDBException e) {
    return new IllegalStateException("a write batch refused a record", e);
  }

  @Override
  public void close() {
    batch.close();
  }
}
