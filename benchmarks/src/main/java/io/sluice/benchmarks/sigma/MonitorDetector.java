package io.sluice.benchmarks.sigma;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermWeightor;

/** Lucene's Monitor, which finds candidates by terms alone: of most rules the log source. */
final class MonitorDetector implements Detector {
  private final Monitor monitor;
  private long events;
  private long run;

  MonitorDetector(List<Rule> rules) {
    var form = new LuceneForm();
    try {
      monitor =
          new Monitor(
              new KeywordAnalyzer(),
              new MultipassTermFilteredPresearcher(4, 0, TermWeightor.DEFAULT, List.of(), Set.of()),
              new MonitorConfiguration());
      for (Rule rule : rules) {
        monitor.register(new MonitorQuery(rule.id(), form.query(rule)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> match(Map<String, Object> event) {
    try {
      var matches = monitor.match(LuceneForm.document(event), QueryMatch.SIMPLE_MATCHER);
      events++;
      run += matches.getQueriesRun();
      List<String> ids = new ArrayList<>();
      for (QueryMatch match : matches.getMatches()) {
        ids.add(match.getQueryId());
      }
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      monitor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String note() {
    return String.format("an event: %.1f candidates", run / (double) Math.max(1, events));
  }
}
