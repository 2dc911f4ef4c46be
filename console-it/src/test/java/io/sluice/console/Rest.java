package io.sluice.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** What happens outside the browser: streams are made, events are posted. */
final class Rest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  Rest(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  void createStream(String statement) throws IOException, InterruptedException {
    post("/v1/streams", "text/plain", statement);
  }

  void createPattern(String statement) throws IOException, InterruptedException {
    post("/v1/patterns", "text/plain", statement);
  }

  /** Three small payments and a big one of a card, within three seconds from {@code start} on. */
  void probesAndHit(String card, Instant start) throws IOException, InterruptedException {
    payments(card, start, 1.0, 1.5, 0.99, 539.18);
  }

  /** Payments of a card, one a second. */
  void payments(String card, Instant start, double... amounts)
      throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < amounts.length; i++) {
      lines.append(
          "{\"card\":\"%s\",\"amount\":%s,\"ts\":\"%s\"}\n"
              .formatted(card, amounts[i], start.plusSeconds(i)));
    }
    post("/v1/streams/card_tx/events", "application/x-ndjson", lines.toString());
  }

  HttpResponse<String> page(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(base + path)).header("accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  private void post(String path, String type, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(base + path))
                .header("content-type", type)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }
}
