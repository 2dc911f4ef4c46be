package io.sluice.server.http;

import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies on the event loop, within what all of them together may hold. Bytes count from the
 * moment they arrive, so that senders who take their time can not hold more than the budget.
 */
final class BodyIntake {
  /** What became of a body; one of the two is called, once, unless the client has gone. */
  interface Reader {
    /**
     * @param release to be run when the body is not needed any more
     */
    void whole(byte[] body, Runnable release);

    /**
     * @param ended whether the client has sent everything and the connection is fit for more
     */
    void refused(Problem problem, boolean ended);
  }

  private final Vertx vertx;
  private final ClientLimits limits;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger inFlight = new AtomicInteger();

  BodyIntake(Vertx vertx, ClientLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  /** Reads up to {@code most} bytes. */
  void read(HttpServerRequest request, long most, Reader reader) {
    new Reading(request, most, reader).start(null);
  }

  /**
   * A client that is still sending does not read: it gets a refusal when it has sent everything.
   */
  void skip(HttpServerRequest request, long most, Problem problem, Reader reader) {
    new Reading(request, most, reader).start(problem);
  }

  static Problem tooLarge(long found, long limit) {
    long pieces = (found + limit - 1) / limit;
    return ProblemCode.BODY_TOO_LARGE.problem(
        "The body has %.1f MB; the limit is %.0f MB. Split it: about %,d requests."
            .formatted(found / 1048576.0, limit / 1048576.0, pieces));
  }

  private static Problem overloaded() {
    return ProblemCode.OVERLOADED
        .problem("Too many large requests at once. Try again in a second.")
        .retryAfter(1000);
  }

  /** One body on its way in. */
  private final class Reading {
    private final HttpServerRequest request;
    private final long most;
    private final Reader reader;
    private final long begun = System.nanoTime();
    private @Nullable Buffer body = Buffer.buffer();
    private @Nullable Problem problem;
    private long size;
    private long held;
    private boolean done;

    /** What is to be given back once: by the worker that is done, or here when the client goes. */
    private final AtomicBoolean counted = new AtomicBoolean();

    private long lastPart = begun;
    private long timer;

    Reading(HttpServerRequest request, long most, Reader reader) {
      this.request = request;
      this.most = most;
      this.reader = reader;
    }

    void start(@Nullable Problem known) {
      if (known != null) {
        refuse(known);
      } else if (inFlight.incrementAndGet() > limits.bodiesInFlight()) {
        inFlight.decrementAndGet();
        refuse(overloaded());
      } else {
        counted.set(true);
      }
      request.exceptionHandler(_ -> gone());
      request.handler(this::part);
      request.endHandler(_ -> ended());
      watch(Math.min(limits.bodyIdleMillis(), limits.bodyMillis()));
    }

    private void part(Buffer part) {
      lastPart = System.nanoTime();
      size += part.length();
      if (size > 4 * Math.max(most, ClientLimits.JSON_BYTES)) {
        // Somebody who does not stop gets no answer but the end of the connection.
        gone();
        request.connection().close();
        return;
      }
      if (body == null) {
        return;
      }
      if (size > most) {
        refuse(tooLarge(size, most));
        return;
      }
      held += part.length();
      if (bytes.addAndGet(part.length()) > limits.bodiesBytes()) {
        refuse(overloaded());
        return;
      }
      body.appendBuffer(part);
    }

    /** Keeps nothing of it from here on. */
    private void refuse(Problem why) {
      problem = why;
      body = null;
      release();
    }

    private void release() {
      if (counted.compareAndSet(true, false)) {
        bytes.addAndGet(-held);
        inFlight.decrementAndGet();
      }
    }

    private void ended() {
      if (done) {
        return;
      }
      done = true;
      vertx.cancelTimer(timer);
      if (body != null) {
        reader.whole(body.getBytes(), this::release);
      } else if (problem != null) {
        boolean large = problem.code().equals(ProblemCode.BODY_TOO_LARGE.code());
        reader.refused(large && size > most ? tooLarge(size, most) : problem, true);
      }
    }

    /** Of the client, or of our patience with it. */
    private void gone() {
      done = true;
      vertx.cancelTimer(timer);
      body = null;
      release();
    }

    private void watch(long millis) {
      timer = vertx.setTimer(Math.max(1, millis), _ -> look());
    }

    private void look() {
      long now = System.nanoTime();
      long pause = TimeUnit.NANOSECONDS.toMillis(now - lastPart);
      long all = TimeUnit.NANOSECONDS.toMillis(now - begun);
      if (pause < limits.bodyIdleMillis() && all < limits.bodyMillis()) {
        watch(Math.min(limits.bodyIdleMillis() - pause, limits.bodyMillis() - all));
        return;
      }
      boolean idle = pause >= limits.bodyIdleMillis();
      gone();
      reader.refused(
          ProblemCode.BODY_TIMEOUT.problem(
              "%,d bytes of the body came, then the server waited for %d s. Send the body %s."
                  .formatted(
                      size,
                      (idle ? pause : all) / 1000,
                      idle ? "without a pause" : "faster, or in smaller requests")),
          false);
    }
  }
}
