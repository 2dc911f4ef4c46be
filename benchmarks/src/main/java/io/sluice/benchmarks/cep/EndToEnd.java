package io.sluice.benchmarks.cep;

import io.sluice.benchmarks.Cell;
import io.sluice.benchmarks.Suite;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * W1's pattern on a server of its own: events go in over HTTP as lines of JSON, every alert comes
 * out at a WebSocket. The clock runs from the first request to the last alert, so parsing, the log
 * on disk, matching, the alert log and delivery are all in it.
 */
public final class EndToEnd implements Suite {
  private static final int EVENTS = Integer.getInteger("events", 1_000_000);
  private static final int BATCH = Integer.getInteger("batch", 10_000);
  private static final int WARM_UP = 200_000;
  private static final int ROUNDS = 1_000;
  private static final long START = 1_800_000_000_000L;

  @Override
  public List<String> help() {
    return List.of(
        "E2E: W1's pattern on a server, from HTTP to a WebSocket",
        "  a line gives events/s, median and 99th percentile in microseconds from sending four events",
        "  to their alert, matches; -Devents=N -Dbatch=N (events a request), -Dsluice.command=FILE");
  }

  @Override
  public boolean has(String workload) {
    return workload.equals("E2E");
  }

  @Override
  public List<String> engines(String workload) {
    return List.of("sluice");
  }

  /** The digest is what a loop finds in the same events. */
  @Override
  public boolean agree(Cell first, Cell cell) {
    return cell.matches() == cell.digest();
  }

  @Override
  public Cell measure(String workload, String engine) {
    try {
      return cell(workload, engine);
    } catch (IOException e) {
      throw new IllegalStateException(workload, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Cell cell(String workload, String engine)
      throws IOException, InterruptedException {
    var card = new CardTesting();
    List<CardTesting.Payment> events = card.events().subList(0, WARM_UP + EVENTS);
    var found = new Found();
    var loop = new LoopDriver<>(card, events, found);
    List<String> batches = new ArrayList<>();
    long[] expected = new long[2];
    for (int from = 0; from < events.size(); from += BATCH) {
      var lines = new StringBuilder();
      for (int place = from; place < Math.min(events.size(), from + BATCH); place++) {
        CardTesting.Payment event = events.get(place);
        line(lines, event.n(), event.time(), event.card(), event.amount());
        loop.send(place);
        expected[0] = place == WARM_UP - 1 ? found.matches() : expected[0];
      }
      batches.add(lines.toString());
    }
    expected[1] = found.matches() - expected[0];
    Path data = Files.createTempDirectory("sluice-e2e");
    Process server = start(data);
    try (var client = new ServerClient(address(server))) {
      client.post("/v1/streams", "text/plain", stream(card));
      client.post("/v1/patterns", "text/plain", card.patterns().getFirst());
      client.subscribe();
      int warm = WARM_UP / BATCH;
      for (String batch : batches.subList(0, warm)) {
        client.post("/v1/streams/s/events", "application/x-ndjson", batch);
      }
      client.awaitAlerts(expected[0]);
      long begun = System.nanoTime();
      for (String batch : batches.subList(warm, batches.size())) {
        client.post("/v1/streams/s/events", "application/x-ndjson", batch);
      }
      client.awaitAlerts(found.matches());
      double seconds = (System.nanoTime() - begun) / 1e9;
      double[] micros = latencies(client, events.getLast(), found.matches());
      System.err.printf(
          Locale.ROOT,
          "# E2E: %,d events in %.2f s in requests of %,d; processor time of the server %.1f s in all%n",
          EVENTS,
          seconds,
          BATCH,
          server.info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
      List<Double> percentiles = List.of(micros[ROUNDS / 2], micros[ROUNDS * 99 / 100]);
      long matches = client.alerts() - expected[0] - ROUNDS;
      return new Cell(workload, engine, EVENTS / seconds, percentiles, matches, expected[1]);
    } finally {
      server.destroy();
      server.waitFor();
      delete(data);
    }
  }

  /** One request of four events that are a match, then its alert, and again. */
  private static double[] latencies(ServerClient client, CardTesting.Payment last, long alerts)
      throws IOException, InterruptedException {
    var micros = new double[ROUNDS];
    long n = last.n();
    for (int round = 0; round < ROUNDS; round++) {
      var lines = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        n++;
        line(lines, n, n * 10, "probe" + round, i < 3 ? 1 : 900);
      }
      long begun = System.nanoTime();
      client.post("/v1/streams/s/events", "application/x-ndjson", lines.toString());
      client.awaitAlerts(alerts + round + 1);
      micros[round] = (client.lastAlert() - begun) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  private static String stream(CardTesting card) {
    return "CREATE STREAM s (%s, n BIGINT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)"
        .formatted(String.join(", ", card.columns()));
  }

  private static void line(StringBuilder out, long n, long time, String card, double amount) {
    out.append("{\"card\":\"").append(card).append("\",\"amount\":").append(amount);
    out.append(",\"n\":").append(n).append(",\"ts\":\"");
    out.append(Instant.ofEpochMilli(START + time)).append("\"}\n");
  }

  // ---- the server ----

  private static Process start(Path data) throws IOException {
    String command = System.getProperty("sluice.command", "sluice");
    return new ProcessBuilder(command, "serve", "--data", data.toString(), "--port", "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String address(Process server) throws IOException {
    BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int at = line.indexOf("http://");
      if (line.contains("is ready") && at >= 0) {
        return line.substring(at).strip();
      }
    }
    throw new IOException("the server did not start");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
