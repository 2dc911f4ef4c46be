package io.sluice.server.cli;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.StatementException;
import io.sluice.cep.plan.Catalog;
import io.sluice.server.cases.ExplanationText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    header = "Says in words what a script does, and how it runs.",
    description =
        "For each statement that runs on events: sentences, when a match is reported, how much state"
            + " it can keep, the plan, the automaton, and the program.",
    footer = {"", "Example:", "  sluice explain fraud.sql"})
final class ExplainCommand implements Callable<Integer> {
  private final Io io;

  @Parameters(paramLabel = "SCRIPT", description = "A file with statements; - for standard input.")
  private String file = "-";

  ExplainCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    Script script = Script.read(file, io.in());
    CompileResult result = StatementCompiler.compile(script.text(), Catalog.EMPTY);
    if (!result.isValid()) {
      throw new StatementException(result.diagnostics(), script.name(), script.text());
    }
    String text = ExplanationText.of(result);
    if (text.isEmpty()) {
      throw new UserError("'" + script.name() + "' has no statement that runs on events");
    }
    io.out().print(text);
    return Main.FINE;
  }
}
