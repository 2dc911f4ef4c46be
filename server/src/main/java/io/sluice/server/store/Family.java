package io.sluice.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The column families, in the order in which they are opened. */
enum Family {
  META("default", 4),
  EVENTS("events", 64),
  ALERTS("alerts", 64),
  STATE("state", 64),
  REGISTRY("registry", 4),
  KEYINDEX("keyindex", 16);

  private final String label;
  private final int memtableMegabytes;

  /** RocksDB wants a family named default; it serves as {@code meta}. */
  Family(String label, int memtableMegabytes) {
    this.label = label;
    this.memtableMegabytes = memtableMegabytes;
  }

  byte[] label() {
    return label.getBytes(UTF_8);
  }

  long memtableBytes() {
    return memtableMegabytes * 1024L * 1024;
  }
}
