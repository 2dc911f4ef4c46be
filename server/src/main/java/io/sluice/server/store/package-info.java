/**
 * The data folder: one RocksDB database with one write-ahead log, in which events, alerts, engine
 * state, registry and positions change together or not at all. A {@link
 * io.sluice.server.store.Commit} is one synced write; what a reader sees has been synced. Bytes and
 * numbers only: nothing here knows JSON, schemas or the engine.
 *
 * <p>Column families and keys (big-endian): {@code events} stream u32, partition u16, offset u64;
 * {@code alerts} partition u16, offset u64; {@code state} task u16, part; {@code registry} kind u8,
 * id; {@code keyindex} kind u8, key (alert ids today; newest offset of a key once streams are
 * compacted); {@code meta} by name. There is one partition, 0, in this version; the keys have room
 * for more. Neighbour: {@code host}, the only writer.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.server.store;
