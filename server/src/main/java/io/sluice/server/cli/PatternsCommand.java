package io.sluice.server.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "patterns",
    header = "Lists and changes the patterns of a running server.",
    description = "Without a further word: the list.",
    footer = {
      "",
      "Examples:",
      "  sluice patterns",
      "  sluice patterns create testing.sql",
      "  sluice patterns runs card_testing",
      "  sluice patterns disable card_testing"
    })
final class PatternsCommand implements Callable<Integer> {
  private static final String ROOT = "/v1/patterns/";

  private final Io io;

  @Mixin private ServerOption server = new ServerOption();

  PatternsCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    return list(server);
  }

  @Command(
      name = "list",
      header = "All patterns.",
      footer = {"", "Example:", "  sluice patterns list"})
  Integer list(@Mixin ServerOption at) {
    var table = new Table("NAME", "VERSION", "STATE", "MATCHES", "PARTIAL", "STREAMS");
    try (Client client = at.client()) {
      for (Map<String, @Nullable Object> p : client.pages("/v1/patterns")) {
        table.row(
            Client.text(p, "name"),
            Client.text(p, "version"),
            Client.text(p, "state"),
            Client.text(p, "matches"),
            Client.text(p, "partialMatches"),
            p.get("streams") instanceof List<?> streams
                ? String.join(", ", streams.stream().map(String::valueOf).toList())
                : "");
      }
    }
    table.print(io.out());
    return Main.FINE;
  }

  @Command(
      name = "show",
      header = "One pattern's statement.",
      footer = {"", "Example:", "  sluice patterns show card_testing"})
  Integer show(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "NAME", description = "The pattern.") String name) {
    try (Client client = at.client()) {
      io.out().println(client.get(ROOT + Client.encoded(name)).text("statement"));
    }
    return Main.FINE;
  }

  @Command(
      name = "runs",
      header = "What a pattern has in flight: attempts by state, the oldest, the busiest keys.",
      description =
          "An attempt stands at the state that has taken its last row, and waits for those that may take the next one.",
      footer = {"", "Example:", "  sluice patterns runs card_testing"})
  Integer runs(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "NAME", description = "The pattern.") String name) {
    try (Client client = at.client()) {
      new RunsText(client.get(ROOT + Client.encoded(name) + "/runs")).print(io.out());
    }
    return Main.FINE;
  }

  @Command(
      name = "create",
      header = "Creates the pattern of a CREATE PATTERN statement.",
      footer = {"", "Example:", "  sluice patterns create testing.sql"})
  Integer create(
      @Mixin ServerOption at,
      @Parameters(
              paramLabel = "FILE",
              description = "A file with the statement; - for standard input.")
          String file,
      @Option(names = "--disabled", description = "Do not let it run yet.") boolean disabled) {
    String statement = Script.read(file, io.in()).text();
    try (Client client = at.client()) {
      var made =
          client.send(
              "POST",
              "/v1/patterns",
              Map.of("statement", statement, "state", disabled ? "disabled" : "enabled"));
      io.out().println("created " + made.text("name") + ", " + made.text("state"));
    }
    return Main.FINE;
  }

  @Command(
      name = "put",
      header = "Replaces a pattern by a new version.",
      footer = {"", "Example:", "  sluice patterns put card_testing testing.sql"})
  Integer put(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "NAME", description = "The pattern.") String name,
      @Parameters(
              paramLabel = "FILE",
              description = "A file with the statement; - for standard input.")
          String file) {
    String statement = Script.read(file, io.in()).text();
    try (Client client = at.client()) {
      String path = ROOT + Client.encoded(name);
      String etag = Objects.requireNonNullElse(client.get(path).etag(), "*");
      var made = client.send("PUT", path, Map.of("statement", statement), Map.of("If-Match", etag));
      io.out().println(name + " is at version " + made.text("version"));
    }
    return Main.FINE;
  }

  @Command(
      name = "delete",
      header = "Takes a pattern away with its state.",
      footer = {"", "Example:", "  sluice patterns delete card_testing"})
  Integer delete(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "NAME", description = "The pattern.") String name) {
    try (Client client = at.client()) {
      client.delete(ROOT + Client.encoded(name));
      io.out().println("deleted " + name);
    }
    return Main.FINE;
  }

  @Command(
      name = "enable",
      header = "Lets a pattern run.",
      footer = {"", "Example:", "  sluice patterns enable card_testing"})
  Integer enable(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "NAME", description = "The pattern.") String name) {
    return state(at, name, "enabled");
  }

  @Command(
      name = "disable",
      header = "Stops a pattern; its partial matches end.",
      footer = {"", "Example:", "  sluice patterns disable card_testing"})
  Integer disable(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "NAME", description = "The pattern.") String name) {
    return state(at, name, "disabled");
  }

  private Integer state(ServerOption at, String name, String state) {
    try (Client client = at.client()) {
      client.send("PUT", ROOT + Client.encoded(name) + "/state", Map.of("state", state));
      io.out().println(name + " is " + state);
    }
    return Main.FINE;
  }
}
