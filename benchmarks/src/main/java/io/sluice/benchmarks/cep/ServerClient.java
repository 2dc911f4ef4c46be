package io.sluice.benchmarks.cep;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends requests to a server, one after the other, and counts the alerts at a WebSocket. */
final class ServerClient implements AutoCloseable {
  private static final String ALERT = "\"type\":\"alert\"";
  private static final long PATIENCE = 120_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;
  private @Nullable WebSocket socket;
  private long alerts;
  private long lastAlert;
  private boolean ready;

  ServerClient(String address) {
    this.address = address;
  }

  void post(String path, String type, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2 || answer.body().contains("\"rejected\":1")) {
      throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
    }
  }

  /** All alerts from now on. */
  void subscribe() throws InterruptedException {
    socket =
        http.newWebSocketBuilder()
            .subprotocols("sluice.v1+json")
            .buildAsync(URI.create(address.replace("http:", "ws:") + "/v1/ws"), new Frames())
            .join();
    socket
        .sendText(
            "{\"type\":\"subscribe\",\"id\":\"s1\",\"channel\":\"alerts\",\"from\":\"now\"}", true)
        .join();
    await(() -> ready, "the subscription");
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        frame(text);
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private synchronized void frame(StringBuilder text) {
    int before = (int) alerts;
    for (int at = text.indexOf(ALERT); at >= 0; at = text.indexOf(ALERT, at + 1)) {
      alerts++;
    }
    if (alerts > before) {
      lastAlert = System.nanoTime();
    }
    ready |= text.indexOf("\"subscribed\"") >= 0;
    notifyAll();
  }

  synchronized long alerts() {
    return alerts;
  }

  /** By {@link System#nanoTime}. */
  synchronized long lastAlert() {
    return lastAlert;
  }

  void awaitAlerts(long count) throws InterruptedException {
    await(() -> alerts >= count, count + " alerts");
  }

  private interface Condition {
    boolean holds();
  }

  private synchronized void await(Condition condition, String what) throws InterruptedException {
    long until = System.currentTimeMillis() + PATIENCE;
    while (!condition.holds()) {
      long left = until - System.currentTimeMillis();
      if (left <= 0) {
        throw new IllegalStateException(what + " did not come, but " + alerts);
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    http.close();
  }
}
