package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TX;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that no ordinary client sends. */
@Timeout(60)
class HostileRequestsTest {
  @TempDir static Path folder;
  static RunningServer server;

  @BeforeAll
  static void start() {
    server =
        new RunningServer(
            folder,
            config ->
                config
                    .withNames(Set.of("Sluice.Example"))
                    .withClients(ClientLimits.DEFAULT.withAnalyses(1, 20).withReplays(1, 3)));
    server.statement("/v1/streams", CARD_TX);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String getAs(String host) {
    return server.raw("GET /v1/streams HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "}");
  }

  @Test
  void old_events_are_not_asked_without_end() {
    String question = "{\"stream\":\"card_tx\",\"query\":\"card:c1\"}";
    assertThat(server.post("/v1/queries:replay", question).status()).isEqualTo(200);
    RunningServer.Answer answer = server.post("/v1/queries:replay", question);
    for (int i = 0; i < 50 && answer.status() == 200; i++) {
      answer = server.post("/v1/queries:replay", question);
    }
    assertThat(answer.text("/code")).isEqualTo("rate-limited");
    assertThat(answer.text("/detail")).contains("1 requests for old events");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void a_name_that_was_bent_to_this_machine_is_refused() {
    String answer = getAs("evil.example:" + server.port());
    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("\"code\":\"host-not-allowed\"");
    assertThat(answer).contains("--allow-host evil.example");
    assertThat(getAs("localhost.evil.example")).startsWith("HTTP/1.1 403 ");
    assertThat(getAs("")).startsWith("HTTP/1.1 403 ");
    String posted =
        server.raw(
            "POST /v1/streams/card_tx/events HTTP/1.1\r\nHost: evil.example\r\n"
                + "Origin: http://evil.example\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
            "}");
    assertThat(posted).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void the_names_of_this_machine_and_those_that_were_given_are_taken() {
    for (String host :
        new String[] {
          "localhost",
          "LOCALHOST:" + server.port(),
          "localhost.",
          "127.0.0.1",
          "[::1]:80",
          "sluice.example:443"
        }) {
      assertThat(getAs(host)).as(host).startsWith("HTTP/1.1 200 ");
    }
    assertThat(server.raw("GET /v1/streams HTTP/1.0\r\n\r\n", "}")).contains(" 200 ");
  }

  @Test
  void heads_that_are_too_large_or_broken_get_a_problem() {
    String line = server.raw("GET /v1/alerts?key=" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n", "}");
    assertThat(line).contains(" 414 ").contains("application/problem+json");
    assertThat(line).contains("X-Request-Id").contains("\"code\":\"uri-too-long\"");
    String headers =
        server.raw(
            "GET /v1 HTTP/1.1\r\nHost: localhost\r\nX-Filling: " + "x".repeat(20_000) + "\r\n\r\n",
            "}");
    assertThat(headers).contains(" 431 ").contains("\"code\":\"headers-too-large\"");
    assertThat(server.raw("nonsense\r\n\r\n", "}"))
        .contains(" 400 ")
        .contains("\"code\":\"bad-request\"");
  }

  @Test
  void the_head_of_every_page_can_be_asked_for() {
    for (String path : new String[] {"/v1", "/v1/streams/card_tx", "/metrics", "/", "/v1/alerts"}) {
      Answer head = server.send("HEAD", path, null);
      assertThat(head.status()).as(path).isEqualTo(200);
      assertThat(head.raw().body()).isEmpty();
      assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
    }
    assertThat(server.send("HEAD", "/v1/alerts/stream", null).header("Content-Type"))
        .startsWith("text/event-stream");
    assertThat(server.send("HEAD", "/v1/streams/none", null).status()).isEqualTo(404);
  }

  @Test
  void parameters_of_what_stays_open_are_checked_too() {
    Answer answer = server.get("/v1/alerts/stream?patern=x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/detail")).contains("Did you mean `pattern`?");
    assertThat(server.send("DELETE", "/v1/ws", null).status()).isEqualTo(405);
  }

  @Test
  void bodies_in_other_encodings_are_told_so() {
    var utf16 = "{\"text\":\"SELECT\"}".getBytes(StandardCharsets.UTF_16);
    String body = new String(utf16, StandardCharsets.ISO_8859_1);
    String answer =
        server.raw(
            "POST /v1/validate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + utf16.length
                + "\r\n\r\n"
                + body,
            "}");
    assertThat(answer).startsWith("HTTP/1.1 415 ").contains("must be UTF-8, found UTF-16");
    Answer named =
        server.send(
            "POST", "/v1/validate", "{}", "Content-Type", "application/json; charset=iso-8859-1");
    assertThat(named.status()).isEqualTo(415);
    assertThat(named.text("/detail")).contains("found iso-8859-1");
  }

  @Test
  void json_takes_one_megabyte_where_lines_take_sixteen() {
    String large = "[" + "{}, ".repeat(300_000) + "{}]";
    Answer answer = server.post("/v1/streams/card_tx/events", large);
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("/code")).isEqualTo("body-too-large");
    String document = "{\"stream\":\"card_tx\",\"document\":{\"card\":\"%s\"}}";
    assertThat(server.post("/v1/percolate", document.formatted("x".repeat(2 << 20))).status())
        .isEqualTo(413);
  }

  @Test
  void analyses_are_rationed() {
    Answer last = server.post("/v1/validate", "{\"text\":\"SELECT\"}");
    for (int i = 0; i < 100 && last.status() == 200; i++) {
      last = server.post("/v1/explain", "{\"text\":\"SELECT * FROM card_tx\"}");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.text("/code")).isEqualTo("rate-limited");
    assertThat(last.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void rations_are_saved_up_to_their_limit_by_each_client() {
    var limit = new RateLimit("", 2, 3);
    long second = 1_000_000_000L;
    assertThat(IntStream.range(0, 4).mapToObj(_ -> limit.take("a", 0)))
        .containsExactly(true, true, true, false);
    assertThat(limit.take("b", 0)).isTrue();
    assertThat(IntStream.range(0, 3).mapToObj(_ -> limit.take("a", second)))
        .containsExactly(true, true, false);
    assertThat(IntStream.range(0, 4).mapToObj(_ -> limit.take("a", 100 * second)))
        .containsExactly(true, true, true, false);
  }
}
