package io.sluice.benchmarks.percolator;

import io.sluice.percolator.Document;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.MatchResults;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.Restored;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** The percolator as users call it: query texts in, documents as maps, sorted ids out. */
final class SluiceEngine implements Engine {
  private final Percolator percolator = new Percolator(Story.FIELDS);
  private long stories;
  private long candidates;
  private long programs;
  private long leaves;
  private long lucene;

  SluiceEngine(List<Question> questions, List<Story> history) {
    questions.forEach(question -> percolator.put(question.id(), question.text()));
  }

  @Override
  public List<String> match(Story story) {
    return counted(percolator.match(Document.of(story.values())));
  }

  @Override
  public List<List<String>> match(List<Story> several) {
    List<Document> documents = several.stream().map(story -> Document.of(story.values())).toList();
    MatchResults results = percolator.match(documents, MatchOptions.ALL);
    return IntStream.range(0, several.size()).mapToObj(i -> counted(results.get(i))).toList();
  }

  private List<String> counted(MatchResult result) {
    stories++;
    candidates += result.work().candidates();
    programs += result.work().programRuns();
    leaves += result.work().leafChecks();
    lucene += result.work().luceneRuns();
    return result.ids();
  }

  @Override
  public void put(Question question) {
    percolator.put(question.id(), question.text());
  }

  @Override
  public double[] restart() {
    try {
      long begun = System.nanoTime();
      var file = new ByteArrayOutputStream();
      percolator.save(file);
      long saved = System.nanoTime();
      Restored restored =
          Percolator.restore(Story.FIELDS, new ByteArrayInputStream(file.toByteArray()));
      long back = System.nanoTime();
      if (restored.percolator().size() != percolator.size()) {
        throw new IllegalStateException("queries were lost");
      }
      return new double[] {(saved - begun) / 1e9, (back - saved) / 1e9, file.size()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String note() {
    double n = Math.max(1, stories);
    return String.format(
        "a document: %.1f candidates, %.1f programs, %.1f leaf checks, %.3f by Lucene; %s",
        candidates / n, programs / n, leaves / n, lucene / n, percolator.stats());
  }
}
