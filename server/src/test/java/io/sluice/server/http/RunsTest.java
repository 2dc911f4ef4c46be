package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TESTING;
import static io.sluice.server.RunningServer.CARD_TX;
import static io.sluice.server.RunningServer.payment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in flight, over REST; an answer that events are taken means that they are counted. */
class RunsTest {
  private static final String RUNS = "/v1/patterns/card_testing/runs";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
    server.statement("/v1/patterns", CARD_TESTING);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void send(String... events) {
    assertThat(server.lines("card_tx", String.join("\n", events) + "\n").status()).isEqualTo(202);
  }

  private JsonNode runs() {
    Answer answer = server.get(RUNS);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> states(JsonNode runs) {
    var texts = new ArrayList<String>();
    runs.at("/states").forEach(state -> texts.add(state.toString()));
    return texts;
  }

  @Test
  void attempts_are_counted_by_state_and_key() {
    assertThat(runs().at("/attempts").asInt()).isZero();
    assertThat(runs().has("oldest")).isFalse();
    send(
        payment("c1", 1, "00:00"),
        payment("c2", 1, "00:01"),
        payment("c1", 1, "00:02"),
        payment("c1", 1, "00:03"),
        payment("c3", 900, "00:04"));
    JsonNode runs = runs();
    assertThat(runs.at("/pattern").asText()).isEqualTo("card_testing");
    assertThat(runs.at("/attempts").asInt()).isEqualTo(2);
    assertThat(runs.at("/keys").asInt()).isEqualTo(2);
    assertThat(runs.at("/oldest").asText()).isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(runs.at("/partial").asBoolean()).isFalse();
    assertThat(states(runs))
        .containsExactly(
            "{\"id\":\"s1\",\"var\":\"PROBE\",\"attempts\":2,\"keys\":2,\"waiting\":2}",
            "{\"id\":\"s2\",\"var\":\"HIT\",\"attempts\":0,\"keys\":0,\"waiting\":1}",
            "{\"id\":\"match\",\"waiting\":0}");
    assertThat(runs.at("/topKeys"))
        .hasToString(
            "[{\"key\":{\"card\":\"c1\"},\"attempts\":1,\"oldest\":\"2026-01-01T00:00:00.000Z\"},"
                + "{\"key\":{\"card\":\"c2\"},\"attempts\":1,\"oldest\":\"2026-01-01T00:00:01.000Z\"}]");
    send(payment("c1", 700, "00:05"));
    assertThat(runs().at("/topKeys/0/key/card").asText()).isEqualTo("c2");
  }

  @Test
  void each_event_is_counted_when_its_answer_is_here() {
    for (int i = 1; i <= 100; i++) {
      send(payment("c" + i, 1, "00:00"));
      assertThat(runs().at("/attempts").asInt()).isEqualTo(i);
    }
    assertThat(runs().at("/topKeys")).hasSize(10);
  }

  @Test
  void a_pattern_that_is_disabled_has_nothing_in_flight() {
    send(payment("c1", 1, "00:00"));
    assertThat(runs().at("/attempts").asInt()).isEqualTo(1);
    server.put("/v1/patterns/card_testing/state", "{\"state\":\"disabled\"}");
    assertThat(runs().at("/attempts").asInt()).isZero();
    assertThat(runs().at("/state").asText()).isEqualTo("disabled");
  }

  @Test
  void the_explanation_of_a_pattern_has_them_too() {
    send(payment("c1", 1, "00:00"));
    JsonNode explanation = server.get("/v1/patterns/card_testing/explain").json();
    assertThat(explanation.at("/runs")).isEqualTo(runs());
    assertThat(explanation.at("/automaton/states/1/id").asText()).isEqualTo("s1");
    assertThat(explanation.at("/automaton/states/3/id").asText()).isEqualTo("match");
  }

  @Test
  void a_restart_finds_them_again() {
    send(payment("c1", 1, "00:00"), payment("c1", 1, "00:01"));
    JsonNode before = runs();
    server.restart();
    assertThat(runs()).isEqualTo(before);
  }

  @Test
  void a_pattern_that_is_not_there_is_named() {
    Answer answer = server.get("/v1/patterns/card_testin/runs");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("/code")).isEqualTo("not-found");
    assertThat(answer.text("/detail")).contains("`card_testing`");
  }
}
