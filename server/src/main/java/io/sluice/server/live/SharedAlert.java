package io.sluice.server.live;

import io.sluice.server.store.StoredAlert;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way to subscribers. Its envelope is written once, and each distinct frame around
 * it once: most clients call their subscription the same.
 */
final class SharedAlert {
  private final StoredAlert alert;
  private final Map<String, String> frames = new ConcurrentHashMap<>(2);
  private volatile @Nullable String event;

  SharedAlert(StoredAlert alert) {
    this.alert = alert;
  }

  StoredAlert alert() {
    return alert;
  }

  long offset() {
    return alert.offset();
  }

  String cloudEvent() {
    String known = event;
    if (known == null) {
      known = CloudEvent.of(alert);
      event = known;
    }
    return known;
  }

  /** The frame of a kind, made by the first who asks. */
  String frame(String kind, Function<SharedAlert, String> make) {
    String known = frames.get(kind);
    if (known != null) {
      return known;
    }
    String made = make.apply(this);
    // Ids come from clients; what many of them share is worth keeping, a flood of them is not.
    if (frames.size() < 16) {
      frames.put(kind, made);
    }
    return made;
  }
}
