package io.sluice.server.http;

import io.sluice.grammar.NearestName;
import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Call} of a request, runs its route's handler, and sends what comes of it. */
final class Calls {
  private final Vertx vertx;
  private final ExecutorService workers;
  private final BodyIntake intake;
  private final Replies replies;

  Calls(Vertx vertx, ExecutorService workers, BodyIntake intake, Replies replies) {
    this.vertx = vertx;
    this.workers = workers;
    this.intake = intake;
    this.replies = replies;
  }

  void run(RoutingContext context, Route route) {
    Problem refused = check(context, route);
    if (refused != null) {
      refuse(context, route.path(), route.maxBody(), refused);
      return;
    }
    if (route.maxBody() == 0) {
      call(context, route, new byte[0], () -> {});
      return;
    }
    HttpServerRequest request = context.request();
    if (expectsLeave(request)) {
      request.response().writeContinue();
    }
    intake.read(request, route.maxBody(), reader(context, route.path(), route));
  }

  /** Refuses a request whose body has not been read. */
  void refuse(RoutingContext context, String path, long maxBody, Problem problem) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || expectsLeave(request)) {
      replies.refuseAndClose(context, path, problem);
    } else {
      intake.skip(request, maxBody, problem, reader(context, path, null));
    }
  }

  private static boolean expectsLeave(HttpServerRequest request) {
    return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
  }

  private BodyIntake.Reader reader(RoutingContext context, String path, @Nullable Route route) {
    return new BodyIntake.Reader() {
      @Override
      public void whole(byte[] body, Runnable release) {
        if (route != null) {
          call(context, route, body, release);
        }
      }

      @Override
      public void refused(Problem problem, boolean ended) {
        if (ended) {
          replies.refuse(context, path, problem);
        } else {
          replies.refuseAndClose(context, path, problem);
        }
      }
    };
  }

  /** What can be refused before the body is read; null: nothing. */
  private static @Nullable Problem check(RoutingContext context, Route route) {
    HttpServerRequest request = context.request();
    Problem unknown = unknownParameter(context.queryParams(), route.parameters());
    if (unknown != null) {
      return unknown;
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
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && route.maxBody() > 0 && !encoding.strip().equalsIgnoreCase("identity")) {
      return ProblemCode.UNSUPPORTED_MEDIA_TYPE.problem(
          "Bodies are taken as they are, not in the encoding `%s` of the header Content-Encoding. Send the body unpacked."
              .formatted(encoding.length() > 60 ? encoding.substring(0, 60) : encoding));
    }
    String length = request.getHeader("Content-Length");
    if (length != null && route.maxBody() > 0 && length.matches("\\d{1,18}")) {
      long bytes = Long.parseLong(length);
      if (bytes > route.maxBody()) {
        return BodyIntake.tooLarge(bytes, route.maxBody());
      }
    }
    return null;
  }

  static @Nullable Problem unknownParameter(MultiMap given, Set<String> known) {
    for (String name : given.names()) {
      if (!known.contains(name)) {
        String help =
            NearestName.to(name, known)
                .map(near -> "Did you mean `" + near + "`?")
                .orElse(
                    known.isEmpty()
                        ? "There are none here."
                        : "Known: "
                            + known.stream().sorted().collect(Collectors.joining(", "))
                            + ".");
        return ProblemCode.BAD_PARAMETER.problem(
            "`%s` is no parameter of this address. %s".formatted(name, help));
      }
    }
    return null;
  }

  private void call(RoutingContext context, Route route, byte[] body, Runnable release) {
    HttpServerRequest request = context.request();
    var call =
        new Call(
            request.path(),
            Map.copyOf(context.pathParams()),
            context.queryParams(),
            request.headers(),
            body,
            String.valueOf(request.remoteAddress().hostAddress()),
            Replies.id(context));
    Context loop = vertx.getOrCreateContext();
    workers.execute(
        () -> {
          Answer answer;
          try {
            answer = route.handler().answer(call);
          } catch (Exception | StackOverflowError e) {
            answer =
                Replies.problem(Problems.of(e, call.requestId()), call.path(), call.requestId());
          } finally {
            release.run();
          }
          Answer done = answer;
          loop.runOnContext(_ -> replies.send(context, route.path(), done));
        });
  }
}
