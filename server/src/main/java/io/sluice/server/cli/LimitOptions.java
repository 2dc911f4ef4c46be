package io.sluice.server.cli;

import io.sluice.cep.task.Limits;
import io.sluice.server.ServerConfig;
import io.sluice.server.host.Quotas;
import picocli.CommandLine.Option;

/** How much a server takes, as far as its operator may want to say. */
final class LimitOptions {
  @Option(
      names = "--max-streams",
      paramLabel = "N",
      description = "Streams that may be defined, by default 10000.")
  private int streams = Quotas.DEFAULT.streams();

  @Option(
      names = "--max-patterns",
      paramLabel = "N",
      description = "Patterns that may be defined, by default 10000.")
  private int patterns = Quotas.DEFAULT.patterns();

  @Option(
      names = "--max-queries",
      paramLabel = "N",
      description = "Queries that may be stored, by default 1000000.")
  private int queries = Quotas.DEFAULT.queries();

  @Option(
      names = "--max-partial-per-key",
      paramLabel = "N",
      description = {
        "Partial matches of one key of a pattern that are followed side by side,",
        "by default 10000; beyond that the oldest ends, and is counted."
      })
  private int perKey = Limits.DEFAULT.attemptsPerKey();

  @Option(
      names = "--max-partial-per-pattern",
      paramLabel = "N",
      description = "The same over all keys of a pattern, by default 1000000.")
  private int perPattern = Limits.DEFAULT.attemptsPerPattern();

  ServerConfig applied(ServerConfig config) {
    checked("--max-partial-per-key", perKey, 1);
    checked("--max-partial-per-pattern", perPattern, 1);
    return config
        .withQuotas(
            Quotas.DEFAULT.withObjects(
                checked("--max-streams", streams, 0),
                checked("--max-patterns", patterns, 0),
                checked("--max-queries", queries, 0)))
        .withEngine(new Limits(perKey, perPattern, Limits.DEFAULT.stepsPerRow()));
  }

  private static int checked(String option, int value, int least) {
    if (value < least) {
      throw new UserError("%s takes %d or more, found %d".formatted(option, least, value));
    }
    return value;
  }
}
