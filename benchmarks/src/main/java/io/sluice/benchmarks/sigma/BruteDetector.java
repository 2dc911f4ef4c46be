package io.sluice.benchmarks.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Every rule against every event by plain Lucene: slow, and right by definition. */
final class BruteDetector implements Detector {
  private final List<Rule> rules;
  private final List<Query> queries;

  BruteDetector(List<Rule> rules) {
    var form = new LuceneForm();
    this.rules = rules;
    this.queries = rules.stream().map(form::query).toList();
  }

  @Override
  public List<String> match(Map<String, Object> event) {
    IndexSearcher searcher = LuceneForm.searcher(event);
    List<String> ids = new ArrayList<>();
    try {
      for (int i = 0; i < queries.size(); i++) {
        if (searcher.count(queries.get(i)) > 0) {
          ids.add(rules.get(i).id());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }
}
