package io.sluice.cep.program;

import io.sluice.cep.event.Schema;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.search.SearchTarget;
import io.sluice.cep.search.SharedSearch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a stream, each with those rows of a table whose stored query it fits.
 *
 * <p>With {@code left} a row that meets none comes out once, with NULLs for the table's columns.
 *
 * @param stream name of the stream
 * @param table name of the table
 * @param searches what the queries search, all of them in one index
 * @param query index of the table's column with the queries
 * @param key indexes of the table's columns that say which row an event replaces
 * @param rows columns of the table
 * @param schema columns of the joined rows: those of the stream, then those of the table
 * @param left whether rows that meet no other stay
 * @param on what joined rows must fulfil besides, where rows that meet no other stay; or null
 */
public record TableJoin(
    String stream,
    String table,
    SharedSearch searches,
    int query,
    List<Integer> key,
    Schema rows,
    Schema schema,
    boolean left,
    @Nullable Evaluator on) {
  public TableJoin {
    key = List.copyOf(key);
  }

  /** What the queries search. */
  public SearchTarget target() {
    return searches.target();
  }
}
