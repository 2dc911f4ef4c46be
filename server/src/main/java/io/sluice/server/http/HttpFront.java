package io.sluice.server.http;

import io.sluice.server.host.Host;
import io.sluice.server.live.AlertHub;
import io.sluice.server.live.AlertSocket;
import io.sluice.server.metrics.Figures;
import io.sluice.server.metrics.Meters;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The HTTP server, put together: who is asked in which order. */
public final class HttpFront implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  /** What is silent for so long in both directions has gone; heartbeats are more frequent. */
  private static final int IDLE_SECONDS = 75;

  private final Vertx vertx;
  private final HttpServer server;
  private final List<Route> routes;
  private final Replies replies;
  private final Calls calls;
  private final LiveRoutes live;
  private final Fallback fallback;

  private HttpFront(
      Vertx vertx, List<Route> routes, Replies replies, Calls calls, LiveRoutes live) {
    this.vertx = vertx;
    this.routes = routes;
    this.replies = replies;
    this.calls = calls;
    this.live = live;
    this.fallback = new Fallback(routes, calls, replies);
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHandle100ContinueAutomatically(false)
                .setHttp2ClearTextEnabled(false)
                .setWebSocketSubProtocols(List.of(AlertSocket.SUBPROTOCOL))
                .setMaxWebSocketFrameSize(AlertSocket.MAX_FRAME)
                .setMaxWebSocketMessageSize(AlertSocket.MAX_FRAME)
                .setMaxInitialLineLength(Fallback.MAX_LINE)
                .setMaxHeaderSize(Fallback.MAX_HEADERS)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true));
  }

  public static HttpFront of(
      Vertx vertx,
      Host host,
      AlertHub hub,
      Figures figures,
      Meters meters,
      ExecutorService workers,
      ClientLimits limits,
      String version) {
    List<Route> routes =
        Routes.table(
            new MetaHandler(host, hub, figures, meters, limits, version),
            new StreamsHandler(host),
            new EventsHandler(host),
            new PatternsHandler(host),
            new QueriesHandler(host),
            new PercolateHandler(host),
            new ReplayHandler(host),
            new AlertsHandler(host),
            new LanguageHandler(host),
            new RateLimit(
                "texts are checked or explained",
                limits.analysesPerSecond(),
                limits.analysesAtOnce()),
            new RateLimit(
                "requests for old events are answered",
                limits.replaysPerSecond(),
                limits.replaysAtOnce()),
            new Idempotency(host));
    var replies = new Replies(meters);
    var calls = new Calls(vertx, workers, new BodyIntake(vertx, limits), replies);
    return new HttpFront(
        vertx, routes, replies, calls, new LiveRoutes(vertx, hub, host, figures, replies));
  }

  /**
   * Listens and answers the port; {@code port} 0 takes a free one.
   *
   * @param names by which browsers may know this server, besides those of this machine
   */
  public int listen(String address, int port, Set<String> names) {
    Router router = router(new Gate(address, names));
    server.requestHandler(
        request -> {
          if (!fallback.refuses(request)) {
            router.handle(request);
          }
        });
    server.invalidRequestHandler(fallback::unreadable);
    return server
        .listen(port, address)
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private Router router(Gate gate) {
    Router router = Router.router(vertx);
    router.route().handler(context -> begin(context, gate));
    reading(router, LiveRoutes.SOCKET).handler(live::socket);
    reading(router, LiveRoutes.EVENTS).handler(live::events);
    for (Route route : routes) {
      var entry =
          route.isVerb()
              ? router.routeWithRegex(Pattern.quote(route.path()))
              : router.route(route.path());
      entry.method(route.method());
      if (route.method().equals(HttpMethod.GET)) {
        entry.method(HttpMethod.HEAD);
      }
      entry.handler(context -> calls.run(context, route));
    }
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(fallback::page);
    router.route().handler(fallback::unknown);
    router.errorHandler(500, this::failed);
    router.errorHandler(400, this::badAddress);
    return router;
  }

  private static io.vertx.ext.web.Route reading(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private void begin(RoutingContext context, Gate gate) {
    replies.begin(context);
    Problem refused = gate.refusal(context.request());
    if (refused == null) {
      context.next();
    } else {
      calls.refuse(context, Replies.UNKNOWN, ClientLimits.JSON_BYTES, refused);
    }
  }

  /** Nobody has been asked yet, so that the request has no id. */
  private void badAddress(RoutingContext context) {
    replies.begin(context);
    replies.refuse(
        context,
        Replies.UNKNOWN,
        ProblemCode.BAD_PARAMETER.problem(
            "The address can not be read. Escape what is not plain in it."));
  }

  private void failed(RoutingContext context) {
    Throwable failure = context.failure();
    Throwable why = failure == null ? new IllegalStateException("no reason given") : failure;
    replies.refuse(context, Replies.UNKNOWN, Problems.of(why, Replies.id(context)));
  }

  /** Takes no more connections and lets the answers under way finish. */
  @Override
  public void close() {
    server
        .shutdown(STOP_SECONDS, TimeUnit.SECONDS)
        .toCompletionStage()
        .toCompletableFuture()
        .exceptionally(_ -> null)
        .join();
  }
}
