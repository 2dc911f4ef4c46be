package io.sluice.server.cli;

import io.sluice.percolator.Document;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResults;
import io.sluice.percolator.Percolator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Documents that wait until there are enough of them to be matched together: some a call, the calls
 * on all processors, the answers in the order of the documents.
 *
 * @param <D> what the caller knows of a document
 */
final class DocumentBatches<D> {
  /** As many as go through the index together. */
  private static final int OF_A_CALL = 64;

  private static final int MOST = 16 * OF_A_CALL;

  /** Fewer ids than this and more documents can wait; many more, and memory is short. */
  private static final int FEW_IDS = 100_000;

  interface Answers<D> {
    /**
     * @param results among which the document's are at {@code place}
     * @param nanos that the call took
     * @return how many ids were found
     */
    int answer(D known, Document document, MatchResults results, int place, long nanos);
  }

  private record Waiting<D>(D known, Document document) {}

  private record Answered(MatchResults results, long nanos) {}

  private final Percolator percolator;
  private final MatchOptions options;
  private final Answers<D> answers;
  private final boolean atOnce;

  /** So many documents are worth a call: more and more, unless each fits thousands of queries. */
  private int enough = 1;

  private final List<Waiting<D>> waiting = new ArrayList<>();

  /**
   * @param atOnce each document is answered when it comes, by a call of its own
   */
  DocumentBatches(Percolator percolator, MatchOptions options, boolean atOnce, Answers<D> answers) {
    this.percolator = percolator;
    this.options = options;
    this.answers = answers;
    this.atOnce = atOnce;
  }

  void take(D known, Document document) {
    waiting.add(new Waiting<>(known, document));
    if (waiting.size() >= enough) {
      answer();
    }
  }

  /** Answers all that wait. */
  void answer() {
    List<Document> documents = waiting.stream().map(Waiting::document).toList();
    int calls = (documents.size() + OF_A_CALL - 1) / OF_A_CALL;
    List<Answered> answered =
        IntStream.range(0, calls).parallel().mapToObj(call -> match(documents, call)).toList();
    long found = 0;
    for (int i = 0; i < documents.size(); i++) {
      Waiting<D> one = waiting.get(i);
      Answered all = answered.get(i / OF_A_CALL);
      found +=
          answers.answer(one.known(), one.document(), all.results(), i % OF_A_CALL, all.nanos());
    }
    waiting.clear();
    if (found > 4 * FEW_IDS) {
      enough = Math.max(1, enough / 4);
    } else if (found < FEW_IDS && !atOnce) {
      enough = Math.min(MOST, 2 * enough);
    }
  }

  private Answered match(List<Document> documents, int call) {
    int from = call * OF_A_CALL;
    List<Document> some = documents.subList(from, Math.min(documents.size(), from + OF_A_CALL));
    long begun = System.nanoTime();
    MatchResults results = percolator.match(some, options);
    return new Answered(results, System.nanoTime() - begun);
  }
}
