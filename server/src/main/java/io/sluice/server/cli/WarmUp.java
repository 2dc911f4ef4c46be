package io.sluice.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the launcher runs once after a build while the JVM records which classes are loaded: the
 * short commands, on input of their own. Its output goes nowhere.
 */
final class WarmUp {
  private static final String SCRIPT =
      """
      CREATE STREAM tx (card STRING, amount DECIMAL(12,2), ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
      CREATE PATTERN filter AS SELECT card, UPPER(card) AS up FROM tx WHERE amount > 1;
      CREATE PATTERN probes AS SELECT * FROM tx MATCH_RECOGNIZE (PARTITION BY card ORDER BY ts
      MEASURES COUNT(A.*) AS n, LAST(A.amount) AS last_amount
      PATTERN (RELAXED(A{2,}) -> NOT N -> B) WITHIN INTERVAL '1' MINUTE
      DEFINE A AS A.amount < 2, N AS N.amount > 1000, B AS B.amount BETWEEN 2 AND 50) AS m;
      """;

  private static final String EVENTS =
      """
      {"card":"c","amount":1.5,"ts":"2026-01-01T00:00:00Z"}
      {"card":"c","amount":1,"ts":"2026-01-01T00:00:01Z"}
      {"card":"c","amount":7,"ts":"2026-01-01T00:00:02Z"}
      """;

  private WarmUp() {}

  static int run(Io io) {
    try {
      Path folder = Files.createTempDirectory("sluice-warm-up-");
      String script = write(folder, "s.sql", SCRIPT);
      String events = write(folder, "e.ndjson", EVENTS);
      String csv = write(folder, "e.csv", "card,amount,ts\nc,5,2026-01-01T00:00:00Z\n");
      String wrong = write(folder, "w.sql", SCRIPT.replace("A.amount", "A.amuont"));
      String oneCase =
          write(
              folder,
              "c.case",
              "# Warm.\n"
                  + SCRIPT
                  + "-- events\n"
                  + EVENTS.lines().map(line -> "tx " + line + "\n").reduce("", String::concat)
                  + "-- rows\n");
      String queries = write(folder, "q.ndjson", "{\"id\":\"q\",\"query\":\"a AND b* -c\"}\n");
      String docs = write(folder, "d.ndjson", "{\"title\":\"a b\"}\n");
      command(io, "--help");
      command(io, "--version");
      command(io, "chekc");
      command(io, "check", script, wrong);
      command(io, "explain", script);
      command(io, "fmt", script);
      command(io, "run", script, "--in", "tx=" + events, "--in", "tx=" + csv, "--stats");
      command(io, "test", oneCase);
      command(io, "percolate", "--queries", queries, "--docs", docs, "--stats");
      for (String file : new String[] {script, events, csv, wrong, oneCase, queries, docs}) {
        Files.delete(Path.of(file));
      }
      Files.delete(folder);
      return Main.FINE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void command(Io io, String... args) {
    Main.run(new Io(new ByteArrayInputStream(new byte[0]), io.out(), io.err(), false), args);
  }

  private static String write(Path folder, String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
