package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server on a free port with a client, for tests. */
public final class RunningServer implements AutoCloseable {
  public static final String CARD_TX =
      "CREATE STREAM card_tx (card STRING NOT NULL, amount DOUBLE, country STRING, ts TIMESTAMP(3),"
          + " WATERMARK FOR ts AS ts)";

  /** Three or more tiny payments directly followed by a big one. */
  public static final String CARD_TESTING =
      "CREATE PATTERN card_testing AS SELECT * FROM card_tx MATCH_RECOGNIZE (PARTITION BY card ORDER BY ts"
          + " MEASURES COUNT(PROBE.amount) AS probes, HIT.amount AS amount"
          + " PATTERN (PROBE{3,} HIT) WITHIN INTERVAL '10' MINUTE"
          + " DEFINE PROBE AS PROBE.amount < 2, HIT AS HIT.amount > 500)";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final UnaryOperator<ServerConfig> how;
  private SluiceServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public RunningServer(Path folder) {
    this(folder, config -> config);
  }

  /**
   * @param how what is different from other tests
   */
  public RunningServer(Path folder, UnaryOperator<ServerConfig> how) {
    this.folder = folder;
    this.how = how;
    start();
  }

  public void start() {
    server =
        SluiceServer.start(
            how.apply(ServerConfig.of(folder).withPort(0).withBallast(0).withLowDisk(0)));
  }

  public void restart() {
    server.close();
    start();
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  public int port() {
    return server.port();
  }

  public SluiceServer server() {
    return server;
  }

  public HttpClient client() {
    return client;
  }

  /** An answer: status, headers, body as JSON (or as text where it is none). */
  public record Answer(int status, HttpResponse<String> raw) {
    public JsonNode json() {
      try {
        return JSON.readTree(raw.body());
      } catch (IOException e) {
        throw new AssertionError(raw.body(), e);
      }
    }

    public String text(String member) {
      return json().at(member).asText();
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path, String json) {
    return send("POST", path, json, "Content-Type", "application/json");
  }

  public Answer put(String path, String json, String... headers) {
    var all = new ArrayList<>(List.of("Content-Type", "application/json"));
    all.addAll(List.of(headers));
    return send("PUT", path, json, all.toArray(String[]::new));
  }

  public Answer send(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
      return new Answer(answer.statusCode(), answer);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What comes back for bytes that no client would send, up to {@code until} or the end. */
  public String raw(String text, String until) {
    try (var socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return rawAnswer(socket, until);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static String rawAnswer(Socket socket, String until) throws IOException {
    var answer = new ByteArrayOutputStream();
    while (!answer.toString(StandardCharsets.UTF_8).contains(until)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      answer.write(next);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  public Answer statement(String path, String text) {
    Answer answer = send("POST", path, text, "Content-Type", "application/sql");
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
    return answer;
  }

  public Answer statementRefused(String path, String text) {
    return send("POST", path, text, "Content-Type", "application/sql");
  }

  public Answer lines(String stream, String ndjson) {
    return send(
        "POST",
        "/v1/streams/" + stream + "/events",
        ndjson,
        "Content-Type",
        "application/x-ndjson");
  }

  /** Waits until so many alerts have been raised; fails after thirty seconds. */
  public void alertsReached(long count) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (server.host().alerts().head() < count) {
      assertThat(System.nanoTime()).as("alerts raised in time").isLessThan(deadline);
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  public static String payment(String card, double amount, String time) {
    return "{\"card\":\"%s\",\"amount\":%s,\"ts\":\"2026-01-01T00:%sZ\"}"
        .formatted(card, amount, time);
  }

  /** Waits until there are so many alerts; fails after five seconds. */
  public List<JsonNode> alerts(int count) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (true) {
      var items = new ArrayList<JsonNode>();
      get("/v1/alerts?order=asc&limit=500").json().get("items").forEach(items::add);
      if (items.size() >= count || System.nanoTime() > deadline) {
        assertThat(items).hasSize(count);
        return items;
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
