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
  private final MatchCounters counters;
  private final FoundRows found;

  /** Null where they are read later. */
  private final @Nullable Telling telling;

  private @Nullable Completed matches;

  /** Where they are read later: what lists the matches behind the lot. */
  private @Nullable Rest rest;

  private int key;
  private boolean begun;
  private boolean again;

  /** The bound that makes them matches, or MIN_VALUE where their last rows do. */
  private long bound = Long.MIN_VALUE;

  private @Nullable MatchNumbers numbers;

  /** Where lots come from, and where they go. */
  private record Telling(KeyTable keys, Core.Sink sink, Pins pins) {}

  /** Those that nobody has read yet, and what holds them. */
  public record Kept(FoundSeries matches, Pin pin) {}

  FoundSeries(TakenRows rows, KeyTable keys, MatchCounters counters, Core.Sink sink, Pins pins) {
    this(new FoundRows(rows, keys::values), counters, new Telling(keys, sink, pins));
  }

  private FoundSeries(FoundRows found, MatchCounters counters, @Nullable Telling telling) {
    this.found = found;
    this.counters = counters;
    this.telling = telling;
  }

  /** What follows is told by a bound; MIN_VALUE: by its rows. */
  void by(long time) {
    bound = time;
  }

  /** Counts the matches of each key. */
  void counted(@Nullable MatchNumbers by) {
    numbers = by;
  }

  @Override
  public void completed(int of, Completed lot) {
    key = of;
    matches = lot;
    begun = false;
    Objects.requireNonNull(telling).sink.series(this);
    matches = null;
  }

  private Completed lot() {
    return Objects.requireNonNull(matches, "matches are read while they are told");
  }

  /** What has not been read, to be read later; here is nothing more. */
  public Kept keep() {
    Telling of = Objects.requireNonNull(telling, "kept already");
    Pin pin = of.pins.pin(bound);
    @Nullable Object[] values = of.keys.values(key);
    var kept = new FoundSeries(new FoundRows(pin.rows(), _ -> values.clone()), counters, null);
    Completed lot = lot().rest(pin.rows());
    kept.key = key;
    kept.bound = bound;
    kept.matches = lot;
    kept.rest = lot().listing(pin.nodes(), lot);
    matches = new Completed(null, pin.rows());
    return new Kept(kept, pin);
  }

  /** Goes on to the next match; false where there is none. */
  public boolean next() {
    Completed lot = lot();
    while (!lot.next()) {
      if (rest == null || rest.isOver()) {
        return false;
      }
      lot.again();
      rest.goOn();
      begun = false;
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
