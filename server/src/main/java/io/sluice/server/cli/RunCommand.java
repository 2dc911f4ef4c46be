package io.sluice.server.cli;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Engine;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.StatementException;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.TaskStats;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.Diagnostic.Severity;
import io.sluice.grammar.DiagnosticText;
import io.sluice.server.cases.Destinations;
import io.sluice.server.files.BadLine;
import io.sluice.server.files.EventFile;
import io.sluice.server.files.Merge;
import io.sluice.server.wire.EventJson;
import io.sluice.server.wire.RowJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    header = "Runs a script over finite files.",
    description = {
      "Files are .ndjson or .jsonl (one JSON object a line) or .csv (with a header row; an empty cell is"
          + " NULL), each also as .gz; - is NDJSON from standard input. Several files are merged by event"
          + " time, each in its own order: a row that comes too late for its stream's watermark is late,"
          + " as on a server. The end of the input passes every bound.",
      "",
      "Prints one JSON object a row: {\"to\":\"card_testing\",\"time\":\"...\",\"row\":{...}}. Rows of a"
          + " stream that another statement of the script reads are not printed.",
      "",
      "Lines that are no event are named and left out; then the exit code is 1. Fields that are no"
          + " columns are left out with a note; a stream WITH (open = 'true') keeps them."
    },
    footer = {
      "",
      "Examples:",
      "  sluice run fraud.sql --in card_tx=payments.ndjson.gz",
      "  zcat log.gz | sluice run hunt.sql --in winlog=- --rows --stats"
    })
final class RunCommand implements Callable<Integer> {
  private static final int BAD_LINES_SHOWN = 20;
  private static final int LEFT_OUT_SHOWN = 8;

  private final Io io;

  @Parameters(paramLabel = "SCRIPT", description = "A file with statements; - for standard input.")
  private String script = "";

  @Option(
      names = "--in",
      paramLabel = "STREAM=FILE",
      description = "Events of a stream; may be given several times.")
  private List<String> inputs = List.of();

  @Option(names = "--rows", description = "Print the bare rows.")
  private boolean bareRows;

  @Option(
      names = "--stats",
      description = "Print figures to standard error at the end, as one JSON line.")
  private boolean stats;

  @Option(names = "--skip-bad", description = "Exit code 0 even if lines were left out.")
  private boolean skipBad;

  private long badLines;

  /** Fields of the files that are no columns, by stream. */
  private final Map<String, Set<String>> leftOut = new LinkedHashMap<>();

  RunCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Script source = Script.read(script, io.in());
    CompileResult compiled = StatementCompiler.compile(source.text(), Catalog.EMPTY);
    if (!compiled.isValid()) {
      throw new StatementException(compiled.diagnostics(), source.name(), source.text());
    }
    warn(compiled.diagnostics(), source);
    var figures = new RunFigures();
    Set<String> inner = Destinations.readInside(compiled);
    Engine engine =
        Engine.create(
            row -> {
              figures.row();
              if (row.kind() == OutputRow.Kind.LATE || !inner.contains(row.to())) {
                io.out().println(bareRows ? RowJson.string(row) : RowJson.addressed(row));
              }
            });
    engine.execute(source.text());
    var progress = new Progress(io);
    try (var files = new Merge(open(engine.catalog(), progress), this::bad)) {
      Map<String, Long> offsets = new HashMap<>();
      for (Event event = files.next(); event != null; event = files.next()) {
        // Several files may feed one stream: the offset counts what the stream has taken.
        long offset = offsets.merge(event.stream(), 1L, Long::sum) - 1;
        engine.publish(
            new Event(event.stream(), event.time(), offset, event.values(), event.extra()));
        if (figures.event()) {
          figures.sample(engine.stats());
          progress.show(figures.events(), "events");
        }
      }
      engine.end();
      figures.sample(engine.stats());
    } finally {
      progress.clear();
    }
    if (inputs.isEmpty() && !engine.catalog().streams().isEmpty()) {
      io.err()
          .println(
              "note: there were no events; give a stream its file with --in %s=FILE"
                  .formatted(engine.catalog().streams().keySet().iterator().next()));
    }
    leftOut.forEach(this::noteLeftOut);
    engine.stats().streams().forEach((name, figure) -> noteLate(engine.catalog(), name, figure));
    engine.stats().patterns().forEach(this::noteProblems);
    if (badLines > BAD_LINES_SHOWN) {
      io.err().println((badLines - BAD_LINES_SHOWN) + " more lines are no events");
    }
    if (stats) {
      io.out().flush();
      io.err().println(figures.json(engine.stats(), badLines));
    }
    return badLines == 0 || skipBad ? Main.FINE : Main.WRONG_INPUT;
  }

  private void warn(List<Diagnostic> diagnostics, Script source) {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Severity.WARNING) {
        io.err().println(DiagnosticText.format(diagnostic, source.name(), source.text()));
      }
    }
  }

  private void noteLeftOut(String stream, Set<String> fields) {
    if (!fields.isEmpty()) {
      String shown = fields.stream().limit(LEFT_OUT_SHOWN).collect(Collectors.joining(", "));
      int more = fields.size() - LEFT_OUT_SHOWN;
      io.err()
          .println(
              "note: fields that are no columns of '%s' were left out: %s%s; WITH (open = 'true') keeps them"
                  .formatted(stream, shown, more > 0 ? " and " + more + " more" : ""));
    }
  }

  /** Late rows are dropped as on a server; in a file they mostly mean that it is not sorted. */
  private void noteLate(Catalog catalog, String name, TaskStats.StreamStats figure) {
    StreamDef stream = catalog.streams().get(name);
    if (figure.late() > 0 && stream != null && stream.lateTo() == null) {
      io.err()
          .println(
              "note: %,d of %,d rows of '%s' came below its watermark and were dropped; sort the file by time, or give the watermark a delay"
                  .formatted(figure.late(), figure.events(), name));
    }
  }

  /** A standing pattern goes on after a row it can not compute, and after a limit; not silently. */
  private void noteProblems(String name, TaskStats.PatternStats figure) {
    String last = figure.problem() == null ? "" : "; the last problem: " + figure.problem();
    if (figure.errors() > 0) {
      String rows = figure.errors() == 1 ? "row" : "rows";
      note("'%s' left out %,d %s that could not be computed", name, figure.errors(), rows, last);
    }
    if (figure.dropped() > 0) {
      String matches = figure.dropped() == 1 ? "partial match" : "partial matches";
      note("'%s' gave up %,d %s at a limit", name, figure.dropped(), matches, last);
    }
  }

  private void note(String form, String name, long count, String things, String last) {
    io.err().println("note: " + form.formatted(name, count, things) + last);
  }

  private void bad(BadLine line) {
    if (++badLines <= BAD_LINES_SHOWN) {
      io.err().println(line.getMessage());
    }
  }

  private List<EventFile> open(Catalog catalog, Progress progress) {
    List<EventFile> files = new ArrayList<>();
    for (String input : inputs) {
      int sign = input.indexOf('=');
      if (sign <= 0) {
        throw new UserError(
            "--in " + input + ": write --in STREAM=FILE, for example --in card_tx=" + input);
      }
      StreamDef stream = stream(catalog, input.substring(0, sign));
      String file = input.substring(sign + 1);
      progress.expect(file);
      var undeclared = leftOut.computeIfAbsent(stream.name(), _ -> new LinkedHashSet<>());
      var reader = EventJson.leavingOut(stream, undeclared::add);
      files.add(EventFile.open(file, reader, io.in(), progress::bytes));
    }
    return files;
  }

  private static StreamDef stream(Catalog catalog, String name) {
    for (StreamDef stream : catalog.streams().values()) {
      if (stream.name().equalsIgnoreCase(name)) {
        return stream;
      }
    }
    List<String> known = List.copyOf(catalog.streams().keySet());
    throw new UserError(
        "the script declares no stream '"
            + name
            + "'"
            + (known.isEmpty() ? "" : Errors.didYouMean(name, known))
            + (known.isEmpty() ? "" : " (it has " + String.join(", ", known) + ")"));
  }
}
