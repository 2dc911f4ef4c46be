package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table: of each key the event that came last. A table has them, and each statement
 * that joins it has its own, since it may be at an earlier time.
 */
final class TableRows {
  private final int owner;
  private final List<Integer> key;
  private final Part.Changes changes;
  private final Map<String, Row> rows = new TreeMap<>();
  private boolean dropped;

  TableRows(int owner, List<Integer> key, Part.Changes changes) {
    this.owner = owner;
    this.key = key;
    this.changes = changes;
  }

  private final class Row extends Part {
    private final String id;
    private Event event;

    Row(String id, Event event) {
      super(PartKeys.of(PartKeys.TABLE_ROW, owner, id.getBytes(StandardCharsets.UTF_8)));
      this.id = id;
      this.event = event;
    }

    @Override
    protected boolean exists() {
      return !dropped && rows.get(id) == this;
    }

    @Override
    protected void write(PartOutput out) {
      out.event(event);
    }
  }

  /** Takes the event in place of the row of its key, and returns what that is called. */
  String put(Event event) {
    String id = id(event);
    Row row = rows.get(id);
    if (row == null) {
      row = new Row(id, event);
      rows.put(id, row);
    }
    row.event = event;
    changes.touch(row);
    return id;
  }

  Event get(String id) {
    Row row = rows.get(id);
    if (row == null) {
      throw new IllegalArgumentException("there is no row " + id);
    }
    return row.event;
  }

  /** In the order of their ids. */
  List<Event> all() {
    return rows.values().stream().map(row -> row.event).toList();
  }

  void restore(PartInput in) {
    Event event = in.event();
    var row = new Row(id(event), event);
    row.wasStored();
    rows.put(row.id, row);
  }

  void clear() {
    rows.values().forEach(changes::touch);
    rows.clear();
  }

  void drop() {
    dropped = true;
    rows.values().forEach(changes::touch);
  }

  /**
   * A key as a text: the value itself where it is one, so that ids are in its order; several ones
   * have a mark between them that none can hold.
   */
  String id(Event event) {
    if (key.size() == 1) {
      return text(event.values()[key.getFirst()]);
    }
    var parts = new ArrayList<String>();
    for (int column : key) {
      parts.add(text(event.values()[column]).replace("\u0001", "\u0001\u0001"));
    }
    return String.join("\u0001\u0002", parts);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> String.valueOf(number + 0.0); // -0.0 is 0.0
      default -> value.toString();
    };
  }
}
