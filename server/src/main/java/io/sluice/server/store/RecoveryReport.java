package io.sluice.server.store;

import org.jspecify.annotations.Nullable;

/**
 * What was found when the folder was opened.
 *
 * @param created whether the folder was new
 * @param clean whether the last process closed it
 * @param recovered where the database stands
 * @param lastKnown where the side file says it stood at least, or null where there is none
 * @param ballastFreed whether the disk was full and the ballast was given up to open at all
 */
public record RecoveryReport(
    boolean created,
    boolean clean,
    Position recovered,
    @Nullable Position lastKnown,
    boolean ballastFreed) {
  /** Whether commits that were durable are missing: the end of the write-ahead log is damaged. */
  public boolean lostCommits() {
    return lastKnown != null && lastKnown.commits() > recovered.commits();
  }

  /** One sentence for the log and for /health. */
  public String text() {
    String recoveredTo =
        "commit %,d, input %,d, alert %,d"
            .formatted(recovered.commits(), recovered.nextSequence(), recovered.nextAlert());
    if (lostCommits() && lastKnown != null) {
      return "recovered to "
          + recoveredTo
          + "; last known durable: commit %,d, input %,d, alert %,d. The end of the log is damaged or missing. Subscribers are told by a new epoch; restore a copy of the folder if the missing part matters"
              .formatted(lastKnown.commits(), lastKnown.nextSequence(), lastKnown.nextAlert());
    }
    if (created) {
      return "new data folder";
    }
    return (clean ? "opened at " : "recovered after a crash to ") + recoveredTo;
  }
}
