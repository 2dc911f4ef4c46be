package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {
  @Test
  void an_unknown_sample_is_answered_with_what_there_is() {
    Run run = Run.of("demo", "card-frad");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no sample 'card-frad'");
  }
}
