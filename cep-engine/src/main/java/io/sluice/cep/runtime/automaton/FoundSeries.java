package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.match.MatchCounters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Matches that one row completes, read one after the other: {@link #next} goes to the first one,
 * too. A reader may stop; what it has not read is neither counted nor, where there are very many,
 * listed.
 */
public final class FoundSeries implements Found, Completed.Sink {
  private final FoundRows found;
  private final MatchCounters counters;
  private final Core.Sink sink;
  private @Nullable Completed matches;
  private int key;
  private boolean begun;
  private boolean again;

  /** The bound that makes them matches, or MIN_VALUE where their last rows do. */
  private long bound = Long.MIN_VALUE;

  private @Nullable MatchNumbers numbers;

  /** What follows is told by a bound; MIN_VALUE: by its rows. */
  void by(long time) {
    bound = time;
  }

  /** Counts the matches of each key. */
  void counted(@Nullable MatchNumbers by) {
    numbers = by;
  }

  FoundSeries(TakenRows rows, KeyTable keys, MatchCounters counters, Core.Sink sink) {
    this.found = new FoundRows(rows, keys);
    this.counters = counters;
    this.sink = sink;
  }

  @Override
  public void completed(int of, Completed lot) {
    key = of;
    matches = lot;
    begun = false;
    sink.series(this);
    matches = null;
  }

  /** Goes on to the next match; false where there is none. */
  public boolean next() {
    Completed lot = Objects.requireNonNull(matches, "matches are read while they are told");
    if (!lot.next()) {
      return false;
    }
    counters.matches++;
    again = begun && lot.isAlike();
    begun = true;
    if (again) {
      found.again(lot);
    } else {
      found.set(key, lot);
    }
    if (bound != Long.MIN_VALUE) {
      found.at(bound);
    }
    if (numbers != null) {
      found.counted(numbers.next(key));
    }
    return true;
  }

  /** Whether the match is known to have the variables of the one before it. */
  public boolean isAlike() {
    return again;
  }

  @Override
  public int size() {
    return found.size();
  }

  @Override
  public Event row(int index) {
    return found.row(index);
  }

  @Override
  public @Nullable Event @Nullable [] beside(int index) {
    return found.beside(index);
  }

  @Override
  public int variable(int index) {
    return found.variable(index);
  }

  @Override
  public long matchNumber() {
    return found.matchNumber();
  }

  @Override
  public long time() {
    return found.time();
  }

  @Override
  public @Nullable Object[] key() {
    return found.key();
  }
}
