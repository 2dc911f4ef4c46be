package io.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.host.Host;
import io.sluice.server.store.StoredReply;
import io.sluice.server.wire.ProblemCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client that does not know whether its request arrived sends it again with the same {@code
 * Idempotency-Key} and gets the first answer, also after a restart. Only success is kept: whatever
 * was refused changed nothing and may be tried again. The answer to events is in the same commit as
 * the events; that to a definition is kept directly after it, and a repeat that falls in between is
 * told that the object exists.
 */
final class Idempotency {
  private static final String HEADER = "Idempotency-Key";
  private static final int MAX_KEY = 255;

  private final Host host;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Idempotency(Host host) {
    this.host = host;
  }

  /** For handlers that see to it themselves that their answer is kept, by {@link #reply}. */
  Route.Handler kept(Route.Handler handler) {
    return call -> once(call, handler, false);
  }

  /** Keeps the answer when the handler is done. */
  Route.Handler keeping(Route.Handler handler) {
    return call -> once(call, handler, true);
  }

  private Answer once(Call call, Route.Handler handler, boolean keep) throws Exception {
    String key = call.headers().get(HEADER);
    if (key == null) {
      return handler.answer(call);
    }
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw Call.badParameter(HEADER, "1 to %d characters".formatted(MAX_KEY), key);
    }
    if (!running.add(key)) {
      throw new ApiException(
          ProblemCode.IDEMPOTENCY_IN_PROGRESS
              .problem("The first request with this Idempotency-Key is still running.")
              .retryAfter(1000));
    }
    try {
      StoredReply known = host.reply(key);
      if (known != null) {
        return again(known, call);
      }
      Answer answer = handler.answer(call);
      if (keep && answer.status() < 300) {
        host.keep(stored(key, call, answer));
      }
      return answer;
    } finally {
      running.remove(key);
    }
  }

  private static Answer again(StoredReply known, Call call) {
    if (!Arrays.equals(known.request(), digest(call))) {
      throw new ApiException(
          ProblemCode.IDEMPOTENCY_KEY_REUSED,
          "This Idempotency-Key was used at %s for a different request. Use a new key for a new request."
              .formatted(Timestamps.format(known.time())));
    }
    var answer = new Answer(known.status(), Answer.JSON, known.body(), Map.of());
    return (known.location().isEmpty() ? answer : answer.header("Location", known.location()))
        .header("Idempotency-Replayed", "true");
  }

  /** What is to be kept with the events of a call; null where the client gave no key. */
  static @Nullable Function<Host.Appended, StoredReply> reply(
      Call call, Function<Host.Appended, Answer> answer) {
    String key = call.headers().get(HEADER);
    return key == null ? null : appended -> stored(key, call, answer.apply(appended));
  }

  private static StoredReply stored(String key, Call call, Answer answer) {
    return new StoredReply(
        key,
        System.currentTimeMillis(),
        digest(call),
        answer.status(),
        answer.headers().getOrDefault("Location", ""),
        answer.body());
  }

  private static byte[] digest(Call call) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(call.path().getBytes(UTF_8));
      digest.update((byte) 0);
      return digest.digest(call.body());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
