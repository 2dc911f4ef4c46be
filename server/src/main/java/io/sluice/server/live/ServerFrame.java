package io.sluice.server.live;

import io.sluice.server.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of what the server says on a WebSocket. */
final class ServerFrame {
  private ServerFrame() {}

  static String welcome(String session, String epoch) {
    var frame = frame("welcome", null);
    frame.put("session", session);
    frame.put("heartbeatMs", AlertSocket.HEARTBEAT_MILLIS);
    frame.put("epoch", epoch);
    frame.put(
        "limits",
        Map.of(
            "frameBytes", AlertSocket.MAX_FRAME,
            "subscriptions", AlertSocket.MAX_SUBSCRIPTIONS,
            "queueBytes", Outlet.MAX_BYTES));
    return Json.string(frame);
  }

  static String pong(ClientFrame.Ping ping) {
    var frame = frame("pong", ping.id());
    if (ping.at() != null) {
      frame.put("at", ping.at());
    }
    return Json.string(frame);
  }

  /**
   * @param head the offset behind the last alert
   */
  static String subscribed(String id, String epoch, Start.Place place, long head) {
    var frame = frame("subscribed", id);
    frame.put("epoch", epoch);
    // Exclusive: the subscriber has everything up to this one.
    frame.put("resumedFrom", place.next() - 1);
    frame.put("head", head - 1);
    frame.put("recovered", place.recovered());
    return Json.string(frame);
  }

  static String subscribedToFigures(String id, String epoch) {
    var frame = frame("subscribed", id);
    frame.put("epoch", epoch);
    return Json.string(frame);
  }

  static String gap(String id, Start.Place place) {
    var frame = frame("gap", id);
    frame.putAll(gapOf(place));
    return Json.string(frame);
  }

  /**
   * A subscriber asked for a place that this log does not have, on every transport. Which alerts of
   * another log it missed nobody knows, so no numbers are told; {@code subscribed} has where it is.
   */
  static Map<String, Object> gapOf(Start.Place place) {
    var gap = new LinkedHashMap<String, Object>();
    gap.put("reason", place.epochKnown() ? "beyond-head" : "epoch");
    return gap;
  }

  /**
   * @param type {@code metric} or {@code runs}
   */
  static String figures(String type, String id, Object figures) {
    var frame = frame(type, id);
    frame.put("data", figures);
    return Json.string(frame);
  }

  static String unsubscribed(String id) {
    return Json.string(frame("unsubscribed", id));
  }

  static String error(@Nullable String id, String code, String message) {
    var frame = frame("error", id);
    frame.put("code", code);
    frame.put("message", message);
    return Json.string(frame);
  }

  static String lagged(@Nullable String id, long dropped, long from, long to) {
    var frame = frame("lagged", id);
    frame.put("dropped", dropped);
    frame.put("from", from);
    frame.put("to", to);
    return Json.string(frame);
  }

  static String goodbye() {
    var frame = frame("goodbye", null);
    frame.put("reason", "shutdown");
    frame.put("reconnectAfterMs", 1500);
    return Json.string(frame);
  }

  static String alert(@Nullable String id, SharedAlert alert) {
    return "{\"type\":\"alert\",\"id\":"
        + Json.quoted(String.valueOf(id))
        + ",\"offset\":"
        + alert.offset()
        + ",\"data\":"
        + alert.cloudEvent()
        + "}";
  }

  private static LinkedHashMap<String, Object> frame(String type, @Nullable String id) {
    var frame = new LinkedHashMap<String, Object>();
    frame.put("type", type);
    if (id != null) {
      frame.put("id", id);
    }
    return frame;
  }
}
