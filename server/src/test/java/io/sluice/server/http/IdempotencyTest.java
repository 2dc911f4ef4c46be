package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TX;
import static io.sluice.server.RunningServer.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IdempotencyTest {
  private static final String EVENTS = "/v1/streams/card_tx/events";

  @TempDir Path folder;
  RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer send(String path, String body, String key) {
    return server.send(
        "POST", path, body, "Content-Type", "application/json", "Idempotency-Key", key);
  }

  private long stored() {
    return server.get("/v1/streams/card_tx").json().at("/nextOffset").asLong();
  }

  @Test
  void a_repeat_gets_the_first_answer_and_adds_nothing_also_after_a_restart() {
    String body = payment("c1", 1, "00:00");
    Answer first = send(EVENTS, body, "k1");
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    Answer again = send(EVENTS, body, "k1");
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.raw().body()).isEqualTo(first.raw().body());
    server.restart();
    Answer later = send(EVENTS, body, "k1");
    assertThat(later.status()).isEqualTo(202);
    assertThat(later.raw().body()).isEqualTo(first.raw().body());
    assertThat(stored()).isEqualTo(1);
    assertThat(send(EVENTS, body, "k2").text("/offset")).isEqualTo("1");
  }

  @Test
  void what_is_created_is_created_once() {
    String body = "{\"stream\":\"card_tx\",\"query\":\"country:XX\"}";
    Answer first = send("/v1/queries", body, "k");
    Answer again = send("/v1/queries", body, "k");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text("/id")).isEqualTo(first.text("/id"));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(server.get("/v1/queries").json().at("/items")).hasSize(1);
  }

  @Test
  void a_key_is_for_one_request() {
    send(EVENTS, payment("c1", 1, "00:00"), "k");
    Answer other = send(EVENTS, payment("c1", 2, "00:00"), "k");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("/code")).isEqualTo("idempotency-key-reused");
    assertThat(send(EVENTS, "{}", "x".repeat(256)).status()).isEqualTo(400);
  }

  @Test
  void what_was_refused_is_not_kept() {
    assertThat(send(EVENTS, "{\"card\":7}", "k").status()).isEqualTo(422);
    assertThat(send(EVENTS, payment("c1", 1, "00:00"), "k").status()).isEqualTo(202);
  }

  @Test
  void repeats_at_the_same_time_add_it_once() {
    String body = payment("c1", 1, "00:00");
    List<Integer> answers =
        IntStream.range(0, 20).parallel().mapToObj(_ -> send(EVENTS, body, "k").status()).toList();
    assertThat(answers).contains(202).isSubsetOf(202, 409);
    assertThat(stored()).isEqualTo(1);
  }
}
