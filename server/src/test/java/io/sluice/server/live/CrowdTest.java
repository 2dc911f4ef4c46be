package io.sluice.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CrowdTest {
  @TempDir Path folder;

  @Test
  void of_event_streams_that_come_at_once_as_many_as_the_limit_are_taken() throws Exception {
    int tooMany = 20;
    try (var server = new RunningServer(folder);
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Socket> connect = () -> new Socket("127.0.0.1", server.port());
      List<Socket> sockets =
          clients
              .invokeAll(
                  IntStream.range(0, AlertHub.MAX_CONNECTIONS + tooMany)
                      .mapToObj(_ -> connect)
                      .toList())
              .stream()
              .map(Future::resultNow)
              .toList();
      List<String> answers =
          clients
              .invokeAll(
                  sockets.stream().map(socket -> (Callable<String>) () -> asked(socket)).toList())
              .stream()
              .map(Future::resultNow)
              .toList();
      assertThat(answers).filteredOn(a -> a.contains(" 429 ")).hasSize(tooMany);
      assertThat(answers).filteredOn(a -> a.contains(" 200 ")).hasSize(AlertHub.MAX_CONNECTIONS);
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String asked(Socket socket) throws Exception {
    socket
        .getOutputStream()
        .write(
            "GET /v1/alerts/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return RunningServer.rawAnswer(socket, "\r\n\r\n");
  }
}
