package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TX;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.LogLines;
import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are wrong as HTTP: each gets a problem document, and the log says nothing. */
@Timeout(60)
class RawRequestsTest {
  private static final String POST =
      "POST /v1/streams/card_tx/events HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Type: application/x-ndjson\r\n";

  @TempDir static Path folder;
  static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void refused(String request, int status, String code, String... says) {
    try (var log = new LogLines()) {
      String answer = server.raw(request, "}");
      assertThat(answer)
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("application/problem+json", "\"code\":\"" + code + "\"")
          .contains(says)
          .doesNotContain("req_unknown");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void targets_that_are_no_addresses() {
    refused("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad-request", "`*`");
    refused("CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n", 400, "bad-request", "no proxy");
    refused("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad-parameter", "Escape");
  }

  @Test
  void a_request_without_host() {
    refused("GET /v1 HTTP/1.1\r\n\r\n", 400, "bad-request", "The header Host is missing");
  }

  @Test
  void another_version_of_websocket() {
    refused(
        "GET /v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 12\r\n\r\n",
        426,
        "upgrade-required",
        "Sec-WebSocket-Version: 13",
        "found `12`");
  }

  @Test
  void bodies_in_another_transfer_encoding() {
    refused(POST + "Transfer-Encoding: gzip\r\n\r\n", 400, "bad-request", "found `gzip`");
    refused(
        POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        400,
        "bad-request",
        "found `gzip, chunked`");
  }

  @Test
  void packed_bodies_are_refused_by_name() {
    Answer packed =
        server.send(
            "POST",
            "/v1/streams/card_tx/events",
            "\u001f\u008b",
            "Content-Type",
            "application/x-ndjson",
            "Content-Encoding",
            "gzip");
    assertThat(packed.status()).isEqualTo(415);
    assertThat(packed.text("/detail")).contains("`gzip`").contains("Content-Encoding");
    Answer plain =
        server.send(
            "POST",
            "/v1/streams/card_tx/events",
            "{\"card\":\"a\",\"ts\":1}",
            "Content-Type",
            "application/x-ndjson",
            "Content-Encoding",
            "identity");
    assertThat(plain.status()).isEqualTo(202);
  }
}
