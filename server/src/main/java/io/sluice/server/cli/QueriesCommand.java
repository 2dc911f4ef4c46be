package io.sluice.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "queries",
    header = "Lists and changes the stored queries of a running server.",
    description = "Without a further word: the list.",
    footer = {
      "",
      "Examples:",
      "  sluice queries",
      "  sluice queries put q7 news '\"profit warning\" AND title:bank*'",
      "  sluice queries delete q7"
    })
final class QueriesCommand implements Callable<Integer> {
  private static final String ROOT = "/v1/queries/";

  private final Io io;

  @Mixin private ServerOption server = new ServerOption();

  QueriesCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    return list(server);
  }

  @Command(
      name = "list",
      header = "All queries.",
      footer = {"", "Example:", "  sluice queries list"})
  Integer list(@Mixin ServerOption at) {
    var table = new Table("ID", "STREAM", "HITS", "QUERY");
    try (Client client = at.client()) {
      for (Map<String, @Nullable Object> q : client.pages("/v1/queries")) {
        table.row(
            Client.text(q, "id"),
            Client.text(q, "stream"),
            Client.text(q, "hits"),
            Client.text(q, "query"));
      }
    }
    table.print(io.out());
    return Main.FINE;
  }

  @Command(
      name = "show",
      header = "One query's text.",
      footer = {"", "Example:", "  sluice queries show q7"})
  Integer show(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "ID", description = "The query.") String id) {
    try (Client client = at.client()) {
      io.out().println(client.get(ROOT + Client.encoded(id)).text("query"));
    }
    return Main.FINE;
  }

  @Command(
      name = "put",
      header = "Stores a query, in place of the one with this id.",
      footer = {"", "Example:", "  sluice queries put q7 news 'title:bank*' --default-field body"})
  Integer put(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "ID", description = "The query.") String id,
      @Parameters(paramLabel = "STREAM", description = "The stream whose events are searched.")
          String stream,
      @Parameters(paramLabel = "QUERY", description = "In Lucene's classic syntax.") String query,
      @Option(
              names = "--default-field",
              paramLabel = "F",
              description = "Where bare words are looked for.")
          @Nullable String defaultField) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("stream", stream);
    body.put("query", query);
    if (defaultField != null) {
      body.put("defaultField", defaultField);
    }
    try (Client client = at.client()) {
      client.send("PUT", ROOT + Client.encoded(id), body);
      io.out().println("stored " + id);
    }
    return Main.FINE;
  }

  @Command(
      name = "delete",
      header = "Takes a query away.",
      footer = {"", "Example:", "  sluice queries delete q7"})
  Integer delete(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "ID", description = "The query.") String id) {
    try (Client client = at.client()) {
      client.delete(ROOT + Client.encoded(id));
      io.out().println("deleted " + id);
    }
    return Main.FINE;
  }
}
