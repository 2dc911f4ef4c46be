package io.sluice.server.live;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One WebSocket: its life, its heartbeat, its way out. On its own event loop. */
public final class AlertSocket implements AlertHub.Client, Outlet.Transport, Subscriptions.Voice {
  public static final String SUBPROTOCOL = "sluice.v1+json";
  public static final int MAX_FRAME = 64 * 1024;
  public static final int MAX_SUBSCRIPTIONS = 50;
  public static final long HEARTBEAT_MILLIS = 20_000;

  private static final int TRANSPORT_BYTES = 64 * 1024;
  private static final long WATCH_MILLIS = 1000;
  private static final long DROP_AFTER_CLOSE_MILLIS = 2000;

  /** A close frame has room for so much text. */
  private static final int MAX_REASON_BYTES = 123;

  private static final int PROTOCOL_ERROR = 4000;
  private static final int SLOW = 4008;
  private static final int TOO_MANY = 4029;
  private static final int TOO_LARGE = 1009;
  private static final int GOING_AWAY = 1001;

  private final AlertHub hub;
  private final ServerWebSocket socket;
  private final HttpConnection connection;
  private final Vertx vertx;
  private final Context context;
  private final Outlet outlet;
  private final Subscriptions subscriptions;
  private final String session;
  private long heartbeat;
  private long watch;
  private int unanswered;
  private int closeCode;

  private AlertSocket(
      AlertHub hub,
      ServerWebSocket socket,
      HttpConnection connection,
      Vertx vertx,
      LiveFigures figures,
      String session) {
    this.hub = hub;
    this.socket = socket;
    this.connection = connection;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.session = session;
    this.outlet = new Outlet(this, hub.queuedBytesCounter());
    this.subscriptions = new Subscriptions(hub, vertx, outlet, figures, this);
  }

  /**
   * Takes over a socket; called on its event loop.
   *
   * @param connection what the socket runs on
   * @param figures what the channels of figures send; may block
   */
  public static void open(
      AlertHub hub,
      ServerWebSocket socket,
      HttpConnection connection,
      Vertx vertx,
      LiveFigures figures,
      String session) {
    new AlertSocket(hub, socket, connection, vertx, figures, session).start();
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
    socket.exceptionHandler(this::failed);
    socket.closeHandler(_ -> ended());
    heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> beat());
    watch = vertx.setPeriodic(WATCH_MILLIS, _ -> watch());
  }

  // ---- frames ----

  private void receive(String text) {
    switch (ClientFrame.read(text)) {
      case ClientFrame.Hello _ -> say(ServerFrame.welcome(session, hub.log().epoch()));
      case ClientFrame.Ping ping -> say(ServerFrame.pong(ping));
      case ClientFrame.Ack _ -> {}
      case ClientFrame.SubscribeAlerts wanted -> subscriptions.add(wanted);
      case ClientFrame.SubscribeStats wanted -> subscriptions.add(wanted);
      case ClientFrame.SubscribeRuns wanted -> subscriptions.add(wanted);
      case ClientFrame.Unsubscribe wanted -> subscriptions.remove(wanted.id());
      case ClientFrame.Wrong wrong ->
          say(ServerFrame.error(wrong.id(), wrong.code(), wrong.message()));
      case ClientFrame.Foreign foreign -> close(PROTOCOL_ERROR, foreign.reason());
    }
  }

  @Override
  public void say(String frame) {
    if (!outlet.offer(Frame.of(frame))) {
      closeSlow("the queue of 1 MiB is full");
    }
  }

  @Override
  public void write(String text) {
    socket.writeTextMessage(text);
  }

  @Override
  public boolean isFull() {
    // A socket is closed some time before its end is told, and does not like to be asked then.
    return socket.isClosed() || socket.writeQueueFull();
  }

  @Override
  public String alertText(@Nullable String feed, SharedAlert alert) {
    return alert.frame("ws " + feed, a -> ServerFrame.alert(feed, a));
  }

  @Override
  public String laggedText(@Nullable String feed, long dropped, long from, long to) {
    return ServerFrame.lagged(feed, dropped, from, to);
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
  public void take(List<SharedAlert> batch) {
    execute(() -> subscriptions.take(batch));
  }

  private void drained() {
    unanswered = 0;
    outlet.drain();
    if (!outlet.isBehind()) {
      subscriptions.goOn();
    }
  }

  // ---- life and death ----

  private void beat() {
    if (unanswered >= 2) {
      closeCode = SLOW;
      Cut.now(connection);
      return;
    }
    unanswered++;
    // A ping would wait behind what the client does not read; then its silence says enough.
    if (!outlet.isBehind()) {
      socket.writePing(Buffer.buffer("sluice"));
    }
  }

  private void watch() {
    if (subscriptions.isStalled()) {
      closeSlow("nothing was read for 5 seconds; resume from the last offset");
    }
  }

  /** What follows a frame that can not be read is lost; other failures end by themselves. */
  private void failed(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException corrupted
        && corrupted.closeStatus().code() != TOO_LARGE) {
      close(corrupted.closeStatus().code(), "the frame can not be read");
    } else if (failure instanceof CorruptedWebSocketFrameException
        // This one stands for a message that is too large in all its frames together.
        || failure instanceof IllegalStateException) {
      close(TOO_LARGE, "a frame takes up to 64 kB");
    }
  }

  @Override
  public void tooMany() {
    close(TOO_MANY, "a connection takes " + MAX_SUBSCRIPTIONS + " subscriptions");
  }

  @Override
  public void closeSlow(String detail) {
    close(SLOW, "slow consumer: " + detail);
  }

  @Override
  public void goAway() {
    execute(
        () -> {
          say(ServerFrame.goodbye());
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
    subscriptions.endAll();
    outlet.close();
    if (!socket.isClosed()) {
      socket.close((short) code, shortened(reason));
    }
    vertx.setTimer(DROP_AFTER_CLOSE_MILLIS, _ -> Cut.now(connection));
  }

  private static String shortened(String reason) {
    String text = reason;
    while (text.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text;
  }

  private void ended() {
    outlet.close();
    subscriptions.endAll();
    vertx.cancelTimer(heartbeat);
    vertx.cancelTimer(watch);
    Short code = socket.closeStatusCode();
    hub.leave(this, true, closeCode != 0 ? closeCode : code == null ? 1006 : code);
  }
}
