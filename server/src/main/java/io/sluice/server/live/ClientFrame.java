package io.sluice.server.live;

import io.sluice.server.wire.BadBody;
import io.sluice.server.wire.Body;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client may say on a WebSocket. */
sealed interface ClientFrame {
  int MAX_ID = 100;

  record Hello() implements ClientFrame {}

  record Ping(@Nullable String id, @Nullable Long at) implements ClientFrame {}

  /** Delivery needs no acknowledgement in this version; clients may send it. */
  record Ack() implements ClientFrame {}

  record SubscribeAlerts(String id, AlertFilter filter, AlertFeed.OnLag onLag, Start start)
      implements ClientFrame {}

  record SubscribeStats(String id) implements ClientFrame {}

  /** What a pattern has in flight, every two seconds. */
  record SubscribeRuns(String id, String pattern) implements ClientFrame {}

  record Unsubscribe(String id) implements ClientFrame {}

  /** Understood so far that the client can be told what is wrong with it. */
  record Wrong(@Nullable String id, String code, String message) implements ClientFrame {}

  /** No frame of this protocol: the connection ends. */
  record Foreign(String reason) implements ClientFrame {}

  static ClientFrame read(String text) {
    Body frame;
    String type;
    try {
      frame = Body.open(text.getBytes(StandardCharsets.UTF_8), "The frame");
      type = frame.string("type");
    } catch (BadBody e) {
      return new Foreign(
          e.code().equals("not-json")
              ? "frames must be JSON objects"
              : "frames must be JSON objects with a type");
    }
    try {
      return switch (type) {
        case "hello" -> {
          frame.allow("type", "id", "client", "heartbeatMs");
          yield new Hello();
        }
        case "ping" -> {
          frame.allow("type", "id", "at");
          yield new Ping(frame.stringOrNull("id"), frame.numberOrNull("at"));
        }
        case "ack" -> {
          frame.allow("type", "id", "offset");
          yield new Ack();
        }
        case "subscribe" -> subscribe(frame);
        case "unsubscribe" -> {
          frame.allow("type", "id");
          yield new Unsubscribe(id(frame));
        }
        default ->
            new Foreign(
                "unknown frame type " + (type.length() > 40 ? type.substring(0, 40) : type));
      };
    } catch (BadBody e) {
      return new Wrong(idOrNull(frame), e.code(), e.text());
    }
  }

  private static ClientFrame subscribe(Body frame) {
    frame.allow("type", "id", "channel", "filter", "from", "onLag", "maxInFlight");
    String id = id(frame);
    return switch (frame.string("channel")) {
      case "alerts" -> {
        Body wanted = frame.objectOrNull("filter", "pattern", "query", "key");
        yield new SubscribeAlerts(
            id,
            wanted == null
                ? AlertFilter.ALL
                : AlertFilter.of(
                    wanted.strings("pattern"), wanted.strings("query"), wanted.strings("key")),
            frame
                    .oneOf("onLag", "disconnect", List.of("disconnect", "drop-oldest"))
                    .equals("drop-oldest")
                ? AlertFeed.OnLag.DROP_OLDEST
                : AlertFeed.OnLag.DISCONNECT,
            Start.of(frame));
      }
      case "stats" -> {
        figures(frame, "stats");
        if (frame.has("filter")) {
          throw BadBody.member("/filter", "The channel stats has no `filter`: it is of all.");
        }
        yield new SubscribeStats(id);
      }
      case "runs" -> {
        figures(frame, "runs");
        yield runs(id, frame.objectOrNull("filter", "pattern"));
      }
      case String other ->
          new Wrong(
              id,
              "unknown-channel",
              "There is no channel `%s`. Known: alerts, runs, stats.".formatted(other));
    };
  }

  /** Figures of a moment have no past, and a client that is behind gets the next ones. */
  private static void figures(Body frame, String channel) {
    boolean now =
        !frame.has("from") || (frame.isText("from") && frame.string("from").equals("now"));
    if (!now) {
      throw BadBody.member(
          "/from",
          "The channel %s tells what is, from now on: leave `from` out. Alerts can be read from an earlier place."
              .formatted(channel));
    }
    if (frame.has("onLag")) {
      throw BadBody.member(
          "/onLag",
          "The channel %s has no `onLag`: a client that is behind gets the next figures."
              .formatted(channel));
    }
  }

  private static ClientFrame runs(String id, @Nullable Body filter) {
    List<String> patterns = filter == null ? List.of() : filter.strings("pattern");
    return patterns.size() == 1
        ? new SubscribeRuns(id, patterns.getFirst())
        : new Wrong(
            id,
            "bad-member",
            "`filter` of the channel runs names one pattern: {\"pattern\":[\"NAME\"]}.");
  }

  private static String id(Body frame) {
    String id = frame.string("id");
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw BadBody.member("/id", "`id` takes 1 to %d characters.".formatted(MAX_ID));
    }
    return id;
  }

  private static @Nullable String idOrNull(Body frame) {
    try {
      String id = frame.stringOrNull("id");
      return id == null || id.length() > MAX_ID ? null : id;
    } catch (BadBody e) {
      return null;
    }
  }
}
