package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsAndRowsTest {
  @TempDir static Path folder;

  @Test
  void a_row_without_a_time_column_keeps_its_time_and_a_long_key_is_found() {
    try (var server = new RunningServer(folder)) {
      server.statement("/v1/streams", RunningServer.CARD_TX);
      server.statement("/v1/streams", "CREATE STREAM plain (card STRING)");
      server.statement(
          "/v1/patterns", "CREATE PATTERN fill AS INSERT INTO plain SELECT card FROM card_tx");
      server.statement("/v1/patterns", RunningServer.CARD_TESTING);
      String card = "c".repeat(500);
      for (int i = 0; i < 4; i++) {
        server.lines("card_tx", RunningServer.payment(card, i < 3 ? 1 : 900, "00:0" + i + ".000"));
      }
      assertThat(server.alerts(1).getFirst().at("/key/card").asText()).isEqualTo(card);
      assertThat(server.get("/v1/alerts?key=" + card).json().at("/items")).hasSize(1);
      assertThat(server.get("/v1/alerts?key=" + card.substring(1)).json().at("/items")).isEmpty();
      assertThat(server.get("/v1/streams/plain/events").json().at("/items/0/time").asText())
          .isEqualTo("2026-01-01T00:00:00.000Z");
      server.restart();
      assertThat(server.get("/v1/streams/plain/events").json().at("/items/0/time").asText())
          .isEqualTo("2026-01-01T00:00:00.000Z");
    }
  }
}
