package io.sluice.benchmarks.percolator;

import io.sluice.percolator.Percolator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.CustomQueryHandler;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.RegexpQueryHandler;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.monitor.TermWeightor;

/** Lucene's Monitor. */
final class MonitorEngine implements Engine {
  /** How it finds its candidates. */
  enum Setting {
    /** As it comes: the longest term. */
    TERM,
    /** The rarest term of the history. */
    DF,
    /** The rarest term, over several fields of terms. */
    MULTI,
    /** The rarest term, n-grams for wildcards and regular expressions. */
    TUNED
  }

  private final Percolator parser = new Percolator(Story.FIELDS);
  private final Monitor monitor;
  private long stories;
  private long run;

  MonitorEngine(Setting setting, List<Question> questions, List<Story> history) {
    try {
      monitor =
          new Monitor(
              new StandardAnalyzer(),
              presearcher(setting, history),
              new MonitorConfiguration().setPurgeFrequency(1, TimeUnit.HOURS));
      List<MonitorQuery> some = new ArrayList<>();
      for (Question question : questions) {
        some.add(new MonitorQuery(question.id(), parser.parse(question.text())));
        if (some.size() == 10_000) {
          monitor.register(some);
          some.clear();
        }
      }
      monitor.register(some);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Presearcher presearcher(Setting setting, List<Story> history) {
    List<CustomQueryHandler> none = List.of();
    return switch (setting) {
      case TERM -> new TermFilteredPresearcher();
      case DF -> new TermFilteredPresearcher(rarest(history), none, Set.of());
      case MULTI -> new MultipassTermFilteredPresearcher(4, 0, rarest(history), none, Set.of());
      case TUNED ->
          new TermFilteredPresearcher(rarest(history), List.of(new RegexpQueryHandler()), Set.of());
    };
  }

  private static TermWeightor rarest(List<Story> history) {
    Map<String, Integer> in = new HashMap<>();
    for (Story story : history) {
      Set<String> terms = new HashSet<>(List.of(Questions.wordsOf(story.body())));
      story.topics().forEach(topic -> terms.add("topic:" + topic));
      story.places().forEach(place -> terms.add("place:" + place));
      terms.forEach(term -> in.merge(term, 1, Integer::sum));
    }
    return term -> {
      String key = term.field().equals("body") ? term.text() : term.field() + ":" + term.text();
      return 1.0 / (1 + in.getOrDefault(key, 0));
    };
  }

  @Override
  public List<String> match(Story story) {
    try {
      var matches = monitor.match(document(story), QueryMatch.SIMPLE_MATCHER);
      stories++;
      run += matches.getQueriesRun();
      List<String> ids = new ArrayList<>(matches.getMatchCount());
      for (QueryMatch match : matches.getMatches()) {
        ids.add(match.getQueryId());
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document document(Story story) {
    Document document = new Document();
    document.add(new TextField("body", story.body(), Store.NO));
    document.add(new TextField("title", story.title(), Store.NO));
    story.topics().forEach(topic -> document.add(new StringField("topic", topic, Store.NO)));
    story.places().forEach(place -> document.add(new StringField("place", place, Store.NO)));
    document.add(new LongPoint("day", story.day()));
    document.add(new IntPoint("length", story.length()));
    return document;
  }

  @Override
  public void put(Question question) {
    try {
      monitor.register(new MonitorQuery(question.id(), parser.parse(question.text())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String note() {
    return String.format("a document: %.1f candidates", run / (double) Math.max(1, stories));
  }

  @Override
  public void close() {
    try {
      monitor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
