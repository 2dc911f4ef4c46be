package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.server.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteOptions;

/**
 * The open data folder. One thread writes; any thread reads. After a failed write nothing is
 * written any more and reading goes on: a failed sync must not be tried again, because the second
 * one may report success for data that the first one lost.
 */
public final class Store implements AutoCloseable {
  private static final long HIGH_WATER_EVERY_NANOS = 1_000_000_000L;

  private final DataFolder folder;
  private final Database database;
  private final RecoveryReport recovery;
  private final String epoch;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final Gate gate = new Gate();
  private final EventTable events;
  private final AlertTable alerts;
  private volatile @Nullable StoreException failure;
  private volatile Position position;
  private long highWaterWritten = System.nanoTime();

  private Store(DataFolder folder, Database database, boolean ballastFreed) {
    this.folder = folder;
    this.database = database;
    events = new EventTable(database, gate);
    alerts = new AlertTable(database, gate);
    byte[] stored = database.get(Family.META, Keys.POSITION);
    this.position = stored == null ? Position.START : Position.decode(stored);
    boolean clean = database.get(Family.META, Keys.CLEAN) != null;
    this.recovery =
        new RecoveryReport(folder.created(), clean, position, folder.highWater(), ballastFreed);
    // Offsets of alerts that were lost will be given again: whoever saw them must not go on from
    // them.
    byte[] known = recovery.lostCommits() ? null : database.get(Family.META, Keys.EPOCH);
    byte[] own =
        known != null
            ? known
            : ("e" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()))
                .getBytes(UTF_8);
    this.epoch = new String(own, UTF_8);
    database.putSynced(Family.META, Keys.EPOCH, own);
    database.deleteSynced(Family.META, Keys.CLEAN);
  }

  /**
   * Opens or creates a data folder.
   *
   * @param ballastBytes space to keep in reserve for a full disk; 0 for none
   */
  public static Store open(Path path, long ballastBytes) {
    DataFolder folder = DataFolder.open(path);
    try {
      boolean freed = false;
      Database database;
      try {
        database = Database.open(folder.database());
      } catch (RocksDBException e) {
        freed = isFull(e) && folder.freeBallast();
        if (!freed) {
          throw asStoreException(e, "opened");
        }
        try {
          database = Database.open(folder.database());
        } catch (RocksDBException again) {
          throw asStoreException(again, "opened");
        }
      }
      if (!freed) {
        folder.fillBallast(ballastBytes);
      }
      return new Store(folder, database, freed);
    } catch (StoreException e) {
      folder.close();
      throw e;
    }
  }

  public RecoveryReport recovery() {
    return recovery;
  }

  /** Names the life of the alert log; another one means that offsets start anew. */
  public String epoch() {
    return epoch;
  }

  public Position position() {
    return position;
  }

  public @Nullable StoreException failure() {
    return failure;
  }

  /** The logs of all streams. */
  public EventTable events() {
    return events;
  }

  /** The alert log. */
  public AlertTable alerts() {
    return alerts;
  }

  /** A folder for files that are only there to save work and can be missing; may not exist. */
  public Path derived() {
    return folder.derived();
  }

  public long freeBytes() {
    return folder.freeBytes();
  }

  public Commit newCommit() {
    return new Commit(database.families());
  }

  /** Writes and syncs; on return the commit is durable. Throws when it is not, and from then on. */
  public void write(Commit commit) {
    StoreException earlier = failure;
    if (earlier != null) {
      throw earlier;
    }
    gate.checkOpen();
    try {
      database.write(synced, commit.batch());
    } catch (RocksDBException e) {
      failure = asStoreException(e, "written");
      throw failure;
    }
    position = commit.position();
    long now = System.nanoTime();
    if (now - highWaterWritten > HIGH_WATER_EVERY_NANOS) {
      highWaterWritten = now;
      noteHighWater();
    }
  }

  private void noteHighWater() {
    try {
      folder.writeHighWater(position);
    } catch (IOException e) {
      // The mark only says more than the database does when the database was damaged.
    }
  }

  /** The lowest number that no stream has had. */
  public int nextStream() {
    return gate.reading(
        () -> {
          byte[] number = database.get(Family.META, Keys.NEXT_STREAM);
          return number == null ? 1 : ByteBuffer.wrap(number).getInt();
        });
  }

  /** Sequence numbers of input that a replay must not give to the engine. */
  public Set<Long> leftOut() {
    return gate.reading(
        () -> {
          byte[] numbers = database.get(Family.META, Keys.LEFT_OUT);
          var found = new TreeSet<Long>();
          if (numbers != null) {
            for (var in = ByteBuffer.wrap(numbers); in.hasRemaining(); ) {
              found.add(in.getLong());
            }
          }
          return found;
        });
  }

  /** Durable on return. */
  public void leaveOut(long sequence) {
    Set<Long> all = new TreeSet<>(leftOut());
    all.add(sequence);
    var out = ByteBuffer.allocate(all.size() * Long.BYTES);
    all.forEach(out::putLong);
    database.putSynced(Family.META, Keys.LEFT_OUT, out.array());
  }

  /** All objects of a kind by id. */
  public void registry(byte kind, BiConsumer<String, byte[]> consumer) {
    gate.reading(
        () -> {
          byte[] from = {kind};
          byte[] to = {(byte) (kind + 1)};
          try (var range = database.range(Family.REGISTRY, from, to)) {
            RocksIterator objects = range.iterator();
            for (objects.seekToFirst(); objects.isValid(); objects.next()) {
              byte[] key = objects.key();
              consumer.accept(new String(key, 1, key.length - 1, UTF_8), objects.value());
            }
            database.check(objects);
          }
          return null;
        });
  }

  public @Nullable StoredReply reply(String key) {
    return gate.reading(
        () -> {
          byte[] found = database.get(Family.REGISTRY, Keys.registry(StoredReply.KIND, key));
          return found == null ? null : StoredReply.decode(key, found);
        });
  }

  /** Durable on return. */
  public void keep(StoredReply reply) {
    database.putSynced(
        Family.REGISTRY, Keys.registry(StoredReply.KIND, reply.key()), reply.encode());
  }

  /** Takes away the answers that were given before a time. */
  public void forgetReplies(long before) {
    var old = new ArrayList<String>();
    registry(
        StoredReply.KIND,
        (key, bytes) -> {
          if (StoredReply.decode(key, bytes).time() < before) {
            old.add(key);
          }
        });
    old.forEach(
        key -> database.deleteSynced(Family.REGISTRY, Keys.registry(StoredReply.KIND, key)));
  }

  /** All state parts of a task. */
  public void state(int task, BiConsumer<byte[], byte[]> consumer) {
    gate.reading(
        () -> {
          byte[] from = Keys.state(task, new byte[0]);
          byte[] to = Keys.state(task + 1, new byte[0]);
          try (var range = database.range(Family.STATE, from, to)) {
            RocksIterator parts = range.iterator();
            for (parts.seekToFirst(); parts.isValid(); parts.next()) {
              ByteBuffer key = ByteBuffer.wrap(parts.key());
              var part = new byte[key.remaining() - 2];
              key.get(2, part);
              consumer.accept(part, parts.value());
            }
            database.check(parts);
          }
          return null;
        });
  }

  private static boolean isFull(RocksDBException e) {
    Status status = e.getStatus();
    return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
        || String.valueOf(e.getMessage()).contains("No space left");
  }

  static StoreException asStoreException(RocksDBException e, String verb) {
    return isFull(e)
        ? new StoreException(
            Reason.FULL,
            "The disk of the data folder is full. Make space and restart the server; nothing that was acknowledged is lost.",
            e)
        : new StoreException(
            Reason.FAILED,
            "The data folder can not be %s: %s. Restart the server; if it stays so, restore a copy."
                .formatted(verb, e.getMessage()),
            e);
  }

  /** Marks the folder as closed in order, unless a write failed. */
  @Override
  public void close() {
    gate.close(
        () -> {
          if (failure == null) {
            noteHighWater();
            try {
              database.putSynced(Family.META, Keys.CLEAN, new byte[] {1});
            } catch (StoreException e) {
              // Then the next start takes it for a crash and is right.
            }
          }
          synced.close();
          database.close();
          folder.close();
        });
  }
}
