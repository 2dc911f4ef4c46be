package io.sluice.server.cli;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.Diagnostic.Severity;
import io.sluice.grammar.DiagnosticText;
import io.sluice.server.wire.DiagnosticJson;
import io.sluice.server.wire.Documents;
import io.sluice.server.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    header = "Says what is wrong with a script, without running it.",
    description = {
      "Prints every error and warning with its line, and a summary line for each file.",
      "--json prints one JSON array: {\"file\",\"valid\",\"diagnostics\"} for each file, the"
          + " diagnostics as POST /v1/validate answers them.",
      "Exit code 1 when there are errors."
    },
    footer = {"", "Examples:", "  sluice check fraud.sql", "  sluice check --json fraud.sql"})
final class CheckCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(
      paramLabel = "SCRIPT",
      arity = "1..*",
      description = "Files with statements; - for standard input.")
  private List<String> scripts = List.of();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  CheckCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    boolean valid = true;
    List<Documents.CheckedFile> all = new ArrayList<>();
    for (String file : scripts) {
      Script script = Script.read(file, io.in());
      CompileResult result = StatementCompiler.compile(script.text(), Catalog.EMPTY);
      valid &= result.isValid();
      if (json) {
        all.add(
            new Documents.CheckedFile(
                script.name(),
                result.isValid(),
                DiagnosticJson.all(result.diagnostics(), script.name(), script.text())));
      } else {
        print(script, result.diagnostics());
      }
    }
    if (json) {
      io.out().println(Json.string(all));
    }
    return valid ? Main.FINE : Main.WRONG_INPUT;
  }

  private void print(Script script, List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      io.out().println(DiagnosticText.format(diagnostic, script.name(), script.text()));
      io.out().println();
    }
    io.out().println(script.name() + ": " + summary(diagnostics));
  }

  private static String summary(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).count();
    long warnings = diagnostics.stream().filter(d -> d.severity() == Severity.WARNING).count();
    return counted(errors, "error") + ", " + counted(warnings, "warning");
  }

  private static String counted(long n, String what) {
    return n == 0 ? "no " + what + "s" : n + " " + what + (n == 1 ? "" : "s");
  }
}
