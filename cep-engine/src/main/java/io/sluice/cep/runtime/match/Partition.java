package io.sluice.cep.runtime.match;

import io.sluice.cep.program.EmittedTime;
import io.sluice.cep.runtime.census.Census;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  final List<Attempt> attempts = new ArrayList<>();

  /** Rows that may start a match when the open attempt is decided ({@link InTurn}). */
  final ArrayDeque<InTurn.Kept> later = new ArrayDeque<>();

  /** Rows behind the first one of the open attempt, for the starts after it. */
  final ArrayDeque<InTurn.Kept> kept = new ArrayDeque<>();

  /**
   * Those of them that may be the last row of a match; filled where a {@link Matcher} is asked to.
   */
  final ArrayDeque<InTurn.Kept> ends = new ArrayDeque<>();

  /** Rows that are in no match so far, by their positions; only where they are asked for. */
  final TreeMap<Long, Row> unmatched = new TreeMap<>();

  /** Bounds up to here have passed. */
  long clock = Long.MIN_VALUE;

  /** Whether no bound ended a part of the open attempt. */
  boolean failsByRows = true;

  boolean ended;

  /** Of a match that was found elsewhere, the rows that expressions may ask for; else null. */
  private final @Nullable Map<Long, Row> rows;

  public Partition(List<@Nullable Object> key) {
    this(key, null);
  }

  /**
   * @param rows all that can be asked for, by their positions
   */
  public Partition(List<@Nullable Object> key, @Nullable Map<Long, Row> rows) {
    this.key = key;
    this.rows = rows;
  }

  public List<@Nullable Object> key() {
    return key;
  }

  /** The attempt whose turn it is, or null. */
  @Nullable Attempt open() {
    return attempts.isEmpty() ? null : attempts.getFirst();
  }

  public int attempts() {
    return attempts.size();
  }

  /** Tells {@code to} the attempts and their strands. */
  public void count(Census to) {
    for (Attempt attempt : attempts) {
      to.attempt(attempt.start.time());
      for (Strand strand : attempt.strands) {
        Labels labels = strand.labels();
        if (labels != null) {
          to.thread(strand.place(), labels.variable(), labels);
        }
      }
    }
  }

  /** Creation number of the oldest attempt, or MAX_VALUE. */
  public long oldestAttempt() {
    return attempts.isEmpty() ? Long.MAX_VALUE : attempts.getFirst().id;
  }

  /** Rows before this position are taken, or never will be. */
  long decidedUpTo() {
    for (Attempt attempt : attempts) {
      if (!attempt.dead()) {
        return attempt.start.position();
      }
    }
    return later.isEmpty() ? nextStep : later.getFirst().turn.position();
  }

  /** The first row that waits for those behind it (NEXT), or null. */
  public @Nullable Row firstWaiting() {
    return nextStep < nextPosition ? rowAt(nextStep) : null;
  }

  /** The earliest time, of a last row or of any row, that a match which is not told may have. */
  public long holds(EmittedTime of) {
    long earliest = Long.MAX_VALUE;
    Row waiting = firstWaiting();
    if (waiting != null) {
      earliest = waiting.time();
    }
    if (of == EmittedTime.ANY_ROW) {
      earliest =
          attempts.isEmpty() ? earliest : Math.min(earliest, attempts.getFirst().start.time());
      return later.isEmpty() ? earliest : Math.min(earliest, later.getFirst().turn.row.time());
    }
    for (Attempt attempt : attempts) {
      if (attempt.best != null && !attempt.told) {
        Labels labels = attempt.best.labels();
        Row last = labels == null ? attempt.start : labels.row();
        earliest = Math.min(earliest, last.time());
      }
    }
    return ends.isEmpty() ? earliest : Math.min(earliest, ends.getFirst().turn.row.time());
  }

  @Nullable Row rowAt(long position) {
    if (rows != null) {
      return rows.get(position);
    }
    if (history.isEmpty()) {
      return null;
    }
    long index = position - history.getFirst().position();
    return index < 0 || index >= history.size() ? null : history.get((int) index);
  }
}
