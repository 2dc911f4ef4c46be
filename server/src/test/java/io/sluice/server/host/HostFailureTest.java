package io.sluice.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.host.PatternEntry.State;
import io.sluice.server.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Errors of our own: nobody waits for ever, and a restart comes up. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostFailureTest extends HostFixture {
  @Test
  void a_pattern_that_breaks_is_stopped_and_the_rest_goes_on() {
    host.createStream("STREAM s");
    host.createStream("STREAM t");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    host.createPattern("PATTERN r EVERY 1 OF t", true);
    send("s", "a", "broken pattern", "a", "a").join();
    send("t", "x").join();
    settle();
    PatternEntry broken = host.registry().pattern("p");
    assertThat(broken.state()).isEqualTo(State.FAILED);
    assertThat(broken.failure()).startsWith("The engine met an error of its own at input ");
    assertThat(alerts()).containsExactly("0 rx");
    restart();
    assertThat(host.registry().pattern("p")).isEqualTo(broken);
    assertThat(host.status().ready()).isTrue();
    assertThat(host.setEnabled("p", true, null).failure()).isNull();
    send("s", "a", "a", "a", "a").join();
    settle();
    assertThat(alerts()).hasSize(3);
  }

  @Test
  void a_pattern_that_the_engine_can_not_run_is_refused_by_its_name() {
    host.createStream("STREAM s");
    assertThatThrownBy(() -> host.createPattern("PATTERN broken EVERY 1 OF s", true))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.ENGINE_FAILED))
        .hasMessageStartingWith("The engine can not run `broken`, by an error of its own.");
    assertThat(host.registry().patterns()).isEmpty();
    restart();
    assertThat(host.registry().patterns()).isEmpty();
    host.createPattern("PATTERN fine EVERY 1 OF s", true);
  }

  @Test
  void a_new_version_of_a_broken_pattern_runs() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    send("s", "broken pattern").join();
    settle();
    assertThat(host.replacePattern("p", "PATTERN p EVERY 1 OF s", null).state())
        .isEqualTo(State.ENABLED);
  }

  @Test
  void an_error_of_the_engine_stops_intake_and_nobody_hangs() throws Exception {
    host.createStream("STREAM s");
    send("s", "a").join();
    settle();
    send("s", "broken engine").join();
    while (host.status().ready()) {
      Thread.sleep(1);
    }
    assertThat(host.status().refusal()).contains("takes no more input");
    assertThat(refusalOf(send("s", "b")).reason()).isEqualTo(Refusal.Reason.STORAGE_FAILED);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> host.createStream("STREAM t")).isInstanceOf(Refusal.class);
    }
    assertThat(host.events(host.registry().stream("s"), 0, 10, false)).hasSize(2);
  }

  @Test
  void questions_to_an_engine_that_has_stopped_are_refused() throws Exception {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    assertThat(host.inFlight("p").runs().keys()).isZero();
    send("s", "broken engine").join();
    while (host.status().ready()) {
      Thread.sleep(1);
    }
    assertThatThrownBy(() -> host.inFlight("p"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.STORAGE_FAILED));
    var closed = host;
    restart();
    assertThatThrownBy(() -> closed.inFlight("p"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.STORAGE_FAILED));
    var open = host;
    assertThat(open.inFlight("p").runs().keys()).isZero();
    restart();
    assertThatThrownBy(() -> open.inFlight("p"))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.STOPPING));
  }

  @Test
  void an_input_that_always_breaks_the_engine_does_not_keep_the_house_shut() throws Exception {
    an_error_of_the_engine_stops_intake_and_nobody_hangs();
    restart();
    assertThat(host.status().ready()).isTrue();
    assertThat(host.status().recovery()).contains("1 input left out");
    host.createPattern("PATTERN p EVERY 1 OF s", true);
    send("s", "c").join();
    settle();
    assertThat(alerts()).containsExactly("0 pc");
    restart();
    assertThat(host.status().ready()).isTrue();
  }

  @Test
  void what_is_in_flight_names_the_version_that_the_engine_runs() throws Exception {
    host.close();
    var left = new AtomicInteger(Integer.MAX_VALUE);
    var held = new CountDownLatch(1);
    var shown = new CountDownLatch(1);
    host =
        EmbeddedHost.open(
            Store.open(folder, 0),
            setup(
                (store, commit) -> {
                  store.write(commit);
                  if (left.decrementAndGet() == 0) {
                    held.countDown();
                    await(shown);
                  }
                }));
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    left.set(2); // the change into the log, and then what it left, which nobody is told of
    var changed =
        CompletableFuture.runAsync(() -> host.replacePattern("p", "PATTERN p EVERY 3 OF s", null));
    try {
      await(held);
      assertThat(host.registry().pattern("p").version()).isEqualTo(1);
      PatternEntry running = host.inFlight("p").pattern();
      assertThat(running.version()).isEqualTo(2);
      assertThat(running.statement()).contains("EVERY 3");
    } finally {
      shown.countDown();
    }
    changed.join();
    assertThat(host.registry().pattern("p").version()).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
