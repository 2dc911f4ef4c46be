package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSenderTest {
  @Test
  void lines_are_sent_again_when_the_server_was_behind() throws IOException {
    List<String> received = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/lines",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          boolean busy = received.size() == 1;
          byte[] answer =
              (busy ? "{\"code\":\"overloaded\"}" : "{\"accepted\":1,\"rejected\":0}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(busy ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    var err = new ByteArrayOutputStream();
    var io =
        new Io(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    try (Client client = new Client("http://127.0.0.1:" + server.getAddress().getPort())) {
      var sender = new LineSender(io, client, "/lines", "accepted");
      sender.add("{}".getBytes(StandardCharsets.UTF_8), 0, 2, "f:1");
      sender.finish();
      assertThat(sender.taken()).isEqualTo(1);
      assertThat(sender.refused()).isZero();
    } finally {
      server.stop(0);
    }
    assertThat(received).containsExactly("{}\n", "{}\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
