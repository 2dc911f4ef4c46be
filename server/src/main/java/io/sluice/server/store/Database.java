package io.sluice.server.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with its options and native handles, which are freed in the order that it wants. */
final class Database implements AutoCloseable {
  private static final long MEGABYTE = 1024 * 1024;

  private final List<AutoCloseable> handles;
  private final RocksDB rocks;
  private final ColumnFamilyHandle[] families;

  private Database(List<AutoCloseable> handles, RocksDB rocks, ColumnFamilyHandle[] families) {
    this.handles = handles;
    this.rocks = rocks;
    this.families = families;
  }

  static Database open(Path folder) throws RocksDBException {
    RocksDB.loadLibrary();
    var handles = new ArrayList<AutoCloseable>();
    var cache = new LRUCache(64 * MEGABYTE);
    handles.add(cache);
    var filter = new BloomFilter(10);
    handles.add(filter);
    var descriptors = new ArrayList<ColumnFamilyDescriptor>();
    for (Family family : Family.values()) {
      var options =
          new ColumnFamilyOptions()
              .setCompressionType(CompressionType.LZ4_COMPRESSION)
              .setWriteBufferSize(family.memtableBytes())
              .setTableFormatConfig(
                  new BlockBasedTableConfig()
                      .setBlockCache(cache)
                      .setFilterPolicy(filter)
                      .setBlockSize(16 * 1024));
      handles.add(options);
      descriptors.add(new ColumnFamilyDescriptor(family.label(), options));
    }
    DBOptions options = options();
    handles.add(options);
    var opened = new ArrayList<ColumnFamilyHandle>();
    try {
      Files.createDirectories(folder);
      RocksDB rocks = RocksDB.open(options, folder.toString(), descriptors, opened);
      return new Database(handles, rocks, opened.toArray(ColumnFamilyHandle[]::new));
    } catch (RocksDBException e) {
      closeAll(handles);
      throw e;
    } catch (java.io.IOException e) {
      closeAll(handles);
      throw new RocksDBException(String.valueOf(e.getMessage()));
    }
  }

  private static DBOptions options() {
    // The Java interface has no setter for this one.
    var byName = new Properties();
    byName.setProperty("track_and_verify_wals_in_manifest", "true");
    DBOptions options = DBOptions.getDBOptionsFromProps(byName);
    if (options == null) {
      throw new IllegalStateException("RocksDB does not know an option by name");
    }
    return options
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setParanoidChecks(true)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setMaxBackgroundJobs(2)
        .setBytesPerSync(MEGABYTE)
        .setWalBytesPerSync(MEGABYTE)
        // Bounds what a restart has to read again.
        .setMaxTotalWalSize(128 * MEGABYTE)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(3);
  }

  ColumnFamilyHandle[] families() {
    return families;
  }

  void write(WriteOptions options, WriteBatch batch) throws RocksDBException {
    rocks.write(options, batch);
  }

  void putSynced(Family family, byte[] key, byte[] value) {
    try (var options = new WriteOptions().setSync(true)) {
      rocks.put(families[family.ordinal()], options, key, value);
    } catch (RocksDBException e) {
      throw Store.asStoreException(e, "written");
    }
  }

  void deleteSynced(Family family, byte[] key) {
    try (var options = new WriteOptions().setSync(true)) {
      rocks.delete(families[family.ordinal()], options, key);
    } catch (RocksDBException e) {
      throw Store.asStoreException(e, "written");
    }
  }

  byte @Nullable [] get(Family family, byte[] key) {
    try {
      return rocks.get(families[family.ordinal()], key);
    } catch (RocksDBException e) {
      throw Store.asStoreException(e, "read");
    }
  }

  Range range(Family family, byte[] from, byte[] to) {
    return new Range(from, to, families[family.ordinal()], rocks);
  }

  /** An iterator ends quietly on an error; this makes it loud. */
  void check(RocksIterator iterator) {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw Store.asStoreException(e, "read");
    }
  }

  /** An iterator over the keys from {@code from} (inclusive) to {@code to}, with what it needs. */
  static final class Range implements AutoCloseable {
    private final Slice lower;
    private final Slice upper;
    private final ReadOptions options;
    private final RocksIterator iterator;

    private Range(byte[] from, byte[] to, ColumnFamilyHandle family, RocksDB rocks) {
      lower = new Slice(from);
      upper = new Slice(to);
      options = new ReadOptions().setIterateLowerBound(lower).setIterateUpperBound(upper);
      iterator = rocks.newIterator(family, options);
    }

    RocksIterator iterator() {
      return iterator;
    }

    @Override
    public void close() {
      iterator.close();
      options.close();
      upper.close();
      lower.close();
    }
  }

  @Override
  public void close() {
    for (ColumnFamilyHandle family : families) {
      family.close();
    }
    rocks.close();
    closeAll(handles);
  }

  private static void closeAll(List<AutoCloseable> handles) {
    for (AutoCloseable handle : handles.reversed()) {
      try {
        handle.close();
      } catch (Exception e) {
        throw new IllegalStateException("a native handle was not freed", e);
      }
    }
  }
}
