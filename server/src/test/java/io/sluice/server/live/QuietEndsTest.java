package io.sluice.server.live;

import static io.sluice.server.RunningServer.CARD_TX;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.sluice.server.LogLines;
import io.sluice.server.RunningServer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that end while alerts flow are no news for the log. */
@Timeout(60)
class QuietEndsTest {
  private static final String SUBSCRIBE =
      "{\"type\":\"subscribe\",\"id\":\"s1\",\"channel\":\"alerts\",\"from\":\"earliest\"}";

  @TempDir Path folder;
  RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
    server.statement(
        "/v1/patterns",
        "CREATE PATTERN each_one AS SELECT card, amount, country FROM card_tx WHERE amount > 0");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void raise(int count, String filling) {
    String line =
        "{\"card\":\"c\",\"amount\":1,\"country\":\"%s\",\"ts\":1700000000000}".formatted(filling);
    String lines = IntStream.range(0, count).mapToObj(_ -> line).collect(Collectors.joining("\n"));
    assertThat(server.lines("card_tx", lines).status()).isEqualTo(202);
  }

  private Socket subscribed() throws Exception {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket
        .getOutputStream()
        .write(
            ("GET /v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(RunningServer.rawAnswer(socket, "\r\n\r\n")).startsWith("HTTP/1.1 101 ");
    socket.getOutputStream().write(SlowClientTest.masked(SUBSCRIBE));
    return socket;
  }

  @Test
  void clients_that_go_while_alerts_flow_leave_nothing_in_the_log() throws Exception {
    raise(3000, "x".repeat(500));
    server.alertsReached(3000);
    try (var log = new LogLines()) {
      for (int round = 0; round < 6; round++) {
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < 8; i++) {
          sockets.add(subscribed());
        }
        raise(500, "y");
        for (int i = 0; i < sockets.size(); i++) {
          // Some say that they go and read no more, some break off.
          if (i % 2 == 0) {
            sockets.get(i).getOutputStream().write(SlowClientTest.CLOSE);
          } else {
            sockets.get(i).setSoLinger(i % 3 == 0, 0);
            sockets.get(i).close();
          }
        }
        raise(200, "z");
        for (Socket socket : sockets) {
          socket.close();
        }
      }
      allGone();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void a_slow_client_that_is_cut_leaves_nothing_in_the_log() throws Exception {
    try (var log = new LogLines();
        var lazy = subscribed()) {
      for (int i = 0; i < 6; i++) {
        raise(1000, "x".repeat(5000));
      }
      allGone();
      assertThat(server.get("/metrics").raw().body()).contains("closed_total{code=\"4008\"} 1.0");
      assertThat(lazy.isClosed()).isFalse();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void what_the_server_ships_with_does_not_log_the_ends_of_connections() throws Exception {
    var context = new LoggerContext();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(QuietEndsTest.class.getResource("/logback.xml"));
    for (String quiet :
        List.of(
            "bootstrap.ServerBootstrap",
            "channel.AbstractChannel",
            "util.concurrent.DefaultPromise")) {
      assertThat(context.getLogger("io.netty." + quiet).isWarnEnabled()).as(quiet).isFalse();
    }
    assertThat(context.getLogger("io.netty.other").isWarnEnabled()).isTrue();
    context.stop();
  }

  private void allGone() throws InterruptedException {
    String none = "sluice_ws_clients 0.0";
    for (int i = 0; i < 150 && !server.get("/metrics").raw().body().contains(none); i++) {
      Thread.sleep(100);
    }
    assertThat(server.get("/metrics").raw().body()).contains(none);
  }
}
