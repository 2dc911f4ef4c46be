package io.sluice.server.http;

import io.sluice.grammar.NearestName;
import io.sluice.server.host.Host;
import io.sluice.server.live.AlertEvents;
import io.sluice.server.live.AlertHub;
import io.sluice.server.live.AlertSocket;
import io.sluice.server.metrics.Figures;
import io.sluice.server.metrics.Meters;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The HTTP server: sockets, bodies, limits, problems. Handlers see none of it. */
public final class HttpFront implements AutoCloseable {
  static final long MAX_JSON = 1 << 20;
  static final long MAX_EVENTS_BODY = 16 << 20;

  /** Bodies that are being read or worked on, of all requests. */
  private static final long MAX_BODIES = 128 << 20;

  private static final long STOP_SECONDS = 5;

  private final Vertx vertx;
  private final HttpServer server;
  private final List<Route> routes;
  private final ConsoleHandler console = new ConsoleHandler();
  private final AlertHub hub;
  private final Figures figures;
  private final Meters meters;
  private final ExecutorService workers;
  private final AtomicLong bodies = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private final String instance = Long.toString(System.currentTimeMillis(), 36);

  private HttpFront(
      Vertx vertx,
      List<Route> routes,
      AlertHub hub,
      Figures figures,
      Meters meters,
      ExecutorService workers) {
    this.vertx = vertx;
    this.routes = routes;
    this.hub = hub;
    this.figures = figures;
    this.meters = meters;
    this.workers = workers;
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHandle100ContinueAutomatically(false)
                .setWebSocketSubProtocols(List.of(AlertSocket.SUBPROTOCOL))
                .setMaxWebSocketFrameSize(AlertSocket.MAX_FRAME)
                .setMaxWebSocketMessageSize(AlertSocket.MAX_FRAME)
                .setMaxInitialLineLength(16 * 1024)
                .setTcpNoDelay(true));
  }

  public static HttpFront of(
      Vertx vertx,
      Host host,
      AlertHub hub,
      Figures figures,
      Meters meters,
      ExecutorService workers,
      String version) {
    List<Route> routes =
        Routes.table(
            new MetaHandler(host, hub, figures, meters, version),
            new StreamsHandler(host),
            new EventsHandler(host),
            new PatternsHandler(host),
            new QueriesHandler(host),
            new AlertsHandler(host),
            new LanguageHandler(host));
    return new HttpFront(vertx, routes, hub, figures, meters, workers);
  }

  /** Listens and answers the port; {@code port} 0 takes a free one. */
  public int listen(String host, int port) {
    server.requestHandler(router());
    return server.listen(port, host).toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(this::begin);
    router.get("/v1/ws").handler(this::webSocket);
    router.get("/v1/alerts/stream").handler(this::eventStream);
    for (Route route : routes) {
      router.route(route.method(), route.path()).handler(context -> run(context, route));
    }
    router.get().handler(this::page);
    router.route().handler(this::unknown);
    router.errorHandler(500, context -> fail(context, context.failure()));
    router.errorHandler(
        400,
        context ->
            answer(
                context,
                "unknown",
                ProblemCode.BAD_PARAMETER.problem(
                    "The address can not be read. Escape what is not plain in it.")));
    return router;
  }

  /** Before everything: the request's id, and protection from pages of other sites. */
  private void begin(RoutingContext context) {
    HttpServerRequest request = context.request();
    String id = "req_" + instance + Long.toString(requests.incrementAndGet(), 36);
    context.put("id", id);
    context.put("start", System.nanoTime());
    request.response().putHeader("X-Request-Id", id);
    request.response().putHeader("X-Content-Type-Options", "nosniff");
    boolean changes =
        !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
    if (changes && !isOwnOrigin(request)) {
      answer(
          context,
          "unknown",
          ProblemCode.CROSS_ORIGIN.problem(
              "Requests of other web sites are refused: the header Origin must name this server."));
      return;
    }
    context.next();
  }

  /** Programs send no Origin; browsers do, and a page of another site must not get in. */
  private static boolean isOwnOrigin(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    return origin == null
        || (host != null
            && origin
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .equals(host.toLowerCase(Locale.ROOT)));
  }

  private static String id(RoutingContext context) {
    String id = context.get("id");
    return id == null ? "req_unknown" : id;
  }

  // ---- calls ----

  private void run(RoutingContext context, Route route) {
    HttpServerRequest request = context.request();
    Problem refused = check(context, route);
    if (refused != null) {
      discardThenAnswer(context, route, refused);
      return;
    }
    if (route.maxBody() == 0) {
      call(context, route, new byte[0], 0);
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    var body = Buffer.buffer();
    long[] size = {0};
    request.handler(
        part -> {
          size[0] += part.length();
          if (size[0] <= route.maxBody()) {
            body.appendBuffer(part);
          } else if (size[0] > 4 * route.maxBody()) {
            // Somebody who does not stop gets no answer but the end of the connection.
            request.connection().close();
          }
        });
    request.exceptionHandler(_ -> {});
    request.endHandler(
        _ -> {
          if (size[0] > route.maxBody()) {
            answer(context, route.path(), tooLarge(size[0], route.maxBody()));
            return;
          }
          if (bodies.addAndGet(size[0]) > MAX_BODIES) {
            bodies.addAndGet(-size[0]);
            answer(
                context,
                route.path(),
                ProblemCode.OVERLOADED
                    .problem("Too many large requests at once. Try again in a second.")
                    .retryAfter(1000));
            return;
          }
          call(context, route, body.getBytes(), size[0]);
        });
  }

  /** What can be refused before the body is read; null: nothing. */
  private static @Nullable Problem check(RoutingContext context, Route route) {
    HttpServerRequest request = context.request();
    for (String name : context.queryParams().names()) {
      if (!route.parameters().contains(name)) {
        String help =
            NearestName.to(name, route.parameters())
                .map(near -> "Did you mean `" + near + "`?")
                .orElse(
                    route.parameters().isEmpty()
                        ? "There are none here."
                        : "Known: "
                            + route.parameters().stream().sorted().collect(Collectors.joining(", "))
                            + ".");
        return ProblemCode.BAD_PARAMETER.problem(
            "`%s` is no parameter of this address. %s".formatted(name, help));
      }
    }
    String accept = request.getHeader("Accept");
    if (accept != null
        && route.path().startsWith("/v1")
        && !accept.contains("json")
        && !accept.contains("*/*")
        && !accept.contains("application/*")) {
      return ProblemCode.NOT_ACCEPTABLE.problem(
          "The answer is JSON; the header Accept wants `%s`. Send Accept: application/json."
              .formatted(accept.length() > 100 ? accept.substring(0, 100) : accept));
    }
    String length = request.getHeader("Content-Length");
    if (length != null && route.maxBody() > 0 && length.matches("\\d{1,18}")) {
      long bytes = Long.parseLong(length);
      if (bytes > route.maxBody()) {
        return tooLarge(bytes, route.maxBody());
      }
    }
    return null;
  }

  private static Problem tooLarge(long found, long limit) {
    long pieces = (found + limit - 1) / limit;
    return ProblemCode.BODY_TOO_LARGE.problem(
        "The body has %.1f MB; the limit is %.0f MB. Split it: about %,d requests."
            .formatted(found / 1048576.0, limit / 1048576.0, pieces));
  }

  /**
   * A client that is still sending does not read; it gets its answer when it has sent everything,
   * unless that would take too much.
   */
  private void discardThenAnswer(RoutingContext context, Route route, Problem problem) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      context.response().putHeader("Connection", "close");
      answer(context, route.path(), problem);
      return;
    }
    long most = 4 * Math.max(route.maxBody(), MAX_JSON);
    long[] size = {0};
    request.exceptionHandler(_ -> {});
    request.handler(
        part -> {
          size[0] += part.length();
          if (size[0] > most) {
            request.handler(null);
            request.connection().close();
          }
        });
    request.endHandler(_ -> answer(context, route.path(), problem));
  }

  private void call(RoutingContext context, Route route, byte[] body, long held) {
    HttpServerRequest request = context.request();
    var call =
        new Call(
            request.path(),
            Map.copyOf(context.pathParams()),
            context.queryParams(),
            request.headers(),
            body,
            id(context));
    Context loop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          Answer answer;
          try {
            answer = route.handler().answer(call);
          } catch (Exception | StackOverflowError e) {
            answer = problem(Problems.of(e, call.requestId()), call.path(), call.requestId());
          } finally {
            bodies.addAndGet(-held);
          }
          Answer done = answer;
          loop.runOnContext(_ -> send(context, route.path(), done));
        });
  }

  private static Answer problem(Problem problem, String path, String requestId) {
    var answer =
        new Answer(
            problem.status(),
            "application/problem+json; charset=utf-8",
            problem.json(path, requestId),
            Map.of());
    Long wait = problem.retryAfterMillis();
    return wait == null
        ? answer
        : answer.header("Retry-After", Long.toString(Math.max(1, (wait + 999) / 1000)));
  }

  private void answer(RoutingContext context, String route, Problem problem) {
    send(context, route, problem(problem, context.request().path(), id(context)));
  }

  private void send(RoutingContext context, String route, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    if (!answer.contentType().isEmpty()) {
      response.putHeader("Content-Type", answer.contentType());
    }
    answer.headers().forEach(response::putHeader);
    if (!answer.headers().containsKey("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
    if (!answer.headers().containsKey("Content-Security-Policy")) {
      response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    response.end(Buffer.buffer(answer.body()));
    Long start = context.get("start");
    if (start != null) {
      meters.answered(route, answer.status(), System.nanoTime() - start);
    }
  }

  private void fail(RoutingContext context, @Nullable Throwable failure) {
    Throwable why = failure == null ? new IllegalStateException("no reason given") : failure;
    answer(context, "unknown", Problems.of(why, id(context)));
  }

  // ---- pages, and what there is not ----

  private void page(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = request.path();
    if (path.startsWith("/v1")) {
      context.next();
      return;
    }
    Answer file = console.file(path);
    if (file != null) {
      send(context, "console", file);
      return;
    }
    String accept = request.getHeader("Accept");
    boolean wantsPage = accept == null || accept.contains("text/html") || path.equals("/");
    if (wantsPage && path.indexOf('.') < 0) {
      send(context, "console", console.index());
      return;
    }
    context.next();
  }

  private void unknown(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = request.path();
    List<String> methods =
        routes.stream()
            .filter(r -> fits(r.path(), path))
            .map(r -> r.method().name())
            .distinct()
            .toList();
    if (!methods.isEmpty()) {
      context.response().putHeader("Allow", String.join(", ", methods));
      discardThenAnswer(
          context,
          routes.getFirst(),
          ProblemCode.METHOD_NOT_ALLOWED.problem(
              "%s does not take %s. It takes %s."
                  .formatted(path, request.method().name(), String.join(", ", methods))));
      return;
    }
    String help =
        NearestName.to(path, routes.stream().map(Route::path).toList())
            .map(near -> "Did you mean " + near + "?")
            .orElse("GET /v1 names what there is.");
    discardThenAnswer(
        context,
        routes.getFirst(),
        ProblemCode.NOT_FOUND.problem(
            "There is nothing at %s. %s"
                .formatted(path.length() > 200 ? path.substring(0, 200) : path, help)));
  }

  private static boolean fits(String pattern, String path) {
    String[] wanted = pattern.split("/");
    String[] found = path.split("/");
    if (wanted.length != found.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].startsWith(":") && !wanted[i].equals(found[i])) {
        return false;
      }
    }
    return true;
  }

  // ---- what stays open ----

  private void webSocket(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      answer(
          context,
          "/v1/ws",
          ProblemCode.BAD_PARAMETER.problem(
              "This address speaks WebSocket only. For plain HTTP there is /v1/alerts/stream."));
      return;
    }
    if (!isOwnOrigin(request)) {
      answer(
          context,
          "/v1/ws",
          ProblemCode.CROSS_ORIGIN.problem(
              "WebSockets of other web sites are refused: the header Origin must name this server."));
      return;
    }
    String offered = request.getHeader("Sec-WebSocket-Protocol");
    if (offered != null
        && Arrays.stream(offered.split(","))
            .map(String::strip)
            .noneMatch(AlertSocket.SUBPROTOCOL::equals)) {
      answer(
          context,
          "/v1/ws",
          ProblemCode.BAD_PARAMETER.problem(
              "The subprotocol must be %s, or none; found `%s`."
                  .formatted(AlertSocket.SUBPROTOCOL, offered)));
      return;
    }
    if (hub.isFull()) {
      answer(context, "/v1/ws", tooManyConnections());
      return;
    }
    String session = id(context).replaceFirst("^req_", "ws_");
    request
        .toWebSocket()
        .onSuccess(
            socket ->
                AlertSocket.open(
                    hub,
                    socket,
                    request.connection(),
                    vertx,
                    () -> figures.now().withoutHistory(),
                    session))
        .onFailure(
            e ->
                answer(
                    context,
                    "/v1/ws",
                    ProblemCode.BAD_PARAMETER.problem("The WebSocket handshake is not complete.")));
  }

  private static Problem tooManyConnections() {
    return ProblemCode.TOO_MANY_CONNECTIONS
        .problem(
            "The server follows %d connections and takes no more."
                .formatted(AlertHub.MAX_CONNECTIONS))
        .retryAfter(5000);
  }

  private void eventStream(RoutingContext context) {
    if (hub.isFull()) {
      answer(context, "/v1/alerts/stream", tooManyConnections());
      return;
    }
    String lastId = context.request().getHeader("Last-Event-ID");
    if (lastId != null && !lastId.isEmpty() && !AlertEvents.isEventId(lastId)) {
      answer(
          context,
          "/v1/alerts/stream",
          ProblemCode.BAD_PARAMETER.problem(
              "Last-Event-ID must be the id of an event of this address, such as %s:41; leave it out to begin with what comes from now on."
                  .formatted(hub.epoch())));
      return;
    }
    AlertEvents.open(
        hub,
        context.request(),
        vertx,
        listed(context, "pattern"),
        listed(context, "query"),
        listed(context, "key"),
        lastId == null || lastId.isEmpty() ? null : lastId);
  }

  private static List<String> listed(RoutingContext context, String name) {
    return context.queryParams().getAll(name).stream()
        .flatMap(v -> Arrays.stream(v.split(",")))
        .filter(v -> !v.isEmpty())
        .toList();
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
