package io.sluice.cep.search;

import io.sluice.cep.event.Event;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.QuerySyntaxException;
import io.sluice.percolator.SearchSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * MATCHES of a row with all queries of a table at once: one look at the row tells which of them it
 * fits. {@link RowSearch} asks one query.
 */
public final class StoredSearches {
  private final SearchTarget target;
  private final SearchSet queries;

  public StoredSearches(SearchTarget target) {
    this.target = target;
    this.queries = new SearchSet(target.fields());
  }

  /**
   * @param ids of the queries that the row fits, sorted
   * @param problem why the row can not be searched, or null
   */
  public record Answer(List<String> ids, @Nullable String problem) {}

  /**
   * Stores a query in place of the one with its id.
   *
   * @param text null: the id has no query, which is UNKNOWN for every row
   * @return why the text is no query, or null
   */
  public @Nullable String put(String id, @Nullable String text) {
    if (text == null) {
      queries.remove(id);
      return null;
    }
    try {
      queries.put(id, text);
      return null;
    } catch (QuerySyntaxException e) {
      return Objects.requireNonNullElse(e.getMessage(), "it is no query");
    }
  }

  public Answer matching(Event row) {
    if (target.isAbsent(row)) {
      return new Answer(List.of(), null);
    }
    try {
      return new Answer(queries.matching(EventDocument.of(row, target.schema())), null);
    } catch (DocumentException e) {
      return new Answer(
          List.of(), Objects.requireNonNullElse(e.getMessage(), "it can not be searched"));
    }
  }
}
