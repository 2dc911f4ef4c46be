package io.sluice.server.http;

import io.sluice.server.wire.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many calls a second for each client, with some saved up for a burst. */
final class RateLimit {
  private static final int CLIENTS = 1000;

  private static final class Bucket {
    double calls;
    long at;

    Bucket(double calls, long at) {
      this.calls = calls;
      this.at = at;
    }
  }

  private final String what;
  private final int perSecond;
  private final int atOnce;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CLIENTS;
        }
      };

  /**
   * @param what a client may do so often, in words: {@code texts are checked or explained}
   */
  RateLimit(String what, int perSecond, int atOnce) {
    this.what = what;
    this.perSecond = perSecond;
    this.atOnce = atOnce;
  }

  /** The handler, for those who have calls left. */
  Route.Handler around(Route.Handler handler) {
    return call -> {
      if (!take(call.client(), System.nanoTime())) {
        throw new ApiException(
            ProblemCode.RATE_LIMITED
                .problem(
                    "A second %d %s for one client, %d at once. Try again in a second."
                        .formatted(perSecond, what, atOnce))
                .retryAfter(1000));
      }
      return handler.answer(call);
    };
  }

  synchronized boolean take(String client, long now) {
    Bucket bucket = buckets.computeIfAbsent(client, _ -> new Bucket(atOnce, now));
    bucket.calls = Math.min(atOnce, bucket.calls + (now - bucket.at) * 1e-9 * perSecond);
    bucket.at = now;
    if (bucket.calls < 1) {
      return false;
    }
    bucket.calls--;
    return true;
  }
}
