package io.sluice.server.http;

import io.sluice.server.metrics.Meters;
import io.sluice.server.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The way back: ids, the headers that all answers have, problems, and what the metrics count. */
final class Replies {
  static final String UNKNOWN = "unknown";

  private final Meters meters;
  private final AtomicLong requests = new AtomicLong();
  private final String instance = Long.toString(System.currentTimeMillis(), 36);

  Replies(Meters meters) {
    this.meters = meters;
  }

  /** Gives the request its id. */
  void begin(RoutingContext context) {
    String id = head(context.response());
    context.put("id", id);
    context.put("start", System.nanoTime());
  }

  private String head(HttpServerResponse response) {
    String id = "req_" + instance + Long.toString(requests.incrementAndGet(), 36);
    response.putHeader("X-Request-Id", id);
    response.putHeader("X-Content-Type-Options", "nosniff");
    return id;
  }

  static String id(RoutingContext context) {
    String id = context.get("id");
    return id == null ? "req_unknown" : id;
  }

  static Answer problem(Problem problem, String path, String requestId) {
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

  void refuse(RoutingContext context, String route, Problem problem) {
    send(context, route, problem(problem, context.request().path(), id(context)));
  }

  /** The connection is of no more use: the client is still sending. */
  void refuseAndClose(RoutingContext context, String route, Problem problem) {
    context.response().putHeader("Connection", "close");
    refuse(context, route, problem);
  }

  /** A request that could not be read, so that there is no context. */
  void refuseUnreadable(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    String id = head(response);
    response.putHeader("Connection", "close");
    write(response, false, problem(problem, "", id)).onComplete(_ -> request.connection().close());
    meters.answered(UNKNOWN, problem.status(), 0);
  }

  /**
   * @param route the pattern of the path, for the metrics
   */
  void send(RoutingContext context, String route, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    boolean bodiless = context.request().method().equals(HttpMethod.HEAD);
    Future<Void> sent = write(response, bodiless, answer);
    if ("close".equals(response.headers().get("Connection"))) {
      sent.onComplete(_ -> context.request().connection().close());
    }
    Long start = context.get("start");
    if (start != null) {
      meters.answered(route, answer.status(), System.nanoTime() - start);
    }
  }

  private static Future<Void> write(HttpServerResponse response, boolean bodiless, Answer answer) {
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
    if (bodiless) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length));
      return response.end();
    }
    return response.end(Buffer.buffer(answer.body()));
  }
}
