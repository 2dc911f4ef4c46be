package io.sluice.server.http;

import static io.sluice.server.RunningServer.CARD_TESTING;
import static io.sluice.server.RunningServer.CARD_TX;
import static io.sluice.server.RunningServer.payment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestTest {
  @TempDir static Path folder;
  static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
    server.statement("/v1/patterns", CARD_TESTING);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String problem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
    assertThat(answer.text("/requestId")).isEqualTo(answer.header("X-Request-Id"));
    assertThat(answer.text("/detail")).doesNotContain("io.sluice").doesNotContain("Exception");
    return answer.status() + " " + answer.text("/code");
  }

  @Test
  void three_probes_and_a_hit_raise_an_alert_with_its_events() {
    Answer sent =
        server.lines(
            "card_tx",
            payment("c1", 1, "00:00")
                + "\n"
                + payment("c1", 1.5, "00:10")
                + "\n"
                + payment("c2", 900, "00:15")
                + "\n"
                + payment("c1", 1, "00:20")
                + "\n"
                + payment("c1", 700, "00:30")
                + "\n"
                + payment("c9", 5, "01:00")
                + "\n");
    assertThat(sent.status()).isEqualTo(202);
    assertThat(sent.json().get("accepted").asInt()).isEqualTo(6);
    JsonNode alert = server.alerts(1).getFirst();
    assertThat(alert.at("/kind").asText()).isEqualTo("pattern");
    assertThat(alert.at("/pattern").asText()).isEqualTo("card_testing");
    assertThat(alert.at("/key/card").asText()).isEqualTo("c1");
    assertThat(alert.at("/row/probes").asInt()).isEqualTo(3);
    assertThat(alert.at("/row/amount").asDouble()).isEqualTo(700);
    assertThat(alert.at("/matchedTotal").asInt()).isEqualTo(4);
    assertThat(alert.at("/matched/3/var").asText()).isEqualTo("HIT");
    assertThat(alert.at("/matched/3/event/amount").asDouble()).isEqualTo(700);
    assertThat(server.get("/v1/alerts/" + alert.at("/id").asText()).json()).isEqualTo(alert);
  }
}
