package io.sluice.server.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** The alert log and its index by id, to be read by any thread. */
public final class AlertTable {
  private final Database database;
  private final Gate gate;

  AlertTable(Database database, Gate gate) {
    this.database = database;
    this.gate = gate;
  }

  /** Looks at alerts; false ends the walk. */
  public interface Visitor {
    boolean visit(StoredAlert alert);
  }

  /** Walks the alert log from {@code from} on in order. */
  public void from(long from, Visitor visitor) {
    gate.reading(
        () -> {
          try (var range =
              database.range(Family.ALERTS, Keys.alert(from), Keys.alert(Long.MAX_VALUE))) {
            RocksIterator alerts = range.iterator();
            for (alerts.seekToFirst(); alerts.isValid(); alerts.next()) {
              if (!visitor.visit(StoredAlert.decode(alerts.key(), alerts.value()))) {
                break;
              }
            }
            database.check(alerts);
          }
          return null;
        });
  }

  /** Walks the alert log downwards from the alert before {@code below}. */
  public void before(long below, Visitor visitor) {
    gate.reading(
        () -> {
          try (var range = database.range(Family.ALERTS, Keys.alert(0), Keys.alert(below))) {
            RocksIterator alerts = range.iterator();
            for (alerts.seekToLast(); alerts.isValid(); alerts.prev()) {
              if (!visitor.visit(StoredAlert.decode(alerts.key(), alerts.value()))) {
                break;
              }
            }
            database.check(alerts);
          }
          return null;
        });
  }

  /** The alert with an id, or null. */
  public @Nullable StoredAlert get(String id) {
    return gate.reading(
        () -> {
          byte[] key = database.get(Family.KEYINDEX, Keys.alertId(id));
          byte[] value = key == null ? null : database.get(Family.ALERTS, key);
          return key == null || value == null ? null : StoredAlert.decode(key, value);
        });
  }

  /** Whether an alert of this id has been committed. */
  public boolean has(String id) {
    return gate.reading(() -> database.get(Family.KEYINDEX, Keys.alertId(id)) != null);
  }
}
