package io.sluice.cep.plan;

import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.search.SearchTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree of relational operators; rows flow from the leaves to the root. */
public sealed interface Plan {
  /** The columns of the rows that come out. */
  Schema schema();

  record Scan(StreamDef stream) implements Plan {
    @Override
    public Schema schema() {
      return stream.schema();
    }
  }

  /**
   * Rows of several streams as one, in the order of their times; {@code UNION ALL} with NULLs for
   * what a stream does not have. The last column names the stream of a row.
   */
  record Merge(List<Input> inputs, Schema schema, int timeColumn) implements Plan {
    /**
     * @param name what the last column says
     * @param columns one for each other column: its index in the stream, or -1
     */
    public record Input(String name, StreamDef stream, List<Integer> columns) {}
  }

  /**
   * The rows of a stream, each with those rows of a table whose stored query it fits. The columns
   * are those of the stream, then those of the table.
   *
   * @param target what the queries search in a row of the stream
   * @param query index of the table's column that holds the queries
   * @param left whether events that meet no row stay
   * @param on what else joined rows must fulfil; null, or where such events do not stay, nothing: a
   *     filter behind the join does it
   */
  record StoredQueries(
      StreamDef stream,
      StreamDef table,
      SearchTarget target,
      int query,
      Schema schema,
      boolean left,
      @Nullable TypedExpr on)
      implements Plan {}

  record Filter(Plan input, TypedExpr condition) implements Plan {
    @Override
    public Schema schema() {
      return input.schema();
    }
  }

  record Project(Plan input, List<MatchPlan.NamedExpr> columns, Schema schema) implements Plan {}

  record Match(Plan input, MatchPlan match) implements Plan {
    @Override
    public Schema schema() {
      return match.output();
    }
  }

  record Limit(Plan input, long rows) implements Plan {
    @Override
    public Schema schema() {
      return input.schema();
    }
  }
}
