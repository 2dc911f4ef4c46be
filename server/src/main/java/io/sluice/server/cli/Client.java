package io.sluice.server.cli;

import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running server's REST interface, as far as the command line needs it. */
final class Client implements AutoCloseable {
  static final String DEFAULT = "http://127.0.0.1:7070";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String base;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Client(String base) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    if (!this.base.startsWith("http://") && !this.base.startsWith("https://")) {
      throw new UserError("--server " + base + ": write it as " + DEFAULT);
    }
  }

  /** An answer; {@code body} is empty where there is none. */
  record Answer(int status, Map<String, @Nullable Object> body, @Nullable String etag) {
    boolean isFine() {
      return status < 300;
    }

    String text(String member) {
      return Client.text(body, member);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, @Nullable Object>> list(String member) {
      return body.get(member) instanceof List<?> items
          ? (List<Map<String, @Nullable Object>>) items
          : List.of();
    }
  }

  Answer get(String path) {
    return fine(send("GET", path, BodyPublishers.noBody(), Map.of()));
  }

  /** All items of a list, page by page. */
  List<Map<String, @Nullable Object>> pages(String path) {
    var items = new ArrayList<Map<String, @Nullable Object>>();
    String cursor = "";
    do {
      Answer page =
          get(
              path
                  + (path.indexOf('?') < 0 ? "?" : "&")
                  + "limit=500"
                  + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
      items.addAll(page.list("items"));
      cursor = page.text("next");
    } while (!cursor.isEmpty());
    return items;
  }

  /** A member of an item as it is shown. */
  static String text(Map<String, @Nullable Object> item, String member) {
    return Objects.toString(item.get(member), "");
  }

  Answer send(String method, String path, Map<String, ? extends @Nullable Object> body) {
    return send(method, path, body, Map.of());
  }

  Answer send(
      String method,
      String path,
      Map<String, ? extends @Nullable Object> body,
      Map<String, String> headers) {
    var all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    return fine(send(method, path, BodyPublishers.ofString(JsonTree.write(body)), all));
  }

  /** As {@link #send}, again and again while the server is behind. */
  Answer sendPatiently(String method, String path, Map<String, ? extends @Nullable Object> body) {
    String json = JsonTree.write(body);
    return fine(
        Patience.until(
            () ->
                send(
                    method,
                    path,
                    BodyPublishers.ofString(json),
                    Map.of("Content-Type", "application/json"))));
  }

  /** As {@link #send}; that there is one of the name already is fine. */
  void sendUnlessExists(String method, String path, Map<String, ? extends @Nullable Object> body) {
    Answer answer =
        send(
            method,
            path,
            BodyPublishers.ofString(JsonTree.write(body)),
            Map.of("Content-Type", "application/json"));
    if (!answer.text("code").equals("exists")) {
      fine(answer);
    }
  }

  Answer delete(String path) {
    return fine(send("DELETE", path, BodyPublishers.noBody(), Map.of()));
  }

  /** Lines of NDJSON. The answer may be one of refusal: its lines are the caller's to name. */
  Answer lines(String path, byte[] lines) {
    return send(
        "POST",
        path,
        BodyPublishers.ofByteArray(lines),
        Map.of("Content-Type", "application/x-ndjson"));
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer send(String method, String path, BodyPublisher body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).method(method, body);
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      String text = response.body();
      return new Answer(
          response.statusCode(),
          text.isBlank() ? Map.of() : JsonTree.readObject(text),
          response.headers().firstValue("ETag").orElse(null));
    } catch (BadEvent e) {
      throw new UserError(base + " answers, but not as a Sluice server does");
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  private UserError unreachable(IOException e) {
    return new UserError(
        e instanceof ConnectException
            ? "there is no server at "
                + base
                + "; start one with 'sluice serve', or name another with --server"
            : "the connection to " + base + " broke");
  }

  static Answer fine(Answer answer) {
    if (answer.isFine()) {
      return answer;
    }
    throw new UserError(message(answer));
  }

  /**
   * What a refusal says: the text forms of diagnostics where there are any, each message where
   * there are several, else its detail, which tells the place and what helps too.
   */
  static String message(Answer answer) {
    var text = new StringBuilder();
    List<Map<String, @Nullable Object>> errors = answer.list("errors");
    for (Map<String, @Nullable Object> error : errors) {
      Object message = errors.size() > 1 ? error.get("message") : null;
      Object form = error.get("text") == null ? message : error.get("text");
      if (form != null) {
        text.append(text.isEmpty() ? "" : "\n").append(form);
      }
    }
    if (!text.isEmpty()) {
      return text.toString();
    }
    String detail = answer.text("detail");
    return detail.isEmpty() ? "the server answered " + answer.status() : detail;
  }

  /**
   * Follows the alert feed from now until {@code stopped}; resumes where it broke off.
   *
   * @param data told the JSON text of each alert's CloudEvent
   */
  void alerts(String query, BooleanSupplier stopped, Runnable connected, Consumer<String> data)
      throws InterruptedException {
    String lastId = null;
    boolean first = true;
    while (!stopped.getAsBoolean()) {
      var request = HttpRequest.newBuilder(URI.create(base + "/v1/alerts/stream" + query));
      if (lastId != null) {
        request.header("Last-Event-ID", lastId);
      }
      try {
        HttpResponse<InputStream> response =
            http.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
          throw new UserError(
              "the server answered " + response.statusCode() + " to the alert feed");
        }
        if (first) {
          connected.run();
          first = false;
        }
        try (var lines =
            new java.io.BufferedReader(
                new java.io.InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
              lastId = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
              data.accept(line.substring(5).strip());
            }
          }
        }
      } catch (IOException e) {
        if (first) {
          throw unreachable(e);
        }
      }
      if (!stopped.getAsBoolean()) {
        Thread.sleep(1000);
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
