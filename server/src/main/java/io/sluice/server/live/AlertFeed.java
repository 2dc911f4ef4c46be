package io.sluice.server.live;

import io.sluice.server.host.AlertLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Follows the alert log for one subscriber. Two modes: it reads pages of the log until it stands at
 * the head, then takes what {@link AlertHub} hands over. {@code next} is the offset that must come
 * next; a batch that begins behind it means that something was missed, and the feed reads the log
 * again. So between the modes nothing is lost and nothing comes twice, and a burst that is larger
 * than a client's queue sends it back to the log and not away. All on the connection's event loop
 * but the reading of pages.
 */
final class AlertFeed {
  enum OnLag {
    DISCONNECT,
    DROP_OLDEST
  }

  private static final int PAGE = 200;
  private static final int PAGE_BYTES = 256 * 1024;

  /** A page looks at no more than this, so that a rare filter does not hold the reader for long. */
  private static final int PAGE_LOOKED_AT = 20_000;

  /** A client that has a full queue and takes nothing for this long is dropped. */
  private static final long STALL_NANOS = 5_000_000_000L;

  private final @Nullable String id;
  private final AlertLog log;
  private final AlertFilter filter;
  private final OnLag onLag;
  private final Outlet outlet;
  private final Executor readers;
  private long next;
  private boolean live;
  private boolean reading;
  private boolean stopped;
  private boolean behind;
  private long dropped;
  private long firstDropped;
  private long lastDropped;

  /**
   * @param next the first offset that the subscriber gets
   */
  AlertFeed(
      @Nullable String id,
      AlertLog log,
      AlertFilter filter,
      OnLag onLag,
      long next,
      Outlet outlet,
      Executor readers) {
    this.id = id;
    this.log = log;
    this.filter = filter;
    this.onLag = onLag;
    this.next = next;
    this.outlet = outlet;
    this.readers = readers;
  }

  void start() {
    goOn();
  }

  void stop() {
    stopped = true;
  }

  /** Called when the client has taken what was queued, too. */
  void goOn() {
    behind = false;
    if (stopped || live || reading) {
      return;
    }
    if (next >= log.head()) {
      live = true;
      // The head may have moved before the mode did; its batch was not for this feed.
      if (next >= log.head()) {
        return;
      }
      live = false;
    }
    reading = true;
    long from = next;
    readers.execute(() -> readPage(from));
  }

  private record Page(List<SharedAlert> alerts, long next) {}

  private void readPage(long from) {
    var found = new ArrayList<SharedAlert>();
    long[] reached = {from, 0, 0};
    try {
      log.from(
          from,
          alert -> {
            if (found.size() == PAGE || reached[1] > PAGE_BYTES || reached[2] == PAGE_LOOKED_AT) {
              return false;
            }
            reached[0] = alert.offset() + 1;
            reached[2]++;
            if (filter.fits(alert)) {
              found.add(new SharedAlert(alert));
              reached[1] += alert.document().length;
            }
            return true;
          });
    } catch (RuntimeException e) {
      // The store is closed: the connection ends with the server.
      return;
    }
    var page = new Page(found, reached[0]);
    outlet.transport().execute(() -> deliver(page));
  }

  private void deliver(Page page) {
    reading = false;
    if (stopped || outlet.isClosed()) {
      return;
    }
    for (SharedAlert alert : page.alerts()) {
      if (!outlet.offer(frame(alert))) {
        // Read again from here when the client has taken some.
        next = alert.offset();
        behind = true;
        return;
      }
    }
    next = page.next();
    if (outlet.isBehind()) {
      behind = true;
    } else {
      goOn();
    }
  }

  /** Alerts that have just become durable, in order. */
  void take(List<SharedAlert> batch) {
    if (stopped || !live) {
      return;
    }
    for (SharedAlert alert : batch) {
      if (alert.offset() < next) {
        continue;
      }
      if (alert.offset() > next) {
        live = false;
        break;
      }
      if (filter.fits(alert.alert()) && !outlet.offer(frame(alert))) {
        // A burst; the log has it.
        live = false;
        behind = true;
        return;
      }
      next++;
    }
    if (!live) {
      goOn();
    }
  }

  private Frame frame(SharedAlert alert) {
    return new Frame(outlet.transport().alertText(id, alert), this, alert.offset());
  }

  /** Whether the client has not taken anything for long while more waits. */
  boolean isStalled() {
    return behind
        && next < log.head()
        && !stopped
        && onLag == OnLag.DISCONNECT
        && outlet.nanosSinceTaken() > STALL_NANOS;
  }

  boolean dropsOldest() {
    return onLag == OnLag.DROP_OLDEST;
  }

  void noteDropped(long offset) {
    if (dropped++ == 0) {
      firstDropped = offset;
    }
    lastDropped = offset;
  }

  /** What to say before the next alert because some were dropped, or null. */
  @Nullable String takeLagged() {
    if (dropped == 0) {
      return null;
    }
    String text = outlet.transport().laggedText(id, dropped, firstDropped, lastDropped);
    dropped = 0;
    return text;
  }
}
