package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.TableJoin;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.search.StoredSearches;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stream joined with the stored queries of a table, for one statement: the rows of the table as
 * they are at the time of the stream's rows, and their queries in one index.
 */
final class JoinStage {
  private final TableJoin join;
  private final TableRows rows;
  private StoredSearches searches;

  @FunctionalInterface
  interface Sink {
    /**
     * A row of the stream with one of the table.
     *
     * @param key of the table's row
     */
    void joined(Event row, Event of, Event with, String key);
  }

  JoinStage(int owner, TableJoin join, Part.Changes changes) {
    this.join = join;
    this.rows = new TableRows(owner, join.key(), changes);
    this.searches = new StoredSearches(join.target());
  }

  /** Where an error of the event lies, for people. */
  String where(Event event) {
    return (isOfTable(event) ? "table " : "join of ") + event.stream();
  }

  boolean isOfTable(Event event) {
    return event.stream().equals(join.table());
  }

  /**
   * A row of the table takes the place of the one with its key.
   *
   * @throws ValueException if it has a text that is no query; then the key has none
   */
  void put(Event row) {
    String key = rows.put(cut(row, join.rows().size()));
    String why = searches.put(key, (String) row.values()[join.query()]);
    if (why != null) {
      throw new ValueException(
          "column '%s': %s".formatted(join.rows().column(join.query()).name(), why));
    }
  }

  /** A row of the stream, with each row of the table that it fits, in the order of their keys. */
  void join(Event row, Sink sink) {
    StoredSearches.Answer answer = searches.matching(row);
    if (answer.problem() != null) {
      throw new ValueException(answer.problem());
    }
    int own = join.target().schema().size();
    for (String key : answer.ids()) {
      Event with = rows.get(key);
      @Nullable Object[] values = Arrays.copyOf(row.values(), join.schema().size());
      System.arraycopy(with.values(), 0, values, own, join.rows().size());
      sink.joined(
          new Event(row.stream(), row.time(), row.offset(), values, row.extra()),
          cut(row, own),
          with,
          key);
    }
  }

  /** Rows that were merged have one value more. */
  private static Event cut(Event row, int size) {
    return row.values().length == size
        ? row
        : new Event(
            row.stream(), row.time(), row.offset(), Arrays.copyOf(row.values(), size), row.extra());
  }

  void restore(PartInput in) {
    rows.restore(in);
  }

  /** All rows are back. A text that is no query was told when it came. */
  void restored() {
    for (Event row : rows.all()) {
      var _ = searches.put(rows.id(row), (String) row.values()[join.query()]);
    }
  }

  void drop() {
    rows.drop();
  }

  /** Forgets the rows of the table. */
  void clear() {
    rows.clear();
    searches = new StoredSearches(join.target());
  }
}
