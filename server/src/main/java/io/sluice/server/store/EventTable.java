package io.sluice.server.store;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksIterator;

/** The logs of all streams, to be read by any thread. */
public final class EventTable {
  private final Database database;
  private final Gate gate;

  EventTable(Database database, Gate gate) {
    this.database = database;
    this.gate = gate;
  }

  /** The offset behind the last record of a stream. */
  public long end(int stream) {
    return gate.reading(
        () -> {
          try (var range =
              database.range(Family.EVENTS, Keys.event(stream, 0), Keys.event(stream + 1, 0))) {
            RocksIterator records = range.iterator();
            records.seekToLast();
            return records.isValid() ? Keys.eventOffset(records.key()) + 1 : 0;
          }
        });
  }

  /** Records from {@code from} on, at most {@code limit}, in order. */
  public List<StoredEvent> from(int stream, long from, int limit) {
    return gate.reading(
        () -> {
          var found = new ArrayList<StoredEvent>();
          try (var range =
              database.range(Family.EVENTS, Keys.event(stream, from), Keys.event(stream + 1, 0))) {
            RocksIterator records = range.iterator();
            for (records.seekToFirst(); records.isValid() && found.size() < limit; records.next()) {
              found.add(StoredEvent.decode(records.key(), records.value()));
            }
            database.check(records);
          }
          return found;
        });
  }

  /** Records below {@code below}, at most {@code limit}, the newest first. */
  public List<StoredEvent> before(int stream, long below, int limit) {
    return gate.reading(
        () -> {
          var found = new ArrayList<StoredEvent>();
          try (var range =
              database.range(Family.EVENTS, Keys.event(stream, 0), Keys.event(stream, below))) {
            RocksIterator records = range.iterator();
            for (records.seekToLast(); records.isValid() && found.size() < limit; records.prev()) {
              found.add(StoredEvent.decode(records.key(), records.value()));
            }
            database.check(records);
          }
          return found;
        });
  }

  /** The first offset of a stream whose input has not been applied yet. */
  public long firstUnapplied(int stream, long applied) {
    return gate.reading(
        () -> {
          try (var range =
              database.range(Family.EVENTS, Keys.event(stream, 0), Keys.event(stream + 1, 0))) {
            RocksIterator records = range.iterator();
            long first = 0;
            boolean any = false;
            for (records.seekToLast(); records.isValid(); records.prev()) {
              StoredEvent record = StoredEvent.decode(records.key(), records.value());
              if (record.sequence() < applied) {
                return any ? first : record.offset() + 1;
              }
              first = record.offset();
              any = true;
            }
            return first;
          }
        });
  }
}
