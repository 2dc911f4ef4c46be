package io.sluice.cep.program;

import io.sluice.cep.event.Schema;
import io.sluice.cep.search.SearchTarget;
import java.util.List;

/**
 * Rows of a stream, each with those rows of a table whose stored query it fits.
 *
 * @param stream name of the stream
 * @param table name of the table
 * @param target what the queries search
 * @param query index of the table's column with the queries
 * @param key indexes of the table's columns that say which row an event replaces
 * @param rows columns of the table
 * @param schema columns of the joined rows: those of the stream, then those of the table
 */
public record TableJoin(
    String stream,
    String table,
    SearchTarget target,
    int query,
    List<Integer> key,
    Schema rows,
    Schema schema) {
  public TableJoin {
    key = List.copyOf(key);
  }
}
