package io.sluice.server.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.cep.event.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one request: those that the stream takes, with their JSON as it came, and what is
 * wrong with each of the others.
 */
public final class EventBatch {
  public static final int MAX_EVENTS = 10_000;
  public static final int MAX_EVENT_BYTES = 256 * 1024;

  private final EventJson json;
  private final long arrival;
  private final List<Event> events = new ArrayList<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private final List<Documents.ItemError> errors = new ArrayList<>();

  private EventBatch(EventJson json, long arrival) {
    this.json = json;
    this.arrival = arrival;
  }

  public List<Event> events() {
    return events;
  }

  public List<byte[]> payloads() {
    return payloads;
  }

  public List<Documents.ItemError> errors() {
    return errors;
  }

  /** More items than a request takes. */
  public static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param items what they are, in the plural
     */
    public TooMany(String items, int limit) {
      super("A request takes %,d %s. Split it.".formatted(limit, items), null, false, false);
    }

    public String text() {
      return String.valueOf(getMessage());
    }
  }

  /** Whether a JSON body is an array, by its first character. */
  public static boolean isArray(byte[] body) {
    for (byte b : body) {
      if (b != ' '
          && b != '\n'
          && b != '\r'
          && b != '\t'
          && b != (byte) 0xef
          && b != (byte) 0xbb
          && b != (byte) 0xbf) {
        return b == '[';
      }
    }
    return false;
  }

  /** One event; {@link BadEvent} says what is wrong with it. */
  public static EventBatch ofObject(EventJson json, byte[] body, long arrival) throws BadEvent {
    var batch = new EventBatch(json, arrival);
    batch.add(body, 0, body.length);
    return batch;
  }

  /** One event a line; blank lines are passed over. */
  public static EventBatch ofLines(EventJson json, byte[] body, long arrival) {
    var batch = new EventBatch(json, arrival);
    var lines = new BodyLines(body);
    while (lines.advance()) {
      batch.tryAdd(body, lines.from(), lines.to(), lines.number(), null);
    }
    return batch;
  }

  /** A JSON array of events. Throws {@link BadBody} where the body is no JSON array. */
  public static EventBatch ofArray(EventJson json, byte[] body, long arrival) {
    var batch = new EventBatch(json, arrival);
    try (JsonParser in = JsonText.FACTORY.createParser(body)) {
      in.nextToken();
      int index = 0;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        // A scalar is read to its end only when somebody asks for its text.
        in.getText();
        int to = (int) in.currentLocation().getByteOffset();
        batch.tryAdd(body, from, to, null, index++);
      }
      if (in.nextToken() != null) {
        throw new BadBody("not-json", null, "The body goes on after the end of the array.");
      }
    } catch (IOException e) {
      throw new BadBody("not-json", null, "The body is not JSON: " + JsonText.complaint(e) + ".");
    }
    return batch;
  }

  private void tryAdd(
      byte[] body, int from, int to, @Nullable Integer line, @Nullable Integer index) {
    if (events.size() + errors.size() >= MAX_EVENTS) {
      throw new TooMany("events", MAX_EVENTS);
    }
    try {
      add(body, from, to);
    } catch (BadEvent e) {
      errors.add(new Documents.ItemError(line, index, e.code(), e.pointer(), e.text()));
    }
  }

  private void add(byte[] body, int from, int to) throws BadEvent {
    if (to - from > MAX_EVENT_BYTES) {
      throw new BadEvent(
          "event-too-large",
          null,
          "The event has %,d bytes; the limit is %,d. Send what patterns need and keep the rest elsewhere."
              .formatted(to - from, MAX_EVENT_BYTES));
    }
    events.add(json.read(body, from, to, arrival, -1));
    payloads.add(Arrays.copyOfRange(body, from, to));
  }
}
