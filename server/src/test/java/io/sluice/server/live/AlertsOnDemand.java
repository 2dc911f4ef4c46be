package io.sluice.server.live;

import static io.sluice.server.RunningServer.CARD_TX;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.RunningServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on which each event raises one alert. */
abstract class AlertsOnDemand {
  @TempDir Path folder;
  RunningServer server;
  private long sent;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
    server.statement("/v1/streams", CARD_TX);
    server.statement(
        "/v1/patterns",
        "CREATE PATTERN each_one AS SELECT card, amount, country FROM card_tx WHERE amount > 0");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Sends events that raise one alert each; their amounts count up from 1. */
  void raise(int count, String filling) {
    int done = 0;
    while (done < count) {
      int part = Math.min(1000, count - done);
      long first = sent + 1;
      String lines =
          LongStream.range(first, first + part)
              .mapToObj(
                  i ->
                      "{\"card\":\"c%d\",\"amount\":%d,\"country\":\"%s\",\"ts\":%d}"
                          .formatted(i % 7, i, filling, 1_700_000_000_000L + i))
              .collect(Collectors.joining("\n"));
      assertThat(server.lines("card_tx", lines).status()).isEqualTo(202);
      sent += part;
      done += part;
    }
  }

  void raise(int count) {
    raise(count, "XX");
  }

  static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
