package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.MatchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Queries asked of the events that a stream's log still has: what a new query would have found, or
 * what an old one found. Nothing is stored and no alert raised. A call reads for a bounded time and
 * says where to go on.
 */
public final class OldEvents {
  private static final int CHUNK = 500;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private OldEvents() {}

  /**
   * What is asked.
   *
   * @param queries these alone; empty for all that are stored
   * @param from the first offset
   * @param since the least time of an event
   * @param until no event of this time or a later one
   * @param limit events that are found
   */
  public record Question(
      List<QueryDraft> queries,
      MatchOptions options,
      long from,
      long since,
      long until,
      int limit) {}

  /** An event with the queries that it fits. */
  public record Find(Host.LoggedEvent event, List<String> queries) {}

  /**
   * @param scanned events that were read
   * @param next the offset to go on from; null at the end of the log
   * @param unsearchable events with a value that can not be searched
   */
  public record Found(List<Find> finds, long scanned, @Nullable Long next, long unsearchable) {}

  static Found search(Host host, StoredQueries stored, StreamEntry stream, Question question) {
    StoredQueries asked = question.queries().isEmpty() ? stored : stored.only(question.queries());
    var finds = new ArrayList<Find>();
    long deadline = System.nanoTime() + PATIENCE;
    long end = stream.nextOffset();
    long offset = question.from();
    long scanned = 0;
    long unsearchable = 0;
    while (offset < end && System.nanoTime() < deadline) {
      List<Host.LoggedEvent> some =
          host.events(stream, offset, (int) Math.min(CHUNK, end - offset), false);
      if (some.isEmpty()) {
        break;
      }
      for (Host.LoggedEvent logged : some) {
        Event event = logged.event();
        offset = event.offset() + 1;
        scanned++;
        if (event.time() < question.since() || event.time() >= question.until()) {
          continue;
        }
        List<String> ids;
        try {
          ids = asked.match(event, question.options().withNow(logged.arrival())).ids();
        } catch (DocumentException e) {
          unsearchable++;
          continue;
        }
        if (!ids.isEmpty()) {
          finds.add(new Find(logged, ids));
          if (finds.size() == question.limit()) {
            return new Found(finds, scanned, offset < end ? (Long) offset : null, unsearchable);
          }
        }
      }
    }
    return new Found(finds, scanned, offset < end ? (Long) offset : null, unsearchable);
  }
}
