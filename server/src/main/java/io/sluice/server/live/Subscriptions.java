package io.sluice.server.live;

import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one WebSocket. An id is taken from the moment of the request: finding the
 * place in the log reads the disk, and what the client says meanwhile counts. On the connection's
 * event loop.
 */
final class Subscriptions {
  /** How a subscription talks to its client. */
  interface Voice {
    void say(String frame);

    void tooMany();
  }

  /** One of them; without feed and timer while its place is looked for. */
  private static final class Subscription {
    @Nullable AlertFeed feed;
    @Nullable Long timer;
  }

  private final AlertHub hub;
  private final Vertx vertx;
  private final Outlet outlet;
  private final Supplier<Object> stats;
  private final Voice voice;
  private final Map<String, Subscription> all = new LinkedHashMap<>();

  Subscriptions(AlertHub hub, Vertx vertx, Outlet outlet, Supplier<Object> stats, Voice voice) {
    this.hub = hub;
    this.vertx = vertx;
    this.outlet = outlet;
    this.stats = stats;
    this.voice = voice;
  }

  /** A new one, or null when the client has been told why not. */
  private @Nullable Subscription open(String id) {
    if (all.containsKey(id)) {
      voice.say(
          ServerFrame.error(
              id,
              "exists",
              "`%s` is the id of another subscription. Choose a new one.".formatted(id)));
      return null;
    }
    if (all.size() >= AlertSocket.MAX_SUBSCRIPTIONS) {
      voice.tooMany();
      return null;
    }
    var subscription = new Subscription();
    all.put(id, subscription);
    return subscription;
  }

  void add(ClientFrame.SubscribeAlerts wanted) {
    Subscription subscription = open(wanted.id());
    if (subscription == null) {
      return;
    }
    hub.readers()
        .execute(
            () -> {
              Start.Place place = wanted.start().in(hub.log());
              outlet.transport().execute(() -> begin(subscription, wanted, place));
            });
  }

  private void begin(
      Subscription subscription, ClientFrame.SubscribeAlerts wanted, Start.Place place) {
    String id = wanted.id();
    if (outlet.isClosed() || all.get(id) != subscription) {
      return;
    }
    voice.say(ServerFrame.subscribed(id, hub.log().epoch(), place, hub.log().head()));
    if (!place.recovered()) {
      voice.say(ServerFrame.gap(id, place));
    }
    subscription.feed =
        new AlertFeed(
            id, hub.log(), wanted.filter(), wanted.onLag(), place.next(), outlet, hub.readers());
    subscription.feed.start();
  }

  void add(ClientFrame.SubscribeStats wanted) {
    String id = wanted.id();
    Subscription subscription = open(id);
    if (subscription == null) {
      return;
    }
    voice.say(ServerFrame.subscribedToStats(id, hub.log().epoch()));
    subscription.timer = vertx.setPeriodic(1000, _ -> pushStats(id, subscription));
    pushStats(id, subscription);
  }

  /** Figures of a moment: a client that is behind gets the next ones. */
  private void pushStats(String id, Subscription subscription) {
    if (outlet.isBehind()) {
      return;
    }
    hub.readers()
        .execute(
            () -> {
              String metric = ServerFrame.metric(id, stats.get());
              outlet
                  .transport()
                  .execute(
                      () -> {
                        if (all.get(id) == subscription) {
                          voice.say(metric);
                        }
                      });
            });
  }

  void remove(String id) {
    Subscription subscription = all.remove(id);
    if (subscription == null) {
      voice.say(ServerFrame.error(id, "not-found", "There is no subscription `%s`.".formatted(id)));
      return;
    }
    end(subscription);
    voice.say(ServerFrame.unsubscribed(id));
  }

  private void end(Subscription subscription) {
    if (subscription.feed != null) {
      subscription.feed.stop();
    }
    if (subscription.timer != null) {
      vertx.cancelTimer(subscription.timer);
    }
  }

  void endAll() {
    all.values().forEach(this::end);
    all.clear();
  }

  private List<AlertFeed> feeds() {
    return all.values().stream().map(s -> s.feed).filter(f -> f != null).toList();
  }

  void take(List<SharedAlert> batch) {
    feeds().forEach(feed -> feed.take(batch));
  }

  void goOn() {
    feeds().forEach(AlertFeed::goOn);
  }

  boolean isStalled() {
    return feeds().stream().anyMatch(AlertFeed::isStalled);
  }
}
