package io.sluice.server.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which server a client command talks to; it may be named behind the command or behind its word.
 */
final class ServerOption {
  private static final String NAME = "--server";

  @Option(
      names = NAME,
      paramLabel = "URL",
      description = "The server, by default " + Client.DEFAULT + ".")
  private @Nullable String url;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  Client client() {
    return new Client(url == null ? namedBefore() : url);
  }

  private String namedBefore() {
    CommandSpec before = command == null ? null : command.parent();
    OptionSpec option = before == null ? null : before.findOption(NAME);
    String given = option == null ? null : option.getValue();
    return given == null ? Client.DEFAULT : given;
  }
}
