package io.sluice.server.live;

import io.sluice.server.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Alerts as server-sent events, for curl, proxies and dashboards. On its own event loop. */
public final class AlertEvents implements AlertHub.Client, Outlet.Transport {
  public static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

  private static final int TRANSPORT_BYTES = 64 * 1024;
  private static final long HEARTBEAT_MILLIS = 15_000;
  private static final long WATCH_MILLIS = 1000;

  private final AlertHub hub;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private final Vertx vertx;
  private final Outlet outlet;
  private @Nullable AlertFeed feed;
  private long heartbeat;
  private long watch;

  private AlertEvents(AlertHub hub, HttpServerRequest request, Vertx vertx) {
    this.hub = hub;
    this.request = request;
    this.response = request.response();
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.outlet = new Outlet(this, hub.queuedBytesCounter());
  }

  /**
   * Answers a request with the alerts of some patterns or queries (none: all). Called on the event
   * loop.
   *
   * <p>False, with nothing written, when there are too many connections.
   *
   * @param lastEventId behind which to begin, as {@link #isEventId} takes it; null: from now on
   */
  public static boolean open(
      AlertHub hub,
      HttpServerRequest request,
      Vertx vertx,
      List<String> patterns,
      List<String> queries,
      List<String> keys,
      @Nullable String lastEventId) {
    var events = new AlertEvents(hub, request, vertx);
    Start wanted = lastEventId == null ? new Start.Now() : Start.ofEventId(lastEventId);
    if (wanted == null) {
      throw new IllegalArgumentException("no event id: " + lastEventId);
    }
    return events.start(AlertFilter.of(patterns, queries, keys), wanted);
  }

  /** Whether a text looks like the ids that this server gives out: {@code epoch:offset}. */
  public static boolean isEventId(String text) {
    return Start.ofEventId(text) != null;
  }

  private boolean start(AlertFilter filter, Start wanted) {
    if (!hub.join(this, false)) {
      return false;
    }
    response.setChunked(true);
    response.putHeader("Content-Type", CONTENT_TYPE);
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Accel-Buffering", "no");
    response.setWriteQueueMaxSize(TRANSPORT_BYTES);
    response.drainHandler(_ -> drained());
    response.exceptionHandler(_ -> {});
    response.closeHandler(_ -> ended());
    response.write("retry: 2000\n\n");
    heartbeat =
        vertx.setPeriodic(
            HEARTBEAT_MILLIS,
            _ -> {
              if (!outlet.isBehind()) {
                write(": still here\n\n");
              }
            });
    watch =
        vertx.setPeriodic(
            WATCH_MILLIS,
            _ -> {
              if (feed != null && feed.isStalled()) {
                closeSlow("");
              }
            });
    hub.readers()
        .execute(
            () -> {
              Start.Place place = wanted.in(hub.log());
              execute(() -> begin(filter, place));
            });
    return true;
  }

  private void begin(AlertFilter filter, Start.Place place) {
    if (outlet.isClosed()) {
      return;
    }
    if (!place.recovered()) {
      outlet.offer(Frame.of("event: gap\ndata: " + Json.string(ServerFrame.gapOf(place)) + "\n\n"));
    }
    feed =
        new AlertFeed(
            null,
            hub.log(),
            filter,
            AlertFeed.OnLag.DISCONNECT,
            place.next(),
            outlet,
            hub.readers());
    feed.start();
  }

  private void drained() {
    outlet.drain();
    if (!outlet.isBehind() && feed != null) {
      feed.goOn();
    }
  }

  private void ended() {
    outlet.close();
    if (feed != null) {
      feed.stop();
    }
    vertx.cancelTimer(heartbeat);
    vertx.cancelTimer(watch);
    hub.leave(this, false, 0);
  }

  @Override
  public void take(List<SharedAlert> batch) {
    execute(
        () -> {
          if (feed != null) {
            feed.take(batch);
          }
        });
  }

  @Override
  public void goAway() {
    execute(
        () -> {
          if (!response.ended()) {
            response.end();
          }
        });
  }

  @Override
  public void write(String text) {
    response.write(text);
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  /** There is no way to say why; the client comes back with its last id and misses nothing. */
  @Override
  public void closeSlow(String detail) {
    outlet.close();
    Cut.now(request.connection());
  }

  @Override
  public void execute(Runnable task) {
    try {
      context.runOnContext(_ -> task.run());
    } catch (RejectedExecutionException e) {
      // The loops have ended with the server, and the connection with them.
    }
  }

  @Override
  public String alertText(@Nullable String feedId, SharedAlert alert) {
    return alert.frame(
        "sse",
        a ->
            "id: "
                + hub.log().epoch()
                + ":"
                + a.offset()
                + "\nevent: alert\ndata: "
                + a.cloudEvent()
                + "\n\n");
  }

  @Override
  public String laggedText(@Nullable String feedId, long dropped, long from, long to) {
    return ": " + dropped + " alerts left out\n\n";
  }
}
