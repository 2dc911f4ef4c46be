package io.sluice.cep.runtime.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pattern remembers of one partition key. */
public final class Partition {
  private final List<@Nullable Object> key;
  long nextPosition;

  /** The next row to step; with NEXT the matcher stays behind the rows that have come. */
  long nextStep;

  long matches;

  /** The two greatest distinct times of rows that fit a leading NOT, or MIN_VALUE. */
  long lastNot = Long.MIN_VALUE;

  long notBeforeThat = Long.MIN_VALUE;

  /** Rows that PREV and NEXT can reach, without holes. */
  final List<Row> history = new ArrayList<>();

  /** In the order of their starting rows. */
  List<Attempt> attempts = new ArrayList<>();

  public Partition(List<@Nullable Object> key) {
    this.key = key;
  }

  public List<@Nullable Object> key() {
    return key;
  }

  public int attempts() {
    return attempts.size();
  }

  /** Creation number of the oldest attempt, or MAX_VALUE. */
  public long oldestAttempt() {
    return attempts.isEmpty() ? Long.MAX_VALUE : attempts.getFirst().id;
  }

  /** Offset of the first row that waits for those behind it (NEXT), or MAX_VALUE. */
  public long firstWaiting() {
    Row row = nextStep < nextPosition ? rowAt(nextStep) : null;
    return row == null ? Long.MAX_VALUE : row.event().offset();
  }

  @Nullable Row rowAt(long position) {
    if (history.isEmpty()) {
      return null;
    }
    long index = position - history.getFirst().position();
    return index < 0 || index >= history.size() ? null : history.get((int) index);
  }
}
