package io.sluice.server.live;

import org.jspecify.annotations.Nullable;

/**
 * A text on its way out.
 *
 * @param feed whose alert it is, or null for everything else
 * @param offset of the alert
 */
record Frame(String text, @Nullable AlertFeed feed, long offset) {
  static Frame of(String text) {
    return new Frame(text, null, -1);
  }

  boolean mayBeDropped() {
    return feed != null && feed.dropsOldest();
  }
}
