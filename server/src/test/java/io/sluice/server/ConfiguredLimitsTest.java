package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.task.Limits;
import io.sluice.server.host.Quotas;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that an operator has set hold, and are told. */
class ConfiguredLimitsTest {
  @TempDir Path folder;

  @Test
  void limits_of_the_configuration_hold_and_are_told() throws Exception {
    try (var server =
        new RunningServer(
            folder,
            config ->
                config
                    .withQuotas(Quotas.DEFAULT.withObjects(1, 1, 1))
                    .withEngine(new Limits(3, 5, 100_000)))) {
      var limits = server.get("/v1").json().get("limits");
      assertThat(limits.get("streams").asInt()).isEqualTo(1);
      assertThat(limits.get("patterns").asInt()).isEqualTo(1);
      assertThat(limits.get("queries").asInt()).isEqualTo(1);
      assertThat(limits.get("partialMatchesOfAKey").asInt()).isEqualTo(3);
      assertThat(limits.get("partialMatchesOfAPattern").asInt()).isEqualTo(5);

      server.statement("/v1/streams", RunningServer.CARD_TX);
      assertThat(server.statementRefused("/v1/streams", "CREATE STREAM t (a INT)").text("/code"))
          .isEqualTo("quota-exceeded");
      server.statement(
          "/v1/patterns",
          RunningServer.CARD_TESTING.replace(
              "PATTERN (PROBE{3,} HIT)", "AFTER MATCH SKIP TO NEXT ROW PATTERN (PROBE ->> HIT)"));
      var events = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        events.append(RunningServer.payment("c", 1, "00:0" + i)).append('\n');
      }
      server.lines("card_tx", events.toString());
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (server.get("/v1/patterns/card_testing").json().get("dropped").asInt() < 7) {
        assertThat(System.nanoTime()).as("dropped in time").isLessThan(deadline);
        Thread.sleep(20);
      }
    }
  }
}
