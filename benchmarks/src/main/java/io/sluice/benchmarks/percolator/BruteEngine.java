package io.sluice.benchmarks.percolator;

import io.sluice.percolator.Percolator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Every query against every story by plain Lucene: slow, and right by definition. */
final class BruteEngine implements Engine {
  private final List<Question> questions;
  private final List<Query> queries;
  private final StandardAnalyzer analyzer = new StandardAnalyzer();

  BruteEngine(List<Question> questions, List<Story> history) {
    Percolator parser = new Percolator(Story.FIELDS);
    this.questions = questions;
    this.queries = questions.stream().map(question -> parser.parse(question.text())).toList();
  }

  @Override
  public List<String> match(Story story) {
    IndexSearcher searcher =
        MemoryIndex.fromDocument(MonitorEngine.document(story), analyzer).createSearcher();
    searcher.setQueryCache(null);
    List<String> ids = new ArrayList<>();
    try {
      for (int i = 0; i < queries.size(); i++) {
        if (searcher.count(queries.get(i)) > 0) {
          ids.add(questions.get(i).id());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }
}
