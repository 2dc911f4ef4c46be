package io.sluice.samples.newssearch;

import io.sluice.samples.SampleFiles;
import io.sluice.server.demo.Sample;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code sluice demo news-search}. */
public final class NewsSearch implements Sample {
  @Override
  public String name() {
    return "news-search";
  }

  @Override
  public String title() {
    return "News search: articles against stored searches.";
  }

  @Override
  public String script() {
    return SampleFiles.read("news-search/statements.sql");
  }

  @Override
  public List<StoredQuery> queries() {
    List<StoredQuery> queries = new ArrayList<>();
    for (String line : SampleFiles.read("news-search/queries.ndjson").lines().toList()) {
      try {
        Map<String, @Nullable Object> query = JsonTree.readObject(line);
        Object defaultField = query.get("defaultField");
        queries.add(
            new StoredQuery(
                Objects.toString(query.get("id")),
                Objects.toString(query.get("stream")),
                Objects.toString(query.get("query")),
                defaultField == null ? null : defaultField.toString()));
      } catch (BadEvent e) {
        throw new IllegalStateException("queries.ndjson: " + line, e);
      }
    }
    return queries;
  }

  @Override
  public int rate() {
    return 2;
  }

  @Override
  public Generator generator(long seed, long startMillis, double perSecond) {
    return new Articles(seed, startMillis, perSecond);
  }

  @Override
  public @Nullable String idColumn() {
    return null;
  }
}
