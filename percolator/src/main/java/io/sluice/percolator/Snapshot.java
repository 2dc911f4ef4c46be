package io.sluice.percolator;

import io.sluice.percolator.index.PredicateIndex;
import org.jspecify.annotations.Nullable;

/**
 * What a match sees: everything up to one write, nothing after it. Published whole by a volatile
 * store; the arrays are shared with the writer, who only writes behind the counts.
 *
 * @param ranges by number of field: the ranges that are anchors in the index's base
 * @param version number of the last write that is visible
 * @param slots stored queries by slot; those with {@code died > version} and {@code born <=
 *     version} are there
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
record Snapshot(
    PredicateIndex.View index,
    Vocabulary vocabulary,
    @Nullable Meaning[] meanings,
    byte[] beginsPair,
    int[] places,
    long[] bounds,
    @Nullable RangeTree[] ranges,
    Slots.View slots,
    int version) {}
