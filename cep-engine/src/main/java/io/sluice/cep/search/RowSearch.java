package io.sluice.cep.search;

import io.sluice.cep.event.Event;
import io.sluice.percolator.Document;
import io.sluice.percolator.Search;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question of row after row. The query is almost always the same text; in a join with a
 * table of queries it is one of many, so some are kept compiled.
 */
public final class RowSearch {
  private static final int KEPT = 256;

  private final Question question;
  private final SearchTarget target;
  private @Nullable Asked last;

  private final Map<String, Search> earlier =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Search> eldest) {
          return size() > KEPT;
        }
      };

  private record Asked(String text, Search search) {}

  public RowSearch(Question question, SearchTarget target) {
    this.question = question;
    this.target = target;
  }

  /**
   * The answer, of the question's type; null where the query or all of the searched columns are.
   *
   * @throws io.sluice.percolator.QuerySyntaxException if the text is no query over these rows
   * @throws io.sluice.percolator.DocumentException if a value can not be searched
   */
  public @Nullable Object ask(Event row, @Nullable String queryText) {
    if (queryText == null || target.isAbsent(row)) {
      return null;
    }
    Search asked = compiled(queryText);
    return switch (question) {
      case MATCHES -> asked.matches(document(row, asked));
      case SCORE -> asked.score(document(row, asked));
      case HIGHLIGHT -> {
        int column = target.columns().getFirst();
        String name = target.schema().column(column).name();
        yield asked.highlight(name, (String) Objects.requireNonNull(row.values()[column]));
      }
    };
  }

  private Document document(Event row, Search asked) {
    return EventDocument.of(row, target.schema(), asked.reads());
  }

  private Search compiled(String queryText) {
    Asked known = last;
    if (known == null || !queryText.equals(known.text())) {
      known = new Asked(queryText, earlier.computeIfAbsent(queryText, target::search));
      last = known;
    }
    return known.search();
  }
}
