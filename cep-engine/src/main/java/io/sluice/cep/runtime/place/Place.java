package io.sluice.cep.runtime.place;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a strand stands: the ways on, the most preferred first.
 *
 * <p>With {@code accepts} the rows taken so far are a match, preferred to the ways from {@code
 * live} on. Those are followed no more, but a row that fits one of them could carry the match
 * forward, so {@code ->} does not pass over it.
 */
public final class Place {
  private final List<Alternative> ways;
  private final int live;
  private final boolean accepts;
  private final boolean restful;
  private final int hash;

  public Place(List<Alternative> ways, int live, boolean accepts) {
    this.ways = List.copyOf(ways);
    this.live = live;
    this.accepts = accepts;
    this.restful = !accepts && this.ways.stream().allMatch(Alternative::mayPass);
    this.hash = 31 * this.ways.hashCode() + live;
  }

  public List<Alternative> ways() {
    return ways;
  }

  /** How many of the ways are followed. */
  public int live() {
    return live;
  }

  public boolean accepts() {
    return accepts;
  }

  /** Whether a row that fits nothing which is asked for here leaves the place as it is. */
  public boolean restful() {
    return restful;
  }

  public boolean awaitsBound() {
    return leadsTo(Alternative.Kind.AWAIT_BOUND);
  }

  /** Whether one of the ways that are followed is of this kind. */
  public boolean leadsTo(Alternative.Kind kind) {
    for (int i = 0; i < live; i++) {
      if (ways.get(i).kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /** This place without the ways that {@code keep} does not name; accepts no more. */
  public @Nullable Place keep(boolean[] keep) {
    var left = new ArrayList<Alternative>(ways.size());
    int liveLeft = 0;
    for (int i = 0; i < ways.size(); i++) {
      if (keep[i]) {
        left.add(ways.get(i));
        liveLeft += i < live ? 1 : 0;
      }
    }
    if (liveLeft == 0) {
      return null;
    }
    return left.size() == ways.size() && !accepts ? this : new Place(left, liveLeft, false);
  }

  /** Two places with the same ways on have the same future. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Place that
            && hash == that.hash
            && live == that.live
            && ways.equals(that.ways));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
