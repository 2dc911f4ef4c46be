package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TX;
import static io.sluice.server.RunningServer.payment;
import static io.sluice.server.RunningServer.rawAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that take their time hold no more than their share, and not for ever. */
@Timeout(60)
class SlowBodiesTest {
  @TempDir Path folder;
  RunningServer server;

  private void start(ClientLimits limits) {
    server = new RunningServer(folder, config -> config.withClients(limits));
    server.statement("/v1/streams", CARD_TX);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket begun(int bytes) throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("POST /v1/streams/card_tx/events HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n\r\n"
                    + " ".repeat(bytes))
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private int statusOfSmallOne() {
    return server.lines("card_tx", payment("c1", 1, "00:00")).status();
  }

  private void eventually(int status) throws InterruptedException {
    int found = statusOfSmallOne();
    for (int i = 0; i < 200 && found != status; i++) {
      Thread.sleep(20);
      found = statusOfSmallOne();
    }
    assertThat(found).isEqualTo(status);
  }

  /** One that came while a small request was worked on may have been refused in its place. */
  private void fill(List<Socket> slow, int bytes) throws Exception {
    for (int i = 0; i < 50 && statusOfSmallOne() != 503; i++) {
      slow.add(begun(bytes));
      Thread.sleep(50);
    }
    assertThat(statusOfSmallOne()).isEqualTo(503);
  }

  private void release(List<Socket> slow) throws Exception {
    for (Socket socket : slow) {
      socket.close();
    }
    eventually(202);
  }

  @Test
  void bytes_count_from_their_arrival_on_and_are_given_back() throws Exception {
    start(ClientLimits.DEFAULT.withBodies(1_000_000, 100));
    List<Socket> slow = new ArrayList<>();
    fill(slow, 499_980);
    assertThat(slow).hasSizeBetween(2, 10);
    var refused = server.lines("card_tx", payment("c1", 1, "00:00"));
    assertThat(refused.text("/code")).isEqualTo("overloaded");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    // Requests without a body go on.
    assertThat(server.get("/v1/streams").status()).isEqualTo(200);
    release(slow);
  }

  @Test
  void so_many_requests_are_read_at_once() throws Exception {
    start(ClientLimits.DEFAULT.withBodies(1_000_000, 8));
    List<Socket> slow = new ArrayList<>();
    fill(slow, 1);
    assertThat(slow).hasSizeBetween(8, 20);
    release(slow);
  }

  @Test
  void a_body_that_pauses_is_answered_with_408() throws Exception {
    start(ClientLimits.DEFAULT.withBodyTimes(500, 60_000));
    try (var socket = begun(10)) {
      String answer = rawAnswer(socket, "}");
      assertThat(answer).startsWith("HTTP/1.1 408 ").contains("\"code\":\"body-timeout\"");
      assertThat(socket.getInputStream().read()).as("the connection ends").isEqualTo(-1);
    }
    eventually(202);
  }

  @Test
  void a_body_that_trickles_is_answered_with_408_too() throws Exception {
    start(ClientLimits.DEFAULT.withBodyTimes(5000, 1500));
    try (var socket = begun(10)) {
      long begun = System.nanoTime();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    socket.getOutputStream().write(' ');
                    Thread.sleep(100);
                  }
                } catch (IOException | InterruptedException e) {
                  // The server has had enough.
                }
              });
      assertThat(rawAnswer(socket, "}")).startsWith("HTTP/1.1 408 ");
      assertThat((System.nanoTime() - begun) / 1e9).isBetween(1.4, 15.0);
    }
  }
}
