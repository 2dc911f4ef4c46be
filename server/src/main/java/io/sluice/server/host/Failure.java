package io.sluice.server.host;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Why the host takes no more input, once it does not: set by the thread that met the error, seen by
 * all. The first one stays.
 */
final class Failure {
  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();

  @Nullable Refusal get() {
    return refusal.get();
  }

  /** The one that counts from now on. */
  Refusal set(Refusal why) {
    Refusal earlier = refusal.compareAndExchange(null, why);
    return earlier == null ? why : earlier;
  }
}
