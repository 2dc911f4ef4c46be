package io.sluice.server.cli;

import picocli.CommandLine.Option;

/** Every command has it. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explain this command.")
  boolean requested;
}
