package io.sluice.cep.runtime;

import java.util.List;

/** What waits for a time in {@link Deadlines}, which keep its place. */
abstract class Due {
  int placeInDeadlines = -1;

  /** At one time, the least number is first. */
  abstract int turn();

  /** Bounds at {@code time} pass. */
  abstract void fire(long time);

  /** Those that have to stop where this fails. */
  abstract List<RunningQuery> statements();
}
