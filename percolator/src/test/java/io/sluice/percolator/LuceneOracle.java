package io.sluice.percolator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** The judge: plain Lucene on a MemoryIndex, fed without any of the percolator's code paths. */
final class LuceneOracle {
  private final IndexSearcher searcher;

  LuceneOracle(Fields fields, Map<String, ?> document) {
    SearchAnalyzer analyzer = SearchAnalyzer.ofDocuments(fields);
    MemoryIndex index = new MemoryIndex();
    document.forEach(
        (name, value) -> {
          Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
          Field field = fields.declared(name);
          for (Object one : values) {
            if (field == null || !field.type().isPoint()) {
              index.addField(name, one.toString(), analyzer);
            } else {
              switch (field.type()) {
                case INT ->
                    index.addField(
                        new IntField(name, ((Number) one).intValue(), Store.NO), analyzer);
                case LONG ->
                    index.addField(
                        new LongField(name, ((Number) one).longValue(), Store.NO), analyzer);
                case DOUBLE ->
                    index.addField(
                        new DoubleField(name, ((Number) one).doubleValue(), Store.NO), analyzer);
                case DATE ->
                    index.addField(
                        new LongField(name, ((Instant) one).toEpochMilli(), Store.NO), analyzer);
                case TEXT, STRING, BOOLEAN -> throw new AssertionError();
              }
            }
          }
        });
    this.searcher = index.createSearcher();
  }

  boolean matches(Query query) {
    try {
      return searcher.count(query) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
