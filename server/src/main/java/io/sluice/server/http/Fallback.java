package io.sluice.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sluice.grammar.NearestName;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What no route takes: the pages of the console, addresses that are not there, broken requests. */
final class Fallback {
  static final int MAX_LINE = 16 * 1024;
  static final int MAX_HEADERS = 16 * 1024;

  private final List<Route> routes;
  private final Calls calls;
  private final Replies replies;
  private final ConsoleHandler console = new ConsoleHandler();

  Fallback(List<Route> routes, Calls calls, Replies replies) {
    this.routes = routes;
    this.calls = calls;
    this.replies = replies;
  }

  void page(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = request.path();
    if (path.startsWith("/v1")) {
      context.next();
      return;
    }
    Answer file = console.file(path);
    if (file != null) {
      replies.send(context, "console", file);
      return;
    }
    String accept = request.getHeader("Accept");
    boolean wantsPage = accept == null || accept.contains("text/html") || path.equals("/");
    if (wantsPage && path.indexOf('.') < 0) {
      replies.send(context, "console", console.index());
      return;
    }
    context.next();
  }

  void unknown(RoutingContext context) {
    String path = context.request().path();
    Set<String> methods = methodsOf(path);
    if (!methods.isEmpty()) {
      String all = String.join(", ", methods);
      context.response().putHeader("Allow", all);
      refuse(
          context,
          ProblemCode.METHOD_NOT_ALLOWED.problem(
              "%s does not take %s. It takes %s."
                  .formatted(path, context.request().method().name(), all)));
      return;
    }
    String help =
        NearestName.to(path, routes.stream().map(Route::path).toList())
            .map(near -> "Did you mean " + near + "?")
            .orElse("GET /v1 names what there is.");
    refuse(
        context,
        ProblemCode.NOT_FOUND.problem(
            "There is nothing at %s. %s"
                .formatted(path.length() > 200 ? path.substring(0, 200) : path, help)));
  }

  private void refuse(RoutingContext context, Problem problem) {
    calls.refuse(context, Replies.UNKNOWN, ClientLimits.JSON_BYTES, problem);
  }

  private Set<String> methodsOf(String path) {
    var methods = new LinkedHashSet<String>();
    if (path.equals(LiveRoutes.SOCKET)) {
      methods.add("GET");
    }
    routes.stream()
        .filter(r -> fits(r.path(), path))
        .map(r -> r.method().name())
        .flatMap(m -> m.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(m))
        .forEach(methods::add);
    return methods;
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

  /** Answers requests that can be read and that no route can be asked for; true when it did. */
  boolean refuses(HttpServerRequest request) {
    String why = wrongHead(request);
    if (why == null) {
      return false;
    }
    replies.refuseUnreadable(request, ProblemCode.BAD_REQUEST.problem(why));
    return true;
  }

  private static @Nullable String wrongHead(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_1_1 && request.getHeader("Host") == null) {
      return "The header Host is missing. HTTP/1.1 needs it, such as Host: localhost.";
    }
    String target = request.uri();
    String path = request.path();
    if (request.method().equals(HttpMethod.CONNECT) || path == null || !path.startsWith("/")) {
      return "%s can not be asked for `%s`: this server is no proxy, and its addresses begin with a slash."
          .formatted(
              request.method().name(), target.length() > 100 ? target.substring(0, 100) : target);
    }
    String coding = request.getHeader("Transfer-Encoding");
    if (coding != null && !coding.strip().equalsIgnoreCase("chunked")) {
      return "Transfer-Encoding must be chunked, or none; found `%s`."
          .formatted(coding.length() > 60 ? coding.substring(0, 60) : coding);
    }
    return null;
  }

  /** A request whose head can not be read; nothing that follows on its connection can be either. */
  void unreadable(HttpServerRequest request) {
    Throwable why = request.decoderResult().cause();
    replies.refuseUnreadable(
        request,
        switch (why) {
          case TooLongHttpLineException _ ->
              ProblemCode.URI_TOO_LONG.problem(
                  "The address has more than %,d characters. Send less behind the question mark."
                      .formatted(MAX_LINE));
          case TooLongHttpHeaderException _ ->
              ProblemCode.HEADERS_TOO_LARGE.problem(
                  "The headers have more than %,d bytes. Leave some out.".formatted(MAX_HEADERS));
          case null, default ->
              ProblemCode.BAD_REQUEST.problem(
                  "The request line or a header can not be read as HTTP/1.1.");
        });
  }
}
