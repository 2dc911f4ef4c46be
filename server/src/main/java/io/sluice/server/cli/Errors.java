package io.sluice.server.cli;

import io.sluice.cep.StatementException;
import io.sluice.cep.task.QueryFailedException;
import io.sluice.grammar.NearestName;
import io.sluice.server.files.UnreadableFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** From exceptions to messages and exit codes. */
final class Errors {
  private final Io io;

  Errors(Io io) {
    this.io = io;
  }

  /** The arguments are not what a command takes. */
  int onArguments(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    io.err().println(name + ": " + argumentMessage(e, command));
    io.err().println("Try '" + name + " --help'.");
    return Main.WRONG_INPUT;
  }

  private static String argumentMessage(ParameterException e, CommandLine command) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String found = unmatched.getUnmatched().getFirst();
      if (found.startsWith("-") && found.length() > 1) {
        String option = found.contains("=") ? found.substring(0, found.indexOf('=')) : found;
        List<String> known = new ArrayList<>();
        command.getCommandSpec().options().stream()
            .filter(o -> !o.hidden())
            .forEach(o -> known.addAll(List.of(o.names())));
        return "there is no option '" + option + "'" + didYouMean(option, known);
      }
      if (!command.getSubcommands().isEmpty()) {
        return "there is no command '"
            + found
            + "'"
            + didYouMean(found, List.copyOf(command.getSubcommands().keySet()));
      }
      return "'" + found + "' is one argument too many";
    }
    String message = e.getMessage() == null ? "these arguments cannot be read" : e.getMessage();
    message = message.replaceFirst("is not an? (int|long)$", "is not a whole number");
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  static String didYouMean(String written, List<String> known) {
    return NearestName.to(written, known).map(n -> "; did you mean '" + n + "'?").orElse("");
  }

  /** A command did not finish. */
  int onExecution(Exception e, CommandLine command, ParseResult parsed) {
    io.out().flush();
    String name = command.getCommandSpec().qualifiedName();
    return switch (e) {
      case UserError wrong -> {
        io.err().println(name + ": " + wrong.getMessage());
        yield Main.WRONG_INPUT;
      }
      case UnreadableFile file -> {
        io.err().println(name + ": " + file.getMessage());
        yield Main.WRONG_INPUT;
      }
      case StatementException invalid -> {
        io.err().println(invalid.getMessage());
        yield Main.WRONG_INPUT;
      }
      case QueryFailedException value -> {
        io.err().println(name + ": " + value.getMessage());
        yield Main.WRONG_INPUT;
      }
      default -> failed(name, e);
    };
  }

  /** What must not happen did: the details go to a file, the person is asked to report it. */
  int failed(String name, Throwable e) {
    io.err().println(name + ": the program failed; this is a fault of Sluice, not of your input.");
    try {
      Path log = Files.createTempFile("sluice-failure-", ".log");
      try (var writer = new PrintWriter(Files.newBufferedWriter(log))) {
        writer.println(Version.number() + ", " + name);
        e.printStackTrace(writer);
      }
      io.err().println("Please report it, with this file: " + log);
    } catch (IOException unwritable) {
      io.err().println("Please report it with what you did.");
    }
    return Main.FAILED;
  }
}
