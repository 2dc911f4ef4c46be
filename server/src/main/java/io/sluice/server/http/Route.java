package io.sluice.server.http;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * One line of the table.
 *
 * @param path with {@code :name} for parts that vary
 * @param maxBody bytes of body that are read; 0 for none
 * @param parameters names that may stand behind the question mark
 */
record Route(
    HttpMethod method, String path, long maxBody, Handler handler, Set<String> parameters) {
  /** Whether a colon begins what is done with a list, and no part that varies. */
  boolean isVerb() {
    return path.indexOf(':') > 0 && !path.contains("/:");
  }

  /** Runs on a virtual thread and may block. */
  interface Handler {
    Answer answer(Call call) throws Exception;
  }
}
