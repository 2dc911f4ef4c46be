package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.TableJoin;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.search.StoredSearches;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream joined with the stored queries of a table, for one statement: the rows of the table as
 * they are at the time of the stream's rows, and their queries in one index.
 */
final class JoinStage {
  private final TableJoin join;
  private final Environment environment;
  private final TableRows rows;
  private StoredSearches searches;

  @FunctionalInterface
  interface Sink {
    /**
     * A row of the stream with one of the table.
     *
     * @param with the table's row, null where the row of the stream met none
     * @param key of the table's row
     */
    void joined(Event row, Event of, @Nullable Event with, @Nullable String key);
  }

  JoinStage(int owner, TableJoin join, Environment environment, Part.Changes changes) {
    this.join = join;
    this.environment = environment;
    this.rows = new TableRows(owner, join.key(), changes);
    this.searches = new StoredSearches(join.searches());
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

  /**
   * A row of the stream, with each row of the table that it fits, in the order of their keys.
   *
   * @throws ValueException if it can not be searched, or compared with one of those rows
   */
  void join(Event row, Sink sink) {
    StoredSearches.Answer answer = searches.matching(row);
    if (answer.problem() != null) {
      throw new ValueException(answer.problem());
    }
    Event of = cut(row, join.target().schema().size());
    // An error of one pair is one of the event: then it is not known whether it meets none.
    List<String> met =
        answer.ids().stream().filter(key -> fulfils(with(of, rows.get(key)))).toList();
    for (String key : met) {
      sink.joined(with(of, rows.get(key)), of, rows.get(key), key);
    }
    if (met.isEmpty() && join.left()) {
      sink.joined(with(of, null), of, null, null);
    }
  }

  private boolean fulfils(Event joined) {
    return join.on() == null || join.on().holds(new RowScope(joined, environment));
  }

  private Event with(Event of, @Nullable Event row) {
    @Nullable Object[] values = Arrays.copyOf(of.values(), join.schema().size());
    if (row != null) {
      System.arraycopy(row.values(), 0, values, of.values().length, join.rows().size());
    }
    return new Event(of.stream(), of.time(), of.offset(), values, of.extra());
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
    searches = new StoredSearches(join.searches());
  }
}
