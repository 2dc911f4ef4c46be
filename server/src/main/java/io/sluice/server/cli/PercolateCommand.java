package io.sluice.server.cli;

import io.sluice.percolator.Document;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.Explanation;
import io.sluice.percolator.MatchOptions;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.MatchResults;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.QueryCost;
import io.sluice.server.files.Inputs;
import io.sluice.server.files.Lines;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "percolate",
    header = "Says which stored queries each document fits.",
    description = {
      "Queries are NDJSON with \"id\", \"query\" (Lucene's classic syntax) and maybe \"tags\", documents are NDJSON;"
          + " both may be .gz, one of them - for standard input.",
      "",
      "Fields are typed by the first 1,000 documents: strings are words of a text, whole numbers"
          + " LONG, other numbers DOUBLE, true and false BOOLEAN; a field of mixed types is text. A field"
          + " that only comes later holds case-insensitive keywords. A word without a field is looked for"
          + " in the default field, or in every text field.",
      "",
      "Prints one line a document: {\"doc\":\"...\",\"queries\":[...]} with the ids sorted; doc is"
          + " the document's \"id\", else its zero-based line number.",
      "",
      "Queries and documents that cannot be used are named and left out; then the exit code is 1."
    },
    footer = {
      "",
      "Example:",
      "  sluice percolate --queries searches.ndjson --docs news.ndjson.gz --default-field body"
    })
final class PercolateCommand implements Callable<Integer> {
  static final int SAMPLE = 1000;
  private static final int COMPLAINTS_SHOWN = 20;

  private final Io io;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      required = true,
      description = "Stored queries.")
  private String queryFile = "";

  @Option(names = "--docs", paramLabel = "FILE", required = true, description = "Documents.")
  private String docFile = "";

  @Option(
      names = "--default-field",
      paramLabel = "F",
      description = "Where bare words are looked for.")
  private @Nullable String defaultField;

  @Option(
      names = "--analyzers",
      paramLabel = "FILE",
      description =
          "How fields are read: a JSON object such as {\"title\":\"english\",\"body\":\"standard, synonyms: usa, united states\"}.")
  private @Nullable String analyzerFile;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "Only queries with this tag, one of their \"tags\"; may be given several times.")
  private List<String> tags = List.of();

  @Option(
      names = "--all-tag",
      paramLabel = "TAG",
      description =
          "Only queries with this tag; may be given several times, for all of them: a tenant, for"
              + " example.")
  private List<String> allTags = List.of();

  @Option(
      names = "--no-tag",
      paramLabel = "TAG",
      description = "No query with this tag; may be given several times.")
  private List<String> noTags = List.of();

  @Option(
      names = "--date",
      paramLabel = "FIELD",
      description =
          "A field that holds times (RFC 3339, or milliseconds since 1970), so that queries such as"
              + " seen:[now-1h TO now] can ask it; may be given several times.")
  private List<String> dates = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Stop after so many queries a document; \"complete\":false then says so.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--highlight",
      description =
          "Add \"highlights\": by query and field, what the query finds in the document's texts.")
  private boolean highlight;

  @Option(
      names = "--names",
      description = "Add \"names\": by query, which of its named parts #name:(...) fit.")
  private boolean named;

  @Option(
      names = "--score",
      description =
          "Add \"scores\": by query, how well the document fits it, by how rare its words are among"
              + " the documents so far.")
  private boolean scored;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Say of each document why this query fits it or not, in words.")
  private @Nullable String explained;

  @Option(
      names = "--costs",
      paramLabel = "N",
      description =
          "At the end print the N queries that took the most time to standard error, one JSON line"
              + " each: candidates, matches, micros (estimated from a sample).")
  private int costs;

  @Option(
      names = "--stats",
      description = "Print figures to standard error at the end, as one JSON line.")
  private boolean stats;

  private MatchOptions options = MatchOptions.ALL;
  private @Nullable DocumentBatches<Doc> batches;
  private long complaints;
  private long[] nanos = new long[1024];
  private int documents;
  private long matches;

  PercolateCommand(Io io) {
    this.io = io;
  }

  private record Doc(long line, Map<String, @Nullable Object> fields) {}

  @Override
  public Integer call() {
    if (queryFile.equals("-") && docFile.equals("-")) {
      throw new UserError("queries and documents cannot both come from standard input");
    }
    if (limit < 1) {
      throw new UserError("--limit takes a whole number from 1");
    }
    if (costs < 0) {
      throw new UserError("--costs takes a whole number from 0");
    }
    options =
        MatchOptions.limit(limit)
            .withAnyTag(tags.toArray(String[]::new))
            .withAllTags(allTags.toArray(String[]::new))
            .withNoTag(noTags.toArray(String[]::new));
    options = named ? options.withNames() : options;
    var progress = new Progress(io);
    progress.expect(docFile);
    try (InputStream in = Inputs.open(docFile, io.in(), progress::bytes)) {
      var lines = new Lines(in);
      var guess = new GuessedFields();
      dates.forEach(guess::date);
      ArrayDeque<Doc> sample = new ArrayDeque<>();
      for (Doc doc = next(lines); doc != null; doc = next(lines)) {
        guess.see(doc.fields());
        sample.add(doc);
        if (sample.size() == SAMPLE) {
          break;
        }
      }
      long started = System.nanoTime();
      Map<String, String> analyzers = AnalyzerFile.read(io, analyzerFile);
      if (!sample.isEmpty()) {
        tellUnseen(analyzers, guess.names());
      }
      var percolator = new Percolator(guess.fields(defaultField, analyzers));
      new QueryFile(io, queryFile).load(percolator, this::complain);
      long loaded = System.nanoTime();
      // Who sends documents one by one, or asks how long one takes, has each answered by itself;
      // and scores are by what the stream had before.
      batches =
          new DocumentBatches<>(
              percolator,
              options,
              stats || scored || docFile.equals("-"),
              (doc, document, results, place, nanos) ->
                  answer(percolator, doc, document, results, place, nanos));
      while (!sample.isEmpty()) {
        take(percolator, guess, sample.poll());
      }
      for (Doc doc = next(lines); doc != null; doc = next(lines)) {
        take(percolator, guess, doc);
        progress.show(documents, "documents");
      }
      answerWaiting();
      progress.clear();
      report(percolator, loaded - started, System.nanoTime() - loaded);
    } catch (IOException e) {
      throw UnreadableFile.because(docFile, e);
    }
    return complaints == 0 ? Main.FINE : Main.WRONG_INPUT;
  }

  /** A field may come later, or be misspelt. */
  private void tellUnseen(Map<String, String> analyzers, List<String> seen) {
    for (String field : analyzers.keySet()) {
      if (!seen.contains(field)) {
        io.err()
            .println(
                "%s: note: none of the first documents has the field '%s'%s"
                    .formatted(analyzerFile, field, Errors.didYouMean(field, seen)));
      }
    }
  }

  private @Nullable Doc next(Lines lines) throws IOException {
    while (lines.advance()) {
      if (lines.isBlank()) {
        continue;
      }
      try {
        return new Doc(lines.number(), JsonTree.readObject(lines.text()));
      } catch (BadEvent e) {
        answerWaiting(); // complaints come in the order of lines
        complain(docFile, lines.number(), e.text());
      }
    }
    return null;
  }

  private void take(Percolator percolator, GuessedFields guess, Doc doc) {
    Document document = Document.of(guess.values(doc.fields()));
    if (explained != null) {
      try {
        explain(percolator, doc, document);
      } catch (DocumentException e) {
        complain(docFile, doc.line(), e.getMessage());
      }
    } else if (batches != null) {
      batches.take(doc, document);
    }
  }

  private void answerWaiting() {
    if (batches != null) {
      batches.answer();
    }
  }

  private int answer(
      Percolator percolator,
      Doc doc,
      Document document,
      MatchResults results,
      int place,
      long time) {
    MatchResult result;
    try {
      result = results.get(place);
    } catch (DocumentException e) {
      complain(docFile, doc.line(), e.getMessage());
      return 0;
    }
    if (documents == nanos.length) {
      nanos = Arrays.copyOf(nanos, documents * 2);
    }
    nanos[documents++] = time;
    matches += result.ids().size();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("doc", name(doc));
    line.put("queries", result.ids());
    if (!result.complete()) {
      line.put("complete", false);
    }
    if (named) {
      line.put("names", result.names());
    }
    if (scored) {
      Map<String, @Nullable Object> scores = new LinkedHashMap<>();
      percolator
          .scores(result.ids(), document)
          .forEach((id, score) -> scores.put(id, RunFigures.rounded(score, 4)));
      line.put("scores", scores);
    }
    if (highlight) {
      Map<String, @Nullable Object> marked = new LinkedHashMap<>();
      result.ids().forEach(id -> marked.put(id, percolator.highlight(id, document)));
      line.put("highlights", marked);
    }
    io.out().println(JsonTree.write(line));
    return result.ids().size();
  }

  private void explain(Percolator percolator, Doc doc, Document document) {
    Explanation explanation = percolator.explain(String.valueOf(explained), document);
    if (explanation == null) {
      throw new UserError("there is no query with the id " + explained);
    }
    io.out().println(name(doc) + ": " + explanation);
    documents++;
  }

  private static String name(Doc doc) {
    Object id = doc.fields().get("id");
    return id == null ? Long.toString(doc.line() - 1) : id.toString();
  }

  private void complain(String file, long line, @Nullable String what) {
    if (++complaints <= COMPLAINTS_SHOWN) {
      io.err().println((file.equals("-") ? "stdin" : file) + ":" + line + ": " + what);
    }
  }

  private void report(Percolator percolator, long loadNanos, long matchNanos) {
    if (complaints > COMPLAINTS_SHOWN) {
      io.err().println((complaints - COMPLAINTS_SHOWN) + " more lines cannot be used");
    }
    io.out().flush();
    for (QueryCost cost : costs > 0 ? percolator.slowest(costs) : List.<QueryCost>of()) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("id", cost.id());
      line.put("candidates", cost.candidates());
      line.put("matches", cost.matches());
      line.put("micros", RunFigures.rounded(cost.nanos() / 1e3, 1));
      io.err().println(JsonTree.write(line));
    }
    if (!stats) {
      return;
    }
    Arrays.sort(nanos, 0, documents);
    double seconds = matchNanos / 1e9;
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("documents", documents);
    line.put("seconds", RunFigures.rounded(seconds, 3));
    line.put("documentsPerSecond", RunFigures.rounded(documents / Math.max(seconds, 1e-9), 0));
    line.put("queries", percolator.size());
    line.put("loadSeconds", RunFigures.rounded(loadNanos / 1e9, 3));
    line.put("matches", matches);
    line.put("p50Micros", RunFigures.rounded(percentile(0.50) / 1e3, 1));
    line.put("p99Micros", RunFigures.rounded(percentile(0.99) / 1e3, 1));
    line.put("badLines", complaints);
    io.err().println(JsonTree.write(line));
  }

  private long percentile(double part) {
    return documents == 0 ? 0 : nanos[Math.min(documents - 1, (int) (part * documents))];
  }
}
