package io.sluice.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "tail",
    header = "Prints the alerts of a running server as they come.",
    description = "One line an alert: time, pattern or query, key, row. Ends with Ctrl-C.",
    footer = {"", "Example:", "  sluice tail --pattern card_testing"})
final class TailCommand implements Callable<Integer> {
  private final Io io;

  @Mixin private ServerOption server = new ServerOption();

  @Option(names = "--pattern", paramLabel = "NAME", description = "Only alerts of this pattern.")
  private List<String> patterns = List.of();

  @Option(names = "--json", description = "Print the alerts as JSON.")
  private boolean json;

  TailCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws InterruptedException {
    String query =
        patterns.isEmpty()
            ? ""
            : patterns.stream()
                .map(p -> "pattern=" + Client.encoded(p))
                .collect(Collectors.joining("&", "?", ""));
    try (Client client = server.client()) {
      client.alerts(query, () -> false, () -> {}, this::print);
    }
    return Main.FINE;
  }

  private void print(String data) {
    AlertLine alert = AlertLine.of(data);
    io.out().println(json ? alert.json() : alert.text());
    io.out().flush();
  }
}
