package io.sluice.percolator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;

/**
 * Marks what a query finds in a text, by the places that Lucene's own matches name. Each part of
 * the query that can find something is asked by itself, so a text is marked although a clause about
 * another field keeps the whole query from fitting it.
 */
final class Highlighter {
  private static final String OPEN = "<b>";
  private static final String CLOSE = "</b>";

  /** Where a find begins and ends, in UTF-16 units. */
  private record Find(int start, int end) {}

  private Highlighter() {}

  static String mark(Analyzer analyzer, Query query, String field, String text) {
    var index = new MemoryIndex(true);
    index.addField(field, text, analyzer);
    IndexSearcher searcher = index.createSearcher();
    searcher.setQueryCache(null);
    var finds = new ArrayList<Find>();
    try {
      for (Query part : parts(query)) {
        collect(searcher, part, field, text.length(), finds);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    finds.sort(Comparator.comparingInt(Find::start).thenComparingInt(Find::end));
    return written(text, finds);
  }

  /**
   * The values of a document in which a query finds something, by field; views of a field count.
   */
  static Map<String, List<String>> mark(Analyzer analyzer, Query query, Document document) {
    var marked = new TreeMap<String, List<String>>();
    for (String name : Demand.namesIn(query)) {
      String base = FieldView.base(name);
      for (var value : document.values().entrySet()) {
        boolean asked =
            base.equals(Demand.ALL_FIELDS)
                ? !value.getKey().startsWith("_")
                : base.equals(value.getKey());
        Object whole = value.getValue();
        Collection<?> elements =
            whole instanceof Collection<?> several ? several : Collections.singletonList(whole);
        for (Object element : elements) {
          if (asked && element instanceof String text) {
            String found = mark(analyzer, query, name, text);
            List<String> of = marked.computeIfAbsent(value.getKey(), _ -> new ArrayList<>());
            if (!found.equals(text) && !of.contains(found)) {
              of.add(found);
            }
          }
        }
      }
    }
    marked.values().removeIf(List::isEmpty);
    return marked;
  }

  /** What may find words, without what is asked not to be there. */
  private static List<Query> parts(Query query) {
    return switch (query) {
      case BooleanQuery all ->
          all.clauses().stream()
              .filter(clause -> clause.occur() != Occur.MUST_NOT)
              .flatMap(clause -> parts(clause.query()).stream())
              .toList();
      case BoostQuery boosted -> parts(boosted.getQuery());
      case ConstantScoreQuery constant -> parts(constant.getQuery());
      case DisjunctionMaxQuery any ->
          any.getDisjuncts().stream().flatMap(part -> parts(part).stream()).toList();
      default -> List.of(query);
    };
  }

  private static void collect(
      IndexSearcher searcher, Query part, String field, int length, List<Find> finds)
      throws IOException {
    Matches matches =
        searcher
            .createWeight(searcher.rewrite(part), ScoreMode.COMPLETE_NO_SCORES, 1)
            .matches(searcher.getIndexReader().leaves().getFirst(), 0);
    MatchesIterator places = matches == null ? null : matches.getMatches(field);
    while (places != null && places.next()) {
      int start = places.startOffset();
      if (start >= 0) {
        finds.add(new Find(start, Math.min(length, places.endOffset())));
      }
    }
  }

  private static String written(String text, List<Find> finds) {
    var marked = new StringBuilder(text.length() + 16);
    int done = 0;
    for (int i = 0; i < finds.size(); i++) {
      int start = finds.get(i).start();
      int end = finds.get(i).end();
      while (i + 1 < finds.size() && finds.get(i + 1).start() < end) {
        end = Math.max(end, finds.get(++i).end());
      }
      marked.append(text, done, start).append(OPEN).append(text, start, end).append(CLOSE);
      done = end;
    }
    return marked.append(text, done, text.length()).toString();
  }
}
