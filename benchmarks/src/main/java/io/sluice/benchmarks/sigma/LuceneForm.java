package io.sluice.benchmarks.sigma;

import io.sluice.percolator.Percolator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/**
 * Rules and events as Lucene has them. A field stands in a document in lower case, and as it is for
 * regular expressions; words for any field look into one that has the values of all. Rules that ask
 * for addresses or compare numbers have no such form.
 */
final class LuceneForm {
  private static final List<String> WITHOUT = List.of("@ip:", "@number:");

  private final Percolator parser = new Percolator(SluiceDetector.FIELDS);
  private final IndexSearcher none = new MemoryIndex().createSearcher();

  static boolean has(Rule rule) {
    return WITHOUT.stream().noneMatch(rule.query()::contains);
  }

  Query query(Rule rule) {
    return plain(parser.parse(rule.query()));
  }

  /** Made of Lucene's own queries, automata included, so that these are not made a document. */
  private Query plain(Query query) {
    if (query instanceof BooleanQuery several) {
      var plain = new BooleanQuery.Builder();
      plain.setMinimumNumberShouldMatch(several.getMinimumNumberShouldMatch());
      for (BooleanClause clause : several.clauses()) {
        plain.add(plain(clause.query()), clause.occur());
      }
      return plain.build();
    }
    try {
      return query.getClass().getName().startsWith("org.apache.lucene.")
          ? query
          : query.rewrite(none);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document document(Map<String, Object> event) {
    Document document = new Document();
    event.forEach(
        (name, value) -> {
          for (Object one : value instanceof Collection<?> many ? many : List.of(value)) {
            String text = String.valueOf(one);
            String lower = text.toLowerCase(Locale.ROOT);
            document.add(new StringField(name, lower, Store.NO));
            document.add(new StringField(name + "@exact", text, Store.NO));
            if (!name.startsWith("_")) {
              document.add(new StringField("_all@caseless", lower, Store.NO));
            }
          }
        });
    return document;
  }

  static IndexSearcher searcher(Map<String, Object> event) {
    IndexSearcher searcher =
        MemoryIndex.fromDocument(document(event), new KeywordAnalyzer()).createSearcher();
    searcher.setQueryCache(null);
    return searcher;
  }
}
