package io.sluice.server.live;

import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one WebSocket. An id is taken from the moment of the request: finding the
 * place in the log reads the disk, and what the client says meanwhile counts. On the connection's
 * event loop.
 */
final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /** How a subscription talks to its client. */
  interface Voice {
    void say(String frame);

    void tooMany();
  }

  /** One of them; without feed and timer while its place is looked for. */
  private static final class Subscription {
    @Nullable AlertFeed feed;
    @Nullable Long timer;

    /** Whether figures have been asked for and have not come. */
    boolean asking;
  }

  private final AlertHub hub;
  private final Vertx vertx;
  private final Outlet outlet;
  private final LiveFigures figures;
  private final Voice voice;
  private final Map<String, Subscription> all = new LinkedHashMap<>();

  Subscriptions(AlertHub hub, Vertx vertx, Outlet outlet, LiveFigures figures, Voice voice) {
    this.hub = hub;
    this.vertx = vertx;
    this.outlet = outlet;
    this.figures = figures;
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
    add(wanted.id(), "metric", 1000, figures::stats);
  }

  void add(ClientFrame.SubscribeRuns wanted) {
    add(wanted.id(), "runs", 2000, () -> figures.runs(wanted.pattern()));
  }

  private void add(String id, String type, long millis, Supplier<Object> source) {
    Subscription subscription = open(id);
    if (subscription == null) {
      return;
    }
    voice.say(ServerFrame.subscribedToFigures(id, hub.log().epoch()));
    subscription.timer = vertx.setPeriodic(millis, _ -> push(id, type, source, subscription));
    push(id, type, source, subscription);
  }

  /** Figures of a moment: a client that is behind gets the next ones. */
  private void push(String id, String type, Supplier<Object> source, Subscription subscription) {
    if (outlet.isBehind() || subscription.asking) {
      return;
    }
    subscription.asking = true;
    hub.readers()
        .execute(
            () -> {
              String frame = frame(id, type, source);
              outlet
                  .transport()
                  .execute(
                      () -> {
                        subscription.asking = false;
                        if (all.get(id) == subscription) {
                          voice.say(frame);
                        }
                      });
            });
  }

  /** What can not be told now may be told the next time. */
  static String frame(String id, String type, Supplier<Object> source) {
    try {
      return ServerFrame.figures(type, id, source.get());
    } catch (LiveFigures.Missing e) {
      return ServerFrame.error(id, e.code(), e.text());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The figures of the subscription `{}` can not be told", id, e);
      return ServerFrame.error(
          id, "internal", "The server met an error of its own. It tries again soon.");
    }
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
