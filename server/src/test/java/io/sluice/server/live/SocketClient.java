package io.sluice.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.server.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps what comes. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  final WebSocket socket;

  SocketClient(RunningServer server) {
    socket =
        server
            .client()
            .newWebSocketBuilder()
            .subprotocols(AlertSocket.SUBPROTOCOL)
            .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/v1/ws"), this)
            .join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      try {
        frames.add(JSON.readTree(text.toString()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(-1);
  }

  SocketClient send(String frame) {
    socket.sendText(frame.replace('\'', '"'), true).join();
    return this;
  }

  JsonNode next() {
    try {
      JsonNode frame = frames.poll(10, TimeUnit.SECONDS);
      assertThat(frame).as("a frame within 10 seconds").isNotNull();
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode next(String type) {
    JsonNode frame = next();
    assertThat(frame.at("/type").asText()).as(frame.toString()).isEqualTo(type);
    return frame;
  }

  List<Long> offsets(int count) {
    var offsets = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      offsets.add(next("alert").at("/offset").asLong());
    }
    return offsets;
  }

  int code() {
    return closed.orTimeout(15, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
