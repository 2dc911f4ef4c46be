package io.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.task.InFlight;
import io.sluice.server.host.EmbeddedHost;
import io.sluice.server.host.Host;
import io.sluice.server.host.HostSetup;
import io.sluice.server.host.Timings;
import io.sluice.server.store.Store;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedRunsTest {
  @TempDir Path folder;

  @Test
  void many_who_follow_a_pattern_ask_the_engine_once() {
    try (var real = EmbeddedHost.open(Store.open(folder, 0), HostSetup.of(0, Timings.NONE))) {
      real.createStream("CREATE STREAM s (v INT)");
      real.createPattern("CREATE PATTERN p AS SELECT v FROM s WHERE v = 1", true);
      var asked = new AtomicInteger();
      Host host =
          (Host)
              Proxy.newProxyInstance(
                  Host.class.getClassLoader(),
                  new Class<?>[] {Host.class},
                  (_, method, _) -> {
                    if (method.getName().equals("registry")) {
                      return real.registry();
                    }
                    asked.incrementAndGet();
                    return new Host.Running(real.registry().pattern("p"), InFlight.NOTHING);
                  });
      var shared = new SharedRuns(host);
      for (int i = 0; i < 1000; i++) {
        assertThat(shared.document(i % 2 == 0 ? "p" : "P").pattern()).isEqualTo("p");
      }
      assertThat(asked.get()).as("once in two seconds").isBetween(1, 50);
    }
  }
}
