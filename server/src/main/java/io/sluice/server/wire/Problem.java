package io.sluice.server.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as clients get it: {@code application/problem+json} of RFC 9457.
 *
 * @param code stable; the last part of {@code type}
 * @param detail one or two sentences: what was expected, what was found, what to do
 * @param errors the single faults where there are several, or where they have a place
 * @param more further members, such as the counts of a refused batch
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<? extends Object> errors,
    @Nullable Long retryAfterMillis,
    Map<String, Object> more) {

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), null, Map.of());
  }

  public Problem withErrors(List<? extends Object> all) {
    return new Problem(status, code, title, detail, List.copyOf(all), retryAfterMillis, more);
  }

  public Problem retryAfter(long millis) {
    return new Problem(status, code, title, detail, errors, millis, more);
  }

  public Problem with(Map<String, Object> members) {
    return new Problem(status, code, title, detail, errors, retryAfterMillis, members);
  }

  public byte[] json(String instance, String requestId) {
    var members = new LinkedHashMap<String, Object>();
    members.put("type", "/docs/errors#" + code);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.put("instance", instance);
    members.put("code", code);
    members.put("requestId", requestId);
    members.putAll(more);
    if (!errors.isEmpty()) {
      members.put("errors", errors);
    }
    if (retryAfterMillis != null) {
      members.put("retryAfterMs", retryAfterMillis);
    }
    return Json.bytes(members);
  }
}
