package io.sluice.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.grammar.NearestName;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events of one stream: JSON objects to values by the stream's schema, and back. Immutable; usable
 * from any thread.
 *
 * <p>Columns are found by their exact spelling, else letter case aside. A missing column is null. A
 * field that is no column is kept in {@link Event#extra} where the stream is open; where it is not,
 * it is an error, or left out if so asked. TIMESTAMP columns take RFC 3339 strings and milliseconds
 * since 1970; DECIMAL columns take numbers and strings of numbers, exactly; DOUBLE columns take the
 * strings {@code NaN}, {@code Infinity} and {@code -Infinity} too.
 */
public final class EventJson {
  private final StreamDef stream;
  private final Schema schema;
  private final @Nullable Consumer<String> leftOut;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();

  private EventJson(StreamDef stream, @Nullable Consumer<String> leftOut) {
    this.stream = stream;
    this.leftOut = leftOut;
    this.schema = stream.schema();
    for (int i = 0; i < schema.size(); i++) {
      exact.put(schema.column(i).name(), i);
      folded.putIfAbsent(schema.column(i).name().toLowerCase(Locale.ROOT), i);
    }
  }

  public static EventJson of(StreamDef stream) {
    return new EventJson(stream, null);
  }

  /**
   * As {@link #of}, for files that were not written for this stream: the fields of a closed stream
   * that are no columns are left out, and their names told to {@code leftOut}, once an event.
   */
  public static EventJson leavingOut(StreamDef stream, Consumer<String> leftOut) {
    return new EventJson(stream, leftOut);
  }

  /** Whether a field that is no column is passed over, rather than kept or refused. */
  public boolean leavesOut(String field) {
    if (schema.open() || leftOut == null) {
      return false;
    }
    leftOut.accept(field);
    return true;
  }

  public StreamDef stream() {
    return stream;
  }

  /**
   * One JSON object as an event of the stream; {@code arrival} is its time where the stream has no
   * time column.
   */
  public Event read(String json, long arrival, long offset) throws BadEvent {
    byte[] bytes = json.getBytes(UTF_8);
    return read(bytes, 0, bytes.length, arrival, offset);
  }

  /**
   * A document that is searched and not kept: columns that an event must have may be missing, and
   * its time with them.
   */
  public Event readDocument(String json, long arrival) throws BadEvent {
    byte[] bytes = json.getBytes(UTF_8);
    return read(bytes, 0, bytes.length, arrival, -1, false);
  }

  /** As above, from the UTF-8 bytes {@code from} (inclusive) to {@code to}. */
  public Event read(byte[] json, int from, int to, long arrival, long offset) throws BadEvent {
    return read(json, from, to, arrival, offset, true);
  }

  private Event read(byte[] json, int from, int to, long arrival, long offset, boolean complete)
      throws BadEvent {
    try (JsonParser in = JsonText.FACTORY.createParser(json, from, to - from)) {
      JsonToken first = in.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw notAnObject(in);
      }
      Event event = readObject(in, arrival, offset, complete);
      if (in.nextToken() != null) {
        throw new BadEvent(
            "not-json",
            null,
            "More follows after the end of the event. Send one JSON object, an array of objects, or one object a line.");
      }
      return event;
    } catch (IOException e) {
      throw new BadEvent("not-json", null, "The event is not JSON: " + JsonText.complaint(e) + ".");
    }
  }

  static BadEvent notAnObject(JsonParser in) throws IOException {
    return new BadEvent(
        "bad-type", null, "An event must be a JSON object, found " + JsonText.found(in) + ".");
  }

  /** The object whose start is the parser's current token; stops at its end. */
  private Event readObject(JsonParser in, long arrival, long offset, boolean complete)
      throws IOException, BadEvent {
    var values = new @Nullable Object[schema.size()];
    long seen = 0;
    boolean[] seenWide = values.length > 64 ? new boolean[values.length] : null;
    Map<String, @Nullable Object> extra = Map.of();
    int expected = 0;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      int column = column(name, expected);
      if (column < 0) {
        if (leavesOut(name)) {
          in.skipChildren();
          continue;
        }
        String pointer = JsonText.step(name);
        if (!schema.open()) {
          throw unknown(name, pointer);
        }
        if (extra.isEmpty()) {
          extra = new LinkedHashMap<>();
        }
        if (extra.containsKey(name)) {
          throw ValueReader.duplicate(name, pointer);
        }
        extra.put(name, ValueReader.any(in, pointer));
        continue;
      }
      boolean repeated = seenWide == null ? (seen & (1L << column)) != 0 : seenWide[column];
      if (repeated) {
        throw ValueReader.duplicate(name, JsonText.step(name));
      }
      if (seenWide == null) {
        seen |= 1L << column;
      } else {
        seenWide[column] = true;
      }
      values[column] = ValueReader.read(in, schema.column(column).type(), JsonText.step(name));
      expected = column + 1;
    }
    return complete
        ? event(values, extra, arrival, offset)
        : new Event(stream.name(), arrival, offset, values, extra);
  }

  /** An event of values that were read one by one; looks whether those that must be there are. */
  public Event event(
      @Nullable Object[] values, Map<String, @Nullable Object> extra, long arrival, long offset)
      throws BadEvent {
    long time = arrival;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && (i == stream.timeColumn() || schema.column(i).notNull())) {
        throw missing(i);
      }
    }
    if (stream.timeColumn() >= 0 && values[stream.timeColumn()] instanceof Long own) {
      time = own;
    }
    return new Event(stream.name(), time, offset, values, extra);
  }

  /**
   * Writers mostly send columns in the order of the schema, so that the next one is tried first.
   */
  private int column(String name, int expected) {
    if (expected < schema.size() && schema.column(expected).name().equals(name)) {
      return expected;
    }
    Integer found = exact.get(name);
    if (found == null) {
      found = folded.get(name.toLowerCase(Locale.ROOT));
    }
    return found == null ? -1 : found;
  }

  private BadEvent unknown(String name, String pointer) {
    String help =
        NearestName.to(name, schema.names())
            .map(near -> "Did you mean `" + near + "`?")
            .orElseGet(
                () ->
                    "Its columns are "
                        + String.join(", ", schema.names())
                        + "; a stream WITH (open = 'true') keeps other fields too.");
    return new BadEvent(
        "unknown-field",
        pointer,
        "`%s` is not a column of `%s`. %s"
            .formatted(JsonText.shortened(name, 64), stream.name(), help));
  }

  private BadEvent missing(int index) {
    Schema.Column column = schema.column(index);
    String pointer = JsonText.step(column.name());
    if (index == stream.timeColumn()) {
      return new BadEvent(
          "missing-field",
          pointer,
          "`%s` is missing or null; it is the time of the events of `%s`. Give it a time such as \"2026-01-31T09:00:00.000Z\"."
              .formatted(column.name(), stream.name()));
    }
    return new BadEvent(
        "missing-field",
        pointer,
        "`%s` is missing or null; it is %s NOT NULL. Give it a value."
            .formatted(column.name(), column.type().ofValues()));
  }

  /**
   * A value of column {@code index} from a cell of a text file: strings as they stand, other types
   * as in JSON with or without quotes.
   */
  public @Nullable Object readText(int index, String cell) throws BadEvent {
    Schema.Column column = schema.column(index);
    ColumnType type = column.type();
    if (type.isString()) {
      return cell;
    }
    String json = cell.strip();
    if (type instanceof ColumnType.Bool) {
      return bool(column, json);
    }
    if (type instanceof ColumnType.Timestamp && !json.matches("-?\\d+")) {
      json = JsonBytes.quoted(json);
    }
    String pointer = JsonText.step(column.name());
    try (JsonParser in = JsonText.FACTORY.createParser(json)) {
      in.nextToken();
      Object value = ValueReader.read(in, type, pointer);
      if (in.nextToken() == null) {
        return value;
      }
    } catch (IOException e) {
      // Falls through: the cell as a whole is what is wrong.
    }
    throw new BadEvent(
        "bad-type",
        pointer,
        "`%s` must be %s, found the text \"%s\"."
            .formatted(column.name(), type.ofValues(), JsonText.shortened(cell, 40)));
  }

  /** The words that databases and spreadsheets write. */
  private static Boolean bool(Schema.Column column, String cell) throws BadEvent {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> true;
      case "false", "f", "no", "n", "0" -> false;
      default ->
          throw new BadEvent(
              "bad-type",
              JsonText.step(column.name()),
              "`%s` must be BOOLEAN (true, false, yes, no, 1 or 0), found the text \"%s\"."
                  .formatted(column.name(), JsonText.shortened(cell, 40)));
    };
  }

  /** The event as a JSON object in UTF-8: every column in order, then undeclared fields. */
  public byte[] write(Event event) {
    return RowJson.bytes(schema, event.values(), event.extra());
  }
}
