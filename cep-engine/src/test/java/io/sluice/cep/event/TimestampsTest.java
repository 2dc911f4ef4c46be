package io.sluice.cep.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T09:00:00.000Z, 2026-01-31T09:00:00Z",
    "2026-01-31t09:00:00z, 2026-01-31T09:00:00Z",
    "2026-01-31 09:00:00, 2026-01-31T09:00:00Z",
    "2026-01-31 09:00, 2026-01-31T09:00:00Z",
    "2026-01-31T09:00Z, 2026-01-31T09:00:00Z",
    "2026-01-31T09:00-00:30, 2026-01-31T09:30:00Z",
    "2026-01-31 10:00:00.25+01:00, 2026-01-31T09:00:00.250Z",
    "2026-01-31 10:00:00.25 +01:00, 2026-01-31T09:00:00.250Z",
    "2026-01-31T09:00:00.1239999999999Z, 2026-01-31T09:00:00.123Z",
    "2026-01-31, 2026-01-31T00:00:00Z",
    "0000-01-01, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999, 9999-12-31T23:59:59.999Z",
    "2024-02-29, 2024-02-29T00:00:00Z",
  })
  void what_people_and_logs_write_is_read(String text, Instant time) {
    assertThat(Timestamps.parse(text)).hasValue(time.toEpochMilli());
    assertThat(Timestamps.parse(" " + text + " ")).hasValue(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-1-31",
        "2026-02-29",
        "2026-00-01",
        "2026-13-01",
        "2026-01-00",
        "2026-01-31T",
        "2026-01-31T09",
        "2026-01-31T09:0",
        "2026-01-31X09:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T09:60:00Z",
        "2026-01-31T09:00:60Z",
        "2026-01-31T09:00:00.Z",
        "2026-01-31T09:00:00+1",
        "2026-01-31T09:00:00+01:60",
        "2026-01-31T09:00:00+0100",
        "2026-01-31T09:00:00ZZ",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "+2026-01-31T09:00:00Z",
        "\u0662026-01-31"
      })
  void anything_else_is_no_time(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @Test
  void every_time_that_has_a_text_is_read_back() {
    long seed = Long.getLong("seed", 1);
    System.out.println("TimestampsTest -Dseed=" + seed);
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long time = random.nextLong(Timestamps.MIN, Timestamps.MAX + 1);
      String text = Timestamps.format(time);
      assertThat(text).hasSize(24);
      assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(time);
      assertThat(Timestamps.parse(text)).hasValue(time);
    }
    assertThat(Timestamps.format(Timestamps.MAX + 1)).isEqualTo("253402300800000");
  }
}
