package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.event.Event;
import io.sluice.server.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDLE AFTER with the clock of the machine. */
class TicksTest {
  @TempDir Path folder;

  @Test
  void silence_decides_an_absence_and_then_nothing_is_written() throws Exception {
    var commits = new AtomicInteger();
    var setup =
        HostSetup.of(0, Timings.NONE)
            .withSink(
                (store, commit) -> {
                  commits.incrementAndGet();
                  store.write(commit);
                });
    try (var host = EmbeddedHost.open(Store.open(folder, 0), setup)) {
      host.createStream(
          "CREATE STREAM beats (device STRING, n INT, ts TIMESTAMP(3),"
              + " WATERMARK FOR ts AS ts IDLE AFTER INTERVAL '1' SECOND)");
      host.createPattern(
          "CREATE PATTERN silent AS SELECT * FROM beats MATCH_RECOGNIZE (PARTITION BY device"
              + " ORDER BY ts MEASURES A.n AS n PATTERN (A -> NOT B)"
              + " WITHIN INTERVAL '1' SECOND DEFINE A AS A.n = 1, B AS B.n = 2)",
          true);
      StreamEntry beats = host.registry().stream("beats");
      String json = "{\"device\":\"d\",\"n\":1,\"ts\":" + System.currentTimeMillis() + "}";
      Event event = beats.json().read(json, 0, -1);
      host.append(beats, List.of(event), List.of(json.getBytes(UTF_8))).join();
      for (int i = 0; i < 100 && host.alerts().head() == 0; i++) {
        Thread.sleep(100);
      }
      assertThat(host.alerts().head()).isEqualTo(1);
      Thread.sleep(1500);
      int quiet = commits.get();
      Thread.sleep(2200);
      assertThat(commits.get()).isEqualTo(quiet);
    }
  }
}
