package io.sluice.server.live;

import io.sluice.server.host.AlertLog;
import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.Body;
import io.sluice.server.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One WebSocket: its frames in, its subscriptions, its frames out. On its own event loop. */
public final class AlertSocket implements AlertHub.Client, Outlet.Transport {
  public static final String SUBPROTOCOL = "sluice.v1+json";
  public static final int MAX_FRAME = 64 * 1024;
  public static final int MAX_SUBSCRIPTIONS = 50;
  public static final long HEARTBEAT_MILLIS = 20_000;

  private static final int TRANSPORT_BYTES = 64 * 1024;
  private static final long DROP_AFTER_CLOSE_MILLIS = 2000;
  private static final int MAX_ID = 100;

  private static final int PROTOCOL_ERROR = 4000;
  private static final int SLOW = 4008;
  private static final int TOO_MANY = 4029;
  private static final int GOING_AWAY = 1001;

  private final AlertHub hub;
  private final ServerWebSocket socket;
  private final HttpConnection connection;
  private final Vertx vertx;
  private final Context context;
  private final Supplier<Object> stats;
  private final Outlet outlet;
  private final String session;
  private final Map<String, AlertFeed> feeds = new HashMap<>();
  private final Map<String, Long> statTimers = new HashMap<>();
  private long heartbeat;
  private int unanswered;
  private int closeCode;

  private AlertSocket(
      AlertHub hub,
      ServerWebSocket socket,
      HttpConnection connection,
      Vertx vertx,
      Supplier<Object> stats,
      String session) {
    this.hub = hub;
    this.socket = socket;
    this.connection = connection;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.stats = stats;
    this.session = session;
    this.outlet = new Outlet(this, hub.queuedBytesCounter());
  }

  /**
   * Takes over a socket; called on its event loop.
   *
   * @param stats what the channel {@code stats} sends once a second
   */
  public static void open(
      AlertHub hub,
      ServerWebSocket socket,
      HttpConnection connection,
      Vertx vertx,
      Supplier<Object> stats,
      String session) {
    new AlertSocket(hub, socket, connection, vertx, stats, session).start();
  }

  private void start() {
    if (!hub.join(this, true)) {
      socket.close((short) TOO_MANY, "too many connections");
      return;
    }
    socket.setWriteQueueMaxSize(TRANSPORT_BYTES);
    socket.drainHandler(_ -> drained());
    socket.textMessageHandler(this::receive);
    socket.binaryMessageHandler(_ -> close(PROTOCOL_ERROR, "frames must be text"));
    socket.pongHandler(_ -> unanswered = 0);
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> ended());
    heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> beat());
  }

  private void beat() {
    if (unanswered >= 2) {
      closeCode = SLOW;
      connection.close();
      return;
    }
    unanswered++;
    // A ping would wait behind what the client does not read; then its silence says enough.
    if (!outlet.isBehind()) {
      socket.writePing(Buffer.buffer("sluice"));
    }
  }

  private void drained() {
    unanswered = 0;
    outlet.drain();
    if (!outlet.isBehind()) {
      List.copyOf(feeds.values()).forEach(AlertFeed::goOn);
    }
  }

  private void ended() {
    outlet.close();
    feeds.values().forEach(AlertFeed::stop);
    feeds.clear();
    statTimers.values().forEach(vertx::cancelTimer);
    statTimers.clear();
    vertx.cancelTimer(heartbeat);
    Short code = socket.closeStatusCode();
    hub.leave(this, true, closeCode != 0 ? closeCode : code == null ? 1006 : code);
  }

  // ---- frames in ----

  private void receive(String text) {
    try {
      Body frame =
          Body.read(
              text.getBytes(StandardCharsets.UTF_8),
              "The frame",
              "type",
              "id",
              "client",
              "heartbeatMs",
              "channel",
              "filter",
              "from",
              "onLag",
              "maxInFlight",
              "offset",
              "at");
      switch (frame.string("type")) {
        case "hello" -> welcome();
        case "subscribe" -> subscribe(frame);
        case "unsubscribe" -> unsubscribe(id(frame));
        case "ping" -> pong(frame);
        // Delivery needs no acknowledgement in this version; clients may send it.
        case "ack" -> {}
        case String other ->
            close(
                PROTOCOL_ERROR,
                "unknown frame type " + (other.length() > 40 ? other.substring(0, 40) : other));
      }
    } catch (BadBody e) {
      if (e.code().equals("not-json")) {
        close(PROTOCOL_ERROR, "frames must be JSON objects");
      } else {
        error(null, e.code(), e.text());
      }
    }
  }

  private static String id(Body frame) {
    String id = frame.string("id");
    return id.length() > MAX_ID ? id.substring(0, MAX_ID) : id;
  }

  private void welcome() {
    var frame = frame("welcome", null);
    frame.put("session", session);
    frame.put("heartbeatMs", HEARTBEAT_MILLIS);
    frame.put("epoch", hub.log().epoch());
    frame.put(
        "limits",
        Map.of(
            "frameBytes", MAX_FRAME,
            "subscriptions", MAX_SUBSCRIPTIONS,
            "queueBytes", Outlet.MAX_BYTES));
    send(frame);
  }

  private void pong(Body frame) {
    var answer = frame("pong", frame.stringOrNull("id"));
    Long at = frame.numberOrNull("at");
    if (at != null) {
      answer.put("at", at);
    }
    send(answer);
  }

  private void subscribe(Body frame) {
    String id = id(frame);
    if (feeds.containsKey(id) || statTimers.containsKey(id)) {
      error(
          id, "exists", "`%s` is the id of another subscription. Choose a new one.".formatted(id));
      return;
    }
    if (feeds.size() + statTimers.size() >= MAX_SUBSCRIPTIONS) {
      close(TOO_MANY, "a connection takes " + MAX_SUBSCRIPTIONS + " subscriptions");
      return;
    }
    switch (frame.string("channel")) {
      case "alerts" -> subscribeAlerts(id, frame);
      case "stats" -> subscribeStats(id);
      case String other ->
          error(
              id,
              "unknown-channel",
              "There is no channel `%s`. Known: alerts, stats.".formatted(other));
    }
  }

  private void subscribeAlerts(String id, Body frame) {
    AlertFilter filter;
    AlertFeed.OnLag onLag;
    Start start;
    try {
      Body wanted = frame.objectOrNull("filter", "pattern", "query", "key");
      filter =
          wanted == null
              ? AlertFilter.ALL
              : AlertFilter.of(
                  wanted.strings("pattern"), wanted.strings("query"), wanted.strings("key"));
      onLag =
          frame
                  .oneOf("onLag", "disconnect", List.of("disconnect", "drop-oldest"))
                  .equals("drop-oldest")
              ? AlertFeed.OnLag.DROP_OLDEST
              : AlertFeed.OnLag.DISCONNECT;
      start = Start.of(frame);
    } catch (BadBody e) {
      error(id, e.code(), e.text());
      return;
    }
    // Finding a time reads the disk; the subscription begins when that is done.
    hub.readers()
        .execute(
            () -> {
              Start.Place place = start.in(hub.log());
              execute(() -> begin(id, filter, onLag, place));
            });
  }

  private void begin(String id, AlertFilter filter, AlertFeed.OnLag onLag, Start.Place place) {
    if (outlet.isClosed() || feeds.containsKey(id)) {
      return;
    }
    AlertLog log = hub.log();
    var answer = frame("subscribed", id);
    answer.put("epoch", log.epoch());
    // Exclusive: the subscriber has everything up to this one.
    answer.put("resumedFrom", place.next() - 1);
    answer.put("head", log.head() - 1);
    answer.put("recovered", place.recovered());
    send(answer);
    if (!place.recovered()) {
      var gap = frame("gap", id);
      gap.put("from", place.asked());
      gap.put("to", place.next() - 1);
      gap.put("reason", "epoch");
      send(gap);
    }
    var feed = new AlertFeed(id, log, filter, onLag, place.next(), outlet, hub.readers());
    feeds.put(id, feed);
    feed.start();
  }

  private void subscribeStats(String id) {
    var answer = frame("subscribed", id);
    answer.put("epoch", hub.log().epoch());
    send(answer);
    Runnable push =
        () -> {
          // Figures of a moment: a client that is behind gets the next ones.
          if (!outlet.isBehind()) {
            var metric = frame("metric", id);
            metric.put("data", stats.get());
            send(metric);
          }
        };
    push.run();
    statTimers.put(id, vertx.setPeriodic(1000, _ -> push.run()));
  }

  private void unsubscribe(String id) {
    AlertFeed feed = feeds.remove(id);
    Long timer = statTimers.remove(id);
    if (feed != null) {
      feed.stop();
    }
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    if (feed == null && timer == null) {
      error(id, "not-found", "There is no subscription `%s`.".formatted(id));
    } else {
      send(frame("unsubscribed", id));
    }
  }

  // ---- frames out ----

  private static LinkedHashMap<String, Object> frame(String type, @Nullable String id) {
    var frame = new LinkedHashMap<String, Object>();
    frame.put("type", type);
    if (id != null) {
      frame.put("id", id);
    }
    return frame;
  }

  private void error(@Nullable String id, String code, String message) {
    var frame = frame("error", id);
    frame.put("code", code);
    frame.put("message", message);
    send(frame);
  }

  private void send(Map<String, Object> frame) {
    if (!outlet.offer(Frame.of(Json.string(frame)))) {
      closeSlow("the queue of 1 MiB is full");
    }
  }

  @Override
  public void write(String text) {
    socket.writeTextMessage(text);
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public String alertText(@Nullable String feed, SharedAlert alert) {
    return alert.frame(
        "ws " + feed,
        a ->
            "{\"type\":\"alert\",\"id\":"
                + Json.quoted(String.valueOf(feed))
                + ",\"offset\":"
                + a.offset()
                + ",\"data\":"
                + a.cloudEvent()
                + "}");
  }

  @Override
  public String laggedText(@Nullable String feed, long dropped, long from, long to) {
    var frame = frame("lagged", feed);
    frame.put("dropped", dropped);
    frame.put("from", from);
    frame.put("to", to);
    return Json.string(frame);
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(_ -> task.run());
  }

  @Override
  public void take(List<SharedAlert> batch) {
    execute(() -> feeds.values().forEach(feed -> feed.take(batch)));
  }

  // ---- ends ----

  @Override
  public void closeSlow(String detail) {
    close(SLOW, "slow consumer: " + detail);
  }

  @Override
  public void goAway() {
    execute(
        () -> {
          var goodbye = frame("goodbye", null);
          goodbye.put("reason", "shutdown");
          goodbye.put("reconnectAfterMs", 1500);
          send(goodbye);
          close(GOING_AWAY, "the server is stopping");
        });
  }

  /**
   * The close frame waits behind everything that the client has not read, so the connection itself
   * ends two seconds later.
   */
  private void close(int code, String reason) {
    if (outlet.isClosed()) {
      return;
    }
    closeCode = code;
    feeds.values().forEach(AlertFeed::stop);
    outlet.close();
    socket.close((short) code, reason.length() > 100 ? reason.substring(0, 100) : reason);
    vertx.setTimer(DROP_AFTER_CLOSE_MILLIS, _ -> connection.close());
  }
}
