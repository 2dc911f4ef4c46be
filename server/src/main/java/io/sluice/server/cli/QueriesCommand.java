package io.sluice.server.cli;

import io.sluice.server.files.Inputs;
import io.sluice.server.files.Lines;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
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
      "  sluice queries import searches.ndjson --stream news",
      "  sluice queries delete q7"
    })
final class QueriesCommand implements Callable<Integer> {
  private static final String ROOT = "/v1/queries/";
  private static final Set<String> MEMBERS =
      Set.of("id", "stream", "query", "defaultField", "title", "level", "tags");

  private final Io io;

  @Mixin private ServerOption server = new ServerOption();

  QueriesCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    return list(server, null, null, List.of());
  }

  @Command(
      name = "list",
      header = "All queries.",
      footer = {"", "Example:", "  sluice queries list --stream news --level high"})
  Integer list(
      @Mixin ServerOption at,
      @Option(names = "--stream", paramLabel = "S", description = "Only those of this stream.")
          @Nullable String stream,
      @Option(names = "--level", paramLabel = "L", description = "Only those of this level.")
          @Nullable String level,
      @Option(
              names = "--tag",
              paramLabel = "TAG",
              description =
                  "Only those with this tag; may be given several times, for all of them.")
          @Nullable List<String> tags) {
    var chosen = new StringJoiner("&", "?", "");
    if (stream != null) {
      chosen.add("stream=" + Client.encoded(stream));
    }
    if (level != null) {
      chosen.add("level=" + Client.encoded(level));
    }
    for (String tag : tags == null ? List.<String>of() : tags) {
      chosen.add("tag=" + Client.encoded(tag));
    }
    var table = new Table("ID", "STREAM", "LEVEL", "HITS", "TITLE", "QUERY");
    try (Client client = at.client()) {
      String path = "/v1/queries" + (chosen.length() == 1 ? "" : chosen);
      for (Map<String, @Nullable Object> q : client.pages(path)) {
        table.row(
            Client.text(q, "id"),
            Client.text(q, "stream"),
            Client.text(q, "level"),
            Client.text(q, "hits"),
            Client.text(q, "title"),
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
          @Nullable String defaultField,
      @Option(names = "--title", paramLabel = "T", description = "What people call it.")
          @Nullable String title,
      @Option(names = "--level", paramLabel = "L", description = "Such as high.")
          @Nullable String level,
      @Option(
              names = "--tag",
              paramLabel = "TAG",
              description = "A word by which callers choose; may be given several times.")
          @Nullable List<String> tags) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("stream", stream);
    body.put("query", query);
    body.put("defaultField", defaultField);
    body.put("title", title);
    body.put("level", level);
    body.put("tags", tags);
    body.values().removeIf(Objects::isNull);
    try (Client client = at.client()) {
      client.send("PUT", ROOT + Client.encoded(id), body);
      io.out().println("stored " + id);
    }
    return Main.FINE;
  }

  @Command(
      name = "import",
      header = "Stores the queries of a file, each in place of the one with its id.",
      description = {
        "One JSON object a line: \"id\", \"query\", and maybe \"stream\", \"defaultField\","
            + " \"title\", \"level\" and \"tags\"; other members are left out. .gz is unpacked, -"
            + " is standard input. Lines that the server does not take are named; then the exit"
            + " code is 1."
      },
      footer = {"", "Example:", "  sluice queries import searches.ndjson --stream news"})
  Integer importFile(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "FILE", description = "The queries.") String file,
      @Option(
              names = "--stream",
              paramLabel = "S",
              description = "The stream of lines that do not name one.")
          @Nullable String stream) {
    try (Client client = at.client();
        InputStream in = Inputs.open(file, io.in(), _ -> {})) {
      var sender = new LineSender(io, client, bulk(stream), "stored");
      var lines = new Lines(in);
      while (lines.advance()) {
        if (lines.isBlank()) {
          continue;
        }
        String place = file + ":" + lines.number();
        try {
          Map<String, @Nullable Object> query = JsonTree.readObject(lines.text());
          query.keySet().retainAll(MEMBERS);
          byte[] line = JsonTree.write(query).getBytes(StandardCharsets.UTF_8);
          sender.add(line, 0, line.length, place);
        } catch (BadEvent e) {
          sender.refuse(place + ": " + e.text());
        }
      }
      sender.finish();
      io.out().println("stored " + sender.taken() + ", refused " + sender.refused());
      return sender.refused() == 0 ? Main.FINE : Main.WRONG_INPUT;
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
  }

  /** The address that takes many queries at once. */
  static String bulk(@Nullable String stream) {
    return "/v1/queries:bulk" + (stream == null ? "" : "?stream=" + Client.encoded(stream));
  }

  @Command(
      name = "slow",
      header = "The queries that take the most time.",
      description = "Estimated from a sample of the documents since the start of the server.",
      footer = {"", "Example:", "  sluice queries slow --stream news"})
  Integer slow(
      @Mixin ServerOption at,
      @Option(names = "--stream", paramLabel = "S", description = "Only those of this stream.")
          @Nullable String stream) {
    var table = new Table("ID", "STREAM", "CANDIDATES", "MATCHES", "MICROS", "EACH", "QUERY");
    try (Client client = at.client()) {
      String path = "/v1/queries:slow";
      Client.Answer answer =
          client.get(stream == null ? path : path + "?stream=" + Client.encoded(stream));
      for (Map<String, @Nullable Object> q : answer.list("items")) {
        table.row(
            Client.text(q, "id"),
            Client.text(q, "stream"),
            Client.text(q, "candidates"),
            Client.text(q, "matches"),
            Client.text(q, "micros"),
            Client.text(q, "microsACandidate"),
            Client.text(q, "query"));
      }
    }
    table.print(io.out());
    return Main.FINE;
  }

  @Command(
      name = "replay",
      header = "Asks queries of the events that a stream has had.",
      description = {
        "Prints a line of JSON for each event that is found: offset, time, queries, event. Without"
            + " --query and --id all stored queries of the stream are asked."
      },
      footer = {"", "Example:", "  sluice queries replay news --query 'title:bank*'"})
  Integer replay(
      @Mixin ServerOption at,
      @Parameters(paramLabel = "STREAM", description = "The stream.") String stream,
      @Option(names = "--query", paramLabel = "Q", description = "A query that is not stored.")
          @Nullable String query,
      @Option(
              names = "--default-field",
              paramLabel = "F",
              description = "Where bare words of --query are looked for.")
          @Nullable String defaultField,
      @Option(names = "--id", paramLabel = "ID", description = "Stored queries to ask.")
          @Nullable List<String> ids,
      @Option(names = "--tag", paramLabel = "TAG", description = "Only queries with one of these.")
          @Nullable List<String> tags,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Stop after so many events (default: ${DEFAULT-VALUE}).")
          long limit,
      @Option(names = "--from", paramLabel = "OFFSET", description = "Begin at this event.")
          @Nullable Long from,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "Only events of this time or later, such as 2026-01-31T09:00:00Z.")
          @Nullable String since,
      @Option(names = "--until", paramLabel = "TIME", description = "Only events before this time.")
          @Nullable String until) {
    if (limit < 1) {
      throw new UserError("--limit takes a whole number from 1");
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("stream", stream);
    body.put("query", query);
    body.put("defaultField", defaultField);
    body.put("ids", ids);
    body.put("anyTag", tags);
    body.put("from", from);
    body.put("since", since);
    body.put("until", until);
    body.values().removeIf(Objects::isNull);
    try (Client client = at.client()) {
      long left = limit;
      while (left > 0) {
        body.put("limit", Math.min(left, 1000));
        Client.Answer answer = client.sendPatiently("POST", "/v1/queries:replay", body);
        List<Map<String, @Nullable Object>> found = answer.list("items");
        found.forEach(item -> io.out().println(JsonTree.write(item)));
        left -= found.size();
        if (answer.body().get("next") == null) {
          break;
        }
        body.put("from", answer.body().get("next"));
      }
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
