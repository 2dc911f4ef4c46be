package io.sluice.server.cli;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.Diagnostic.Severity;
import io.sluice.grammar.DiagnosticText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    header = "Says what is wrong with a script, without running it.",
    description = {
      "Prints every error and warning with its line, and a summary line for each file.",
      "Exit code 1 when there are errors."
    },
    footer = {"", "Example:", "  sluice check fraud.sql"})
final class CheckCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(
      paramLabel = "SCRIPT",
      arity = "1..*",
      description = "Files with statements; - for standard input.")
  private List<String> scripts = List.of();

  CheckCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    boolean valid = true;
    for (String file : scripts) {
      Script script = Script.read(file, io.in());
      CompileResult result = StatementCompiler.compile(script.text(), Catalog.EMPTY);
      for (Diagnostic diagnostic : result.diagnostics()) {
        io.out().println(DiagnosticText.format(diagnostic, script.name(), script.text()));
        io.out().println();
      }
      io.out().println(script.name() + ": " + summary(result.diagnostics()));
      valid &= result.isValid();
    }
    return valid ? Main.FINE : Main.WRONG_INPUT;
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
