package io.sluice.server.live;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.host.AlertLog;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.Body;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where a subscriber wants to begin. */
sealed interface Start {
  record Now() implements Start {}

  record Earliest() implements Start {}

  /** From the first alert that was raised at or after this time. */
  record AtTime(long millis) implements Start {}

  /** Behind this alert. */
  record After(String epoch, long offset) implements Start {}

  /**
   * A place in the log.
   *
   * @param next the first offset to deliver
   * @param recovered whether it is where the subscriber asked for
   * @param epochKnown whether it was asked for by the epoch of this log
   */
  record Place(long next, boolean recovered, boolean epochKnown) {
    static Place at(long next) {
      return new Place(next, true, true);
    }
  }

  /** The member {@code from} of a frame. */
  static Start of(Body frame) {
    if (!frame.has("from")) {
      return new Now();
    }
    if (frame.isText("from")) {
      return frame.oneOf("from", "now", java.util.List.of("now", "earliest")).equals("now")
          ? new Now()
          : new Earliest();
    }
    Body from = frame.objectOrNull("from", "time", "epoch", "offset");
    if (from == null) {
      return new Now();
    }
    if (from.has("time")) {
      OptionalLong time = Timestamps.parse(from.string("time"));
      if (time.isEmpty()) {
        throw BadBody.member(
            "/from/time",
            "`time` must be RFC 3339, such as \"2026-01-31T09:00:00.000Z\", found \"%s\"."
                .formatted(from.string("time")));
      }
      return new AtTime(time.getAsLong());
    }
    Long offset = from.numberOrNull("offset");
    if (offset == null) {
      throw BadBody.member(
          "/from",
          "`from` must be \"now\", \"earliest\", {\"time\":...} or {\"epoch\":...,\"offset\":...}.");
    }
    return new After(from.string("epoch"), offset);
  }

  /** {@code <epoch>:<offset>} of an event stream; null for any other text. */
  static @Nullable Start ofEventId(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      return null;
    }
    try {
      return new After(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Reads the disk for times. */
  default Place in(AlertLog log) {
    long head = log.head();
    return switch (this) {
      case Now _ -> Place.at(head);
      case Earliest _ -> Place.at(0);
      case AtTime at -> {
        yield Place.at(firstAt(log, at.millis(), head));
      }
      case After after -> {
        long next = after.offset() + 1;
        boolean epochKnown = after.epoch().equals(log.epoch());
        boolean known = epochKnown && next >= 0 && next <= head;
        // Another life of the log: everything that it has is new to the subscriber.
        yield known ? Place.at(next) : new Place(0, false, epochKnown);
      }
    };
  }

  /** Alerts are raised in the order of their offsets, so their times can be halved. */
  private static long firstAt(AlertLog log, long millis, long head) {
    long low = 0;
    long high = head;
    while (low < high) {
      long middle = (low + high) >>> 1;
      var found = new AtomicReference<StoredAlert>();
      log.from(
          middle,
          alert -> {
            found.set(alert);
            return false;
          });
      StoredAlert alert = found.get();
      if (alert == null || alert.raisedAt() >= millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
