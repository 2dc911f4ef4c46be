package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import io.sluice.server.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HealthTest {
  @TempDir Path folder;

  @Test
  void a_full_disk_is_told_and_not_called_starting() {
    try (var server = new RunningServer(folder, config -> config.withLowDisk(Long.MAX_VALUE))) {
      Answer ready = server.get("/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.text("/status")).isEqualTo("refusing writes");
      assertThat(ready.json().at("/checks/1/ok").asBoolean()).isFalse();
      assertThat(ready.text("/checks/1/detail")).contains("disk");
    }
  }
}
