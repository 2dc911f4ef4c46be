package io.sluice.cep.search;

import io.sluice.cep.event.Event;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.QuerySyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * MATCHES of a row with all queries of a table at once. The index is that of all statements, and
 * knows queries by their texts; here stands which rows of the table have them, as this statement
 * sees the table. {@link RowSearch} asks one query.
 */
public final class StoredSearches {
  private final SharedSearch shared;
  private final Map<String, SharedSearch.Asked> byId = new HashMap<>();
  private final Map<SharedSearch.Asked, List<String>> ids = new HashMap<>();
  private long added;

  public StoredSearches(SharedSearch shared) {
    this.shared = shared;
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
    remove(id);
    if (text == null) {
      return null;
    }
    SharedSearch.Asked asked;
    try {
      asked = shared.ask(text);
    } catch (QuerySyntaxException e) {
      return Objects.requireNonNullElse(e.getMessage(), "it is no query");
    }
    byId.put(id, asked);
    List<String> same = ids.get(asked);
    if (same == null) {
      ids.put(asked, List.of(id));
    } else {
      var more = new ArrayList<>(same);
      more.add(id);
      ids.put(asked, more);
    }
    added = Math.max(added, SharedSearch.added(asked));
    return null;
  }

  private void remove(String id) {
    SharedSearch.Asked before = byId.remove(id);
    if (before != null) {
      List<String> rest =
          Objects.requireNonNull(ids.get(before)).stream()
              .filter(each -> !each.equals(id))
              .toList();
      if (rest.isEmpty()) {
        ids.remove(before);
      } else {
        ids.put(before, rest);
      }
    }
  }

  public Answer matching(Event row) {
    Set<SharedSearch.Asked> found = shared.matching(row, added);
    if (found == null) {
      return oneByOne(row);
    }
    var matching = new ArrayList<String>();
    for (SharedSearch.Asked asked : found) {
      matching.addAll(ids.getOrDefault(asked, List.of()));
    }
    Collections.sort(matching);
    return new Answer(matching, null);
  }

  /** Some query can not be asked of this row: maybe none of these. */
  private Answer oneByOne(Event row) {
    var matching = new ArrayList<String>();
    try {
      for (var each : ids.entrySet()) {
        if (shared.matchesAlone(each.getKey(), row)) {
          matching.addAll(each.getValue());
        }
      }
    } catch (DocumentException e) {
      return new Answer(
          List.of(), Objects.requireNonNullElse(e.getMessage(), "it can not be searched"));
    }
    Collections.sort(matching);
    return new Answer(matching, null);
  }
}
