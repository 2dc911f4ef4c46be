package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.match.Match;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A match as numbers of rows and labels, from the last one back; one object for all. */
final class FoundRows implements Found {
  private static final long OF_LAST_ROW = Long.MIN_VALUE;

  private final TakenRows taken;
  private final IntFunction<@Nullable Object[]> keys;
  private int key;
  private int[] rows = new int[16];
  private int[] labels = new int[16];
  private int rowsAt;
  private int labelsAt;
  private int length;
  private int start;
  private long matchNumber;
  private long time;
  private Match.Kind kind = Match.Kind.MATCH;

  FoundRows(TakenRows taken, IntFunction<@Nullable Object[]> keys) {
    this.taken = taken;
    this.keys = keys;
  }

  /** The one that is read; good until the next one is. */
  FoundRows set(int of, Completed match) {
    key = of;
    rows = match.ints();
    labels = match.labels();
    rowsAt = match.rowsAt();
    labelsAt = match.labelsAt();
    length = match.size();
    start = rows[rowsAt + length - 1];
    time = OF_LAST_ROW;
    kind = Match.Kind.MATCH;
    return this;
  }

  /** The next one of the same lot, whose matches are alike. */
  void again(Completed match) {
    rowsAt = match.rowsAt();
    start = rows[rowsAt + length - 1];
  }

  /** The labels that lead to {@code end}, an output without unions below it. */
  FoundRows follow(int of, Nodes nodes, int end) {
    key = of;
    length = 0;
    int at = end;
    for (; at >= 0; at = nodes.left(at)) {
      if (length == rows.length) {
        rows = Arrays.copyOf(rows, 2 * length);
        labels = Arrays.copyOf(labels, 2 * length);
      }
      rows[length] = nodes.right(at);
      labels[length++] = nodes.label(at);
    }
    start = at & TakenRows.MASK;
    time = OF_LAST_ROW;
    kind = Match.Kind.MATCH;
    matchNumber = 0;
    return this;
  }

  FoundRows at(long resultTime) {
    time = resultTime;
    return this;
  }

  FoundRows as(Match.Kind other) {
    kind = other;
    return this;
  }

  FoundRows counted(long ofMatch) {
    matchNumber = ofMatch;
    return this;
  }

  @Override
  public Match.Kind kind() {
    return kind;
  }

  @Override
  public long matchNumber() {
    return matchNumber;
  }

  @Override
  public Event start() {
    return taken.event(start);
  }

  /** The number of a row. */
  int number(int index) {
    return rows[rowsAt + length - 1 - index];
  }

  @Override
  public int size() {
    return length;
  }

  @Override
  public Event row(int index) {
    return taken.event(number(index));
  }

  @Override
  public @Nullable Event @Nullable [] beside(int index) {
    Neighbours neighbours = taken.neighbours();
    return neighbours == null ? null : neighbours.of(number(index));
  }

  @Override
  public int variable(int index) {
    return labels[labelsAt + length - 1 - index];
  }

  @Override
  public long time() {
    return time == OF_LAST_ROW ? taken.time(length == 0 ? start : rows[rowsAt]) : time;
  }

  @Override
  public @Nullable Object[] key() {
    return keys.apply(key);
  }
}
