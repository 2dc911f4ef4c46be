package io.sluice.cep.runtime.match;

import org.jspecify.annotations.Nullable;

/**
 * WITH UNMATCHED ROWS: rows wait until it is decided that no match takes them, and are told in
 * their order. A row is undecided as long as an attempt is open that began at it or before it.
 */
final class Unmatched {
  private final boolean wanted;

  Unmatched(boolean wanted) {
    this.wanted = wanted;
  }

  void seen(Partition partition, Row row) {
    if (wanted) {
      partition.unmatched.put(row.position(), row);
    }
  }

  /** The rows of a match; an empty one shows its first row. */
  void taken(Partition partition, Row start, @Nullable Labels labels) {
    if (labels == null) {
      partition.unmatched.remove(start.position());
    }
    for (Labels at = labels; at != null; at = at.before()) {
      partition.unmatched.remove(at.row().position());
    }
  }

  /** Tells those that are decided and stand before the row at {@code position}. */
  void tell(Partition partition, long position, Matcher.Sink sink) {
    long end = Math.min(position, partition.decidedUpTo());
    while (!partition.unmatched.isEmpty() && partition.unmatched.firstKey() < end) {
      Row row = partition.unmatched.pollFirstEntry().getValue();
      sink.match(new Match(partition, Match.Kind.UNMATCHED, 0, row, null, row.time()));
    }
  }
}
