package io.sluice.cep.search;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.percolator.Fields;
import io.sluice.percolator.QuerySyntaxException;
import io.sluice.percolator.Search;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks at: rows of a schema, and the columns that its bare words mean.
 *
 * @param columns indexes into the schema, of TEXT or STRING columns; at least one
 * @param analyzer how those columns are read instead of as declared, or null
 */
public record SearchTarget(Schema schema, List<Integer> columns, @Nullable String analyzer) {
  public SearchTarget {
    columns = List.copyOf(columns);
  }

  public List<String> names() {
    return columns.stream().map(column -> schema.column(column).name()).toList();
  }

  /**
   * @throws QuerySyntaxException if the text is no query over these rows
   */
  public Search search(String queryText) {
    return new Search(fields(), queryText);
  }

  Fields fields() {
    return SearchFields.of(schema, names(), analyzer);
  }

  /** Whether the row has NULL in all of the columns: then nothing is known of it. */
  boolean isAbsent(Event row) {
    for (int column : columns) {
      if (row.values()[column] != null) {
        return false;
      }
    }
    return true;
  }
}
