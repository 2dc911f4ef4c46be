package io.sluice.server.cli;

import io.sluice.percolator.Document;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.QuerySyntaxException;
import io.sluice.server.files.Inputs;
import io.sluice.server.files.Lines;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "percolate",
    header = "Says which stored queries each document fits.",
    description = {
      "Queries are NDJSON with \"id\" and \"query\" (Lucene's classic syntax), documents are NDJSON;"
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
      names = "--stats",
      description = "Print figures to standard error at the end, as one JSON line.")
  private boolean stats;

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
    var progress = new Progress(io);
    progress.expect(docFile);
    try (InputStream in = Inputs.open(docFile, io.in(), progress::bytes)) {
      var lines = new Lines(in);
      var guess = new GuessedFields();
      ArrayDeque<Doc> sample = new ArrayDeque<>();
      for (Doc doc = next(lines); doc != null; doc = next(lines)) {
        guess.see(doc.fields());
        sample.add(doc);
        if (sample.size() == SAMPLE) {
          break;
        }
      }
      long started = System.nanoTime();
      var percolator = new Percolator(guess.fields(defaultField));
      load(percolator);
      long loaded = System.nanoTime();
      while (!sample.isEmpty()) {
        match(percolator, guess, sample.poll());
      }
      for (Doc doc = next(lines); doc != null; doc = next(lines)) {
        match(percolator, guess, doc);
        progress.show(documents, "documents");
      }
      progress.clear();
      report(percolator, loaded - started, System.nanoTime() - loaded);
    } catch (IOException e) {
      throw UnreadableFile.because(docFile, e);
    }
    return complaints == 0 ? Main.FINE : Main.WRONG_INPUT;
  }

  private @Nullable Doc next(Lines lines) throws IOException {
    while (lines.advance()) {
      if (lines.isBlank()) {
        continue;
      }
      try {
        return new Doc(lines.number(), JsonTree.readObject(text(lines)));
      } catch (BadEvent e) {
        complain(docFile, lines.number(), e.text());
      }
    }
    return null;
  }

  private static String text(Lines lines) {
    return new String(
        lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8);
  }

  private void load(Percolator percolator) {
    try (InputStream in = Inputs.open(queryFile, io.in(), _ -> {})) {
      var lines = new Lines(in);
      while (lines.advance()) {
        if (lines.isBlank()) {
          continue;
        }
        try {
          Map<String, @Nullable Object> entry = JsonTree.readObject(text(lines));
          Object id = entry.get("id");
          if (id == null || !(entry.get("query") instanceof String query)) {
            complain(queryFile, lines.number(), "a query needs \"id\" and \"query\"");
            continue;
          }
          percolator.put(id.toString(), query);
        } catch (BadEvent e) {
          complain(queryFile, lines.number(), e.text());
        } catch (QuerySyntaxException e) {
          String hint = e.hint() == null ? "" : " " + e.hint();
          complain(
              queryFile,
              lines.number(),
              "in the query, column " + e.column() + ": " + e.getMessage() + hint);
        }
      }
    } catch (IOException e) {
      throw UnreadableFile.because(queryFile, e);
    }
  }

  private void match(Percolator percolator, GuessedFields guess, Doc doc) {
    Document document = Document.of(guess.values(doc.fields()));
    long begun = System.nanoTime();
    MatchResult result;
    try {
      result = percolator.match(document);
    } catch (DocumentException e) {
      complain(docFile, doc.line(), e.getMessage());
      return;
    }
    if (documents == nanos.length) {
      nanos = Arrays.copyOf(nanos, documents * 2);
    }
    nanos[documents++] = System.nanoTime() - begun;
    matches += result.ids().size();
    Object id = doc.fields().get("id");
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("doc", id == null ? Long.toString(doc.line() - 1) : id.toString());
    line.put("queries", result.ids());
    io.out().println(JsonTree.write(line));
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
    if (!stats) {
      return;
    }
    io.out().flush();
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
