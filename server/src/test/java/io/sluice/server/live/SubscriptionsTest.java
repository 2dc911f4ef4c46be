package io.sluice.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubscriptionsTest {
  @Test
  void figures_that_meet_an_error_are_an_error_and_not_silence() {
    assertThat(
            Subscriptions.frame(
                "r",
                "runs",
                () -> {
                  throw new IllegalStateException("no such state");
                }))
        .contains("\"type\":\"error\"", "\"id\":\"r\"", "\"internal\"")
        .doesNotContain("no such state");
    assertThat(
            Subscriptions.frame(
                "r",
                "runs",
                () -> {
                  throw new LiveFigures.Missing("not-found", "There is no pattern `p`.");
                }))
        .contains("\"not-found\"");
  }
}
