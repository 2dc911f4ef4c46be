package io.sluice.server.cli;

import io.sluice.server.sigma.RuleHead;
import io.sluice.server.sigma.Translation;
import io.sluice.server.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "sigma",
    header = "Turns Sigma rules into stored queries.",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Rules for logs in the format of SigmaHQ become stored queries with the rule's id."
            + " What a query can not say is listed with the reason.",
    footer = {
      "",
      "Examples:",
      "  sluice sigma check sigma/rules",
      "  sluice sigma convert sigma/rules > rules.ndjson",
      "  sluice percolate --queries rules.ndjson --docs events.ndjson",
      "  sluice sigma import sigma/rules --stream winlog",
      "  sluice sigma test sigma"
    })
final class SigmaCommand implements Callable<Integer> {
  private final Io io;

  @Spec private CommandSpec spec;

  SigmaCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    line.usage(line.getOut());
    return Main.FINE;
  }

  @Command(
      name = "check",
      header = "Says what translates, and why the rest does not.",
      description = "The exit code is 1 where a rule itself is wrong.",
      footer = {"", "Example:", "  sluice sigma check sigma/rules"})
  Integer check(@Mixin SigmaFolder folder) {
    SigmaFolder.Outcomes outcomes = folder.translate(io);
    new SigmaReport(outcomes).print(io.out());
    return code(outcomes);
  }

  @Command(
      name = "convert",
      header = "Writes one line of JSON a rule: id, query, title, level, tags.",
      description = {
        "'sluice percolate --queries' takes the lines. Rules that do not translate are named on"
            + " standard error."
      },
      footer = {"", "Example:", "  sluice sigma convert sigma/rules > rules.ndjson"})
  Integer convert(@Mixin SigmaFolder folder) {
    SigmaFolder.Outcomes outcomes = folder.translate(io);
    outcomes.queries().forEach(query -> io.out().println(JsonTree.write(line(query))));
    io.out().flush();
    tellRefused(outcomes);
    return code(outcomes);
  }

  @Command(
      name = "import",
      header = "Stores the rules' queries in a running server.",
      description = {
        "Each rule is stored under its id, in place of the query that the id had before. The stream"
            + " should be open: CREATE STREAM winlog (ts TIMESTAMP(3), WATERMARK FOR ts AS ts)"
            + " WITH (open = 'true')."
      },
      footer = {"", "Example:", "  sluice sigma import sigma/rules --stream winlog"})
  Integer importRules(
      @Mixin ServerOption server,
      @Mixin SigmaFolder folder,
      @Option(
              names = "--stream",
              paramLabel = "NAME",
              required = true,
              description = "The stream whose events are searched.")
          String stream) {
    SigmaFolder.Outcomes outcomes;
    var progress = new Progress(io);
    long stored;
    long refused;
    try (Client client = server.client()) {
      // Before the rules are read, which takes a while.
      client.get("/v1/streams/" + Client.encoded(stream));
      outcomes = folder.translate(io);
      var sender = new LineSender(io, client, QueriesCommand.bulk(stream), "stored");
      for (SigmaFolder.Outcome rule : outcomes.rules()) {
        if (rule.translation() instanceof Translation.Query query) {
          byte[] line = JsonTree.write(stored(query)).getBytes(StandardCharsets.UTF_8);
          sender.add(line, 0, line.length, rule.file());
          progress.show(sender.taken(), "rules");
        }
      }
      sender.finish();
      stored = sender.taken();
      refused = sender.refused();
    } finally {
      progress.clear();
    }
    tellRefused(outcomes);
    io.out().println(String.format(Locale.ROOT, "stored %,d rules on %s", stored, stream));
    return refused > 0 ? Main.WRONG_INPUT : code(outcomes);
  }

  @Command(
      name = "test",
      header = "Asks the rules of events whose hits are known, and says what differs.",
      description = {
        "DIR is a copy of SigmaHQ's repository, or of one that is laid out like it: each info.yml"
            + " in it names a rule and a file of events that must hit it, at least so many times."
            + " Of an EVTX file the JSON of the same name beside it is read.",
        "",
        "With --events and --expected DIR has rules alone. Both files are NDJSON (.gz is unpacked)."
            + " A line that is expected is {\"n\":0,\"rules\":[ids]}: the event of that line, from 0,"
            + " hits these rules and no other; events without such a line hit none. With"
            + " \"scenario\" and \"scenario_must_fire\" one of the scenario's events must hit that"
            + " rule, and each of them may.",
        "",
        "The exit code is 1 where something differs."
      },
      footer = {
        "",
        "Examples:",
        "  sluice sigma test sigma",
        "  sluice sigma test sigma/rules --events events.ndjson.gz --expected hits.ndjson.gz"
      })
  Integer test(
      @Mixin SigmaFolder folder,
      @Option(names = "--events", paramLabel = "FILE", description = "Events, one a line.")
          @Nullable String events,
      @Option(
              names = "--expected",
              paramLabel = "FILE",
              description = "What each of them hits, one a line.")
          @Nullable String expected,
      @Option(names = "--all", description = "List what fits too.") boolean all,
      @Option(names = "--json", description = "Print the result as one JSON object.")
          boolean json) {
    if ((events == null) != (expected == null)) {
      throw new UserError("--events and --expected need each other");
    }
    SigmaFolder.Outcomes outcomes = folder.translate(io);
    var trial = new SigmaTrial(io, outcomes);
    if (events != null && expected != null) {
      trial.lines(events, expected);
    } else {
      trial.scenarios(folder.root());
    }
    var report = new SigmaTrialReport(outcomes, trial.tally());
    if (json) {
      report.printJson(io.out());
    } else {
      report.print(io.out(), all);
    }
    return trial.tally().passed() ? Main.FINE : Main.WRONG_INPUT;
  }

  /** What a server keeps of a rule. */
  private static Map<String, @Nullable Object> stored(Translation.Query query) {
    Map<String, @Nullable Object> line = line(query);
    line.keySet().retainAll(Set.of("id", "query", "title", "level", "tags"));
    return line;
  }

  private static Map<String, @Nullable Object> line(Translation.Query query) {
    RuleHead rule = query.rule();
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", rule.id());
    line.put("query", query.text());
    line.put("title", rule.title());
    line.put("level", rule.level());
    line.put("status", rule.status());
    line.put("tags", rule.tags());
    line.put("attack", rule.attack());
    line.put("author", rule.author());
    line.values().removeIf(value -> value == null || value.equals(""));
    return line;
  }

  private void tellRefused(SigmaFolder.Outcomes outcomes) {
    for (SigmaFolder.Outcome rule : outcomes.rules()) {
      if (rule.translation() instanceof Translation.Refusal refusal) {
        io.err().println(rule.file() + ": " + refusal.reason());
      }
    }
  }

  private static int code(SigmaFolder.Outcomes outcomes) {
    return outcomes.hasBroken() ? Main.WRONG_INPUT : Main.FINE;
  }
}
