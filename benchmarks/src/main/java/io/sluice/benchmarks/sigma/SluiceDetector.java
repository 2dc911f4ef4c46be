package io.sluice.benchmarks.sigma;

import io.sluice.percolator.BulkResult;
import io.sluice.percolator.Document;
import io.sluice.percolator.Fields;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.NewQuery;
import io.sluice.percolator.Percolator;
import java.util.List;
import java.util.Map;

/** The percolator with the fields of an open stream. */
final class SluiceDetector implements Detector {
  static final Fields FIELDS = Fields.builder().open(true).build();

  private final Percolator percolator = new Percolator(FIELDS);
  private long events;
  private long candidates;
  private long programs;
  private long leaves;

  SluiceDetector(List<Rule> rules) {
    BulkResult stored =
        percolator.putAll(
            rules.stream().map(rule -> NewQuery.of(rule.id(), rule.query())).toList());
    if (!stored.refused().isEmpty()) {
      throw new IllegalArgumentException(stored.refused().getFirst().toString());
    }
  }

  @Override
  public List<String> match(Map<String, Object> event) {
    MatchResult result = percolator.match(Document.of(event));
    events++;
    candidates += result.work().candidates();
    programs += result.work().programRuns();
    leaves += result.work().leafChecks();
    return result.ids();
  }

  @Override
  public String note() {
    double n = Math.max(1, events);
    return String.format(
        "an event: %.1f candidates, %.1f programs, %.2f leaf checks; %s",
        candidates / n, programs / n, leaves / n, percolator.stats());
  }
}
