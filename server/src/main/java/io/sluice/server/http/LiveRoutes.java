package io.sluice.server.http;

import io.sluice.server.host.Host;
import io.sluice.server.host.Refusal;
import io.sluice.server.live.AlertEvents;
import io.sluice.server.live.AlertHub;
import io.sluice.server.live.AlertSocket;
import io.sluice.server.live.LiveFigures;
import io.sluice.server.metrics.Figures;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stays open: the handshakes of WebSockets and event streams. */
final class LiveRoutes {
  static final String SOCKET = "/v1/ws";
  static final String EVENTS = "/v1/alerts/stream";

  private static final Set<String> FILTERS = Set.of("pattern", "query", "key");

  private final Vertx vertx;
  private final AlertHub hub;
  private final LiveFigures live;
  private final Replies replies;

  LiveRoutes(Vertx vertx, AlertHub hub, Host host, Figures figures, Replies replies) {
    this.vertx = vertx;
    this.hub = hub;
    var runs = new SharedRuns(host);
    this.live =
        new LiveFigures() {
          @Override
          public Object stats() {
            return figures.now().withoutHistory();
          }

          @Override
          public Object runs(String pattern) {
            try {
              return runs.document(pattern);
            } catch (Refusal e) {
              throw new Missing(Problems.of(e, "").code(), e.text());
            }
          }
        };
    this.replies = replies;
  }

  void socket(RoutingContext context) {
    Problem refused = refusedSocket(context);
    if (refused != null) {
      replies.refuse(context, SOCKET, refused);
      return;
    }
    HttpServerRequest request = context.request();
    String session = Replies.id(context).replaceFirst("^req_", "ws_");
    request
        .toWebSocket()
        .onSuccess(
            socket -> AlertSocket.open(hub, socket, request.connection(), vertx, live, session))
        .onFailure(
            _ ->
                replies.refuse(
                    context,
                    SOCKET,
                    ProblemCode.BAD_PARAMETER.problem("The WebSocket handshake is not complete.")));
  }

  private @Nullable Problem refusedSocket(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      return ProblemCode.BAD_PARAMETER.problem(
          "This address speaks WebSocket only. For plain HTTP there is %s.".formatted(EVENTS));
    }
    if (!Gate.isOwnOrigin(request)) {
      return ProblemCode.CROSS_ORIGIN.problem(
          "WebSockets of other web sites are refused: the header Origin must name this server.");
    }
    Problem unknown = Calls.unknownParameter(context.queryParams(), Set.of());
    if (unknown != null) {
      return unknown;
    }
    String version = request.getHeader("Sec-WebSocket-Version");
    if (!"13".equals(version)) {
      context.response().putHeader("Sec-WebSocket-Version", "13");
      return ProblemCode.UPGRADE_REQUIRED.problem(
          "The header Sec-WebSocket-Version must be 13, found %s."
              .formatted(version == null ? "none" : "`" + version + "`"));
    }
    String offered = request.getHeader("Sec-WebSocket-Protocol");
    if (offered != null
        && Arrays.stream(offered.split(","))
            .map(String::strip)
            .noneMatch(AlertSocket.SUBPROTOCOL::equals)) {
      return ProblemCode.BAD_PARAMETER.problem(
          "The subprotocol must be %s, or none; found `%s`."
              .formatted(AlertSocket.SUBPROTOCOL, offered));
    }
    return hub.isFull() ? tooManyConnections() : null;
  }

  private static Problem tooManyConnections() {
    return ProblemCode.TOO_MANY_CONNECTIONS
        .problem(
            "The server follows %d connections and takes no more."
                .formatted(AlertHub.MAX_CONNECTIONS))
        .retryAfter(5000);
  }

  void events(RoutingContext context) {
    String lastId = context.request().getHeader("Last-Event-ID");
    String after = lastId == null || lastId.isEmpty() ? null : lastId;
    Problem refused = refusedEvents(context, after);
    if (refused != null) {
      replies.refuse(context, EVENTS, refused);
      return;
    }
    if (context.request().method().equals(HttpMethod.HEAD)) {
      replies.send(context, EVENTS, Answer.text(AlertEvents.CONTENT_TYPE, ""));
      return;
    }
    boolean taken =
        AlertEvents.open(
            hub,
            context.request(),
            vertx,
            Call.listed(context.queryParams(), "pattern"),
            Call.listed(context.queryParams(), "query"),
            Call.repeated(context.queryParams(), "key"),
            after);
    if (!taken) {
      replies.refuse(context, EVENTS, tooManyConnections());
    }
  }

  private @Nullable Problem refusedEvents(RoutingContext context, @Nullable String after) {
    Problem unknown = Calls.unknownParameter(context.queryParams(), FILTERS);
    if (unknown != null) {
      return unknown;
    }
    if (after != null && !AlertEvents.isEventId(after)) {
      return ProblemCode.BAD_PARAMETER.problem(
          "Last-Event-ID must be the id of an event of this address, such as %s:41; leave it out to begin with what comes from now on."
              .formatted(hub.epoch()));
    }
    return hub.isFull() ? tooManyConnections() : null;
  }
}
