package io.sluice.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.server.store.Store;
import io.sluice.server.store.StoredAlert;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of events and changes, again and again, over one folder. */
class KillTest {
  private static final int ROUNDS = Integer.getInteger("kills", 4);

  @TempDir Path folder;

  @Test
  void what_was_promised_is_there_after_each_kill() throws Exception {
    long seed = Long.getLong("seed", 5);
    var random = new Random(seed);
    long lastEvent = -1;
    int lastStream = 0;
    Set<Integer> numbers = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      int lastLife = lastStream;
      for (String line : liveAndDie(seed + round, 100 + random.nextInt(500))) {
        String[] said = line.split(" ");
        switch (said[0]) {
          case "event" -> lastEvent = Math.max(lastEvent, Long.parseLong(said[1]));
          case "stream" -> {
            int number = Integer.parseInt(said[1]);
            // Several threads make streams and say so: not always in the order of the numbers.
            assertThat(number).as("greater than in earlier lives").isGreaterThan(lastLife);
            assertThat(numbers.add(number)).as("%d is given once", number).isTrue();
            lastStream = Math.max(lastStream, number);
          }
          default -> throw new AssertionError(line);
        }
      }
      try (var host = EmbeddedHost.open(Store.open(folder, 0), HostFixture.setup(Store::write))) {
        assertThat(host.status().ready()).as(host.status().toString()).isTrue();
        StreamEntry base = host.registry().stream("base");
        assertThat(base.nextOffset()).isGreaterThan(lastEvent);
        checkAlerts(host, base);
        for (QueryEntry query : host.registry().queries().values()) {
          assertThat(host.registry().streams()).containsKey(query.stream());
        }
      }
    }
    assertThat(lastEvent).isPositive();
    assertThat(lastStream).isPositive();
  }

  /** Every second event of a key raises one alert, and no alert comes twice or is lost. */
  private static void checkAlerts(Host host, StreamEntry base) {
    Map<Object, Integer> expected = new HashMap<>();
    for (long at = 0; at < base.nextOffset(); at += 1000) {
      for (Host.LoggedEvent logged : host.events(base, at, 1000, false)) {
        expected.merge(logged.event().values()[0], 1, Integer::sum);
      }
    }
    expected.replaceAll((_, count) -> count / 2);
    expected.values().removeIf(count -> count == 0);
    Map<Object, Integer> found = new HashMap<>();
    Set<String> ids = new HashSet<>();
    var offsets = new ArrayList<Long>();
    host.alerts()
        .from(
            0,
            alert -> {
              offsets.add(alert.offset());
              assertThat(ids.add(alert.id())).as(alert.id()).isTrue();
              count(found, alert);
              return true;
            });
    assertThat(found).isEqualTo(expected);
    for (int i = 0; i < offsets.size(); i++) {
      assertThat(offsets.get(i)).isEqualTo(i);
    }
  }

  private static void count(Map<Object, Integer> found, StoredAlert alert) {
    if (alert.name().equals("twos")) {
      found.merge(alert.keys().getFirst(), 1, Integer::sum);
    }
  }

  /** What the process said before it was killed, {@code millis} after its first word. */
  private List<String> liveAndDie(long seed, int millis) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledHost.class.getName(),
                folder.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines = new ArrayList<String>();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long deadline = Long.MAX_VALUE;
      String line;
      while ((line = out.readLine()) != null) {
        deadline = Math.min(deadline, System.nanoTime() + millis * 1_000_000L);
        lines.add(line);
        if (System.nanoTime() > deadline) {
          // By its handle: this way what it said last can still be read.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();
    return lines;
  }
}
