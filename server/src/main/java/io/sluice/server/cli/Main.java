package io.sluice.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * {@code sluice}: picks the command, and turns whatever happens into an exit code and a message.
 */
@Command(
    name = "sluice",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Patterns and searches are stored, events flow past, every match becomes an alert.",
    footer = {
      "",
      "Examples:",
      "  sluice demo                          card fraud being caught, in a browser",
      "  sluice run fraud.sql --in card_tx=payments.ndjson",
      "  sluice serve --data ./data",
      "",
      "Exit codes: 0 fine, 1 the input is wrong, 2 the program failed.",
      "'sluice COMMAND --help' explains a command."
    })
public final class Main {
  static final int FINE = 0;
  static final int WRONG_INPUT = 1;
  static final int FAILED = 2;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  boolean version;

  @Option(names = "--warm-up", hidden = true)
  private boolean warmUp;

  private Main() {}

  public static void main(String[] args) {
    Io io = Io.ofProcess();
    int code = run(io, args);
    io.err().flush();
    System.exit(code);
  }

  /** Runs one command; never throws for what a user typed or gave. */
  static int run(Io io, String... args) {
    CommandLine line = line(io);
    try {
      return line.execute(args);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Errors(io).failed("sluice", e);
    } finally {
      io.out().flush();
    }
  }

  static CommandLine line(Io io) {
    var main = new Main();
    var line = new CommandLine(main);
    for (Object command : commands(io)) {
      line.addSubcommand(command);
    }
    explained(line);
    var out = new PrintWriter(io.out(), true, StandardCharsets.UTF_8);
    line.setOut(out);
    line.setErr(new PrintWriter(io.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(100);
    line.setUsageHelpLongOptionsMaxWidth(30);
    var errors = new Errors(io);
    line.setParameterExceptionHandler(errors::onArguments);
    line.setExecutionExceptionHandler(errors::onExecution);
    line.setExecutionStrategy(
        parsed -> {
          if (main.warmUp) {
            return WarmUp.run(io);
          }
          return parsed.hasSubcommand()
                  || line.isUsageHelpRequested()
                  || line.isVersionHelpRequested()
              ? new CommandLine.RunLast().execute(parsed)
              : usage(line);
        });
    return line;
  }

  /** Gives the command and those below it their option for help. */
  private static void explained(CommandLine line) {
    line.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    line.getSubcommands().values().forEach(Main::explained);
  }

  private static int usage(CommandLine line) {
    line.usage(line.getOut());
    return FINE;
  }

  private static List<Object> commands(Io io) {
    return List.of(
        new DemoCommand(io),
        new ServeCommand(io),
        new RunCommand(io),
        new PercolateCommand(io),
        new TestCommand(io),
        new CheckCommand(io),
        new ExplainCommand(io),
        new FmtCommand(io),
        new PublishCommand(io),
        new TailCommand(io),
        new PatternsCommand(io),
        new QueriesCommand(io),
        new SigmaCommand(io));
  }
}
