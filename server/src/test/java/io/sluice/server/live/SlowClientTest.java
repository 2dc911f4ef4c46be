package io.sluice.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowClientTest extends AlertsOnDemand {
  /** A frame that says: I go. */
  static final byte[] CLOSE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_client_that_never_reads_is_dropped_and_others_go_on() throws Exception {
    try (var lazy = new Socket();
        var busy = new SocketClient(server)) {
      lazy.setReceiveBufferSize(4096);
      lazy.connect(new InetSocketAddress("127.0.0.1", server.port()));
      var out = lazy.getOutputStream();
      out.write(
          ("GET /v1/ws HTTP/1.1\r\nHost: 127.0.0.1:"
                  + server.port()
                  + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] answer = lazy.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
      out.write(masked("{\"type\":\"subscribe\",\"id\":\"s1\",\"channel\":\"alerts\"}"));
      out.flush();
      busy.send("{'type':'subscribe','id':'s1','channel':'alerts'}");
      busy.next("subscribed");
      long before = used();
      var got = new ArrayList<Long>();
      // More than 30 MB of alerts, of which the lazy client takes what fits into the sockets.
      for (int i = 0; i < 6; i++) {
        raise(1000, "x".repeat(5000));
        got.addAll(busy.offsets(1000));
      }
      assertThat(got).isEqualTo(range(0, 6000));
      String metric = "sluice_ws_closed_total{code=\"4008\"} 1.0";
      for (int i = 0; i < 100 && !server.get("/metrics").raw().body().contains(metric); i++) {
        Thread.sleep(100);
      }
      assertThat(server.get("/metrics").raw().body())
          .contains(metric)
          .contains("sluice_ws_clients 1.0");
      assertThat(used() - before).as("bytes held").isLessThan(60L << 20);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  static byte[] masked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var frame = new byte[6 + bytes.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | bytes.length);
    System.arraycopy(bytes, 0, frame, 6, bytes.length);
    return frame;
  }

  @Test
  void a_slow_client_may_ask_to_lose_the_oldest_and_is_told_what_it_lost() throws Exception {
    var stopped = new CompletableFuture<Void>();
    var frames = new LinkedBlockingQueue<String>();
    var slow =
        server
            .client()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + server.port() + "/v1/ws"),
                new WebSocket.Listener() {
                  private final StringBuilder text = new StringBuilder();

                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence data, boolean last) {
                    text.append(data);
                    if (last) {
                      frames.add(text.toString());
                      text.setLength(0);
                    }
                    // The answer to the subscription is read, then nothing until the test says so.
                    if (frames.size() == 1) {
                      stopped.thenRun(() -> from.request(1));
                    } else {
                      from.request(1);
                    }
                    return null;
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                    frames.add("{\"type\":\"closed " + code + " " + reason + "\"}");
                    return null;
                  }

                  @Override
                  public void onError(WebSocket from, Throwable error) {
                    frames.add("{\"type\":\"" + error + "\"}");
                  }
                })
            .join();
    slow.sendText(
            "{\"type\":\"subscribe\",\"id\":\"s1\",\"channel\":\"alerts\",\"onLag\":\"drop-oldest\"}",
            true)
        .join();
    assertThat(frames.poll(10, TimeUnit.SECONDS)).contains("subscribed");
    raise(6000, "y".repeat(5000));
    server.alertsReached(6000);
    stopped.complete(null);
    long next = 0;
    long lost = 0;
    while (next < 6000) {
      String text = frames.poll(10, TimeUnit.SECONDS);
      assertThat(text).isNotNull();
      JsonNode frame = JSON.readTree(text);
      if (frame.at("/type").asText().equals("lagged")) {
        assertThat(frame.at("/from").asLong()).isEqualTo(next);
        long dropped = frame.at("/dropped").asLong();
        assertThat(frame.at("/to").asLong()).isEqualTo(next + dropped - 1);
        next += dropped;
        lost += dropped;
      } else {
        assertThat(frame.at("/offset").asLong(-1)).as(frame.at("/type").asText()).isEqualTo(next);
        next++;
      }
    }
    assertThat(lost).isPositive();
    slow.abort();
  }
}
