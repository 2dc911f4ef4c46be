package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.cep.event.Event;
import io.sluice.server.store.Store;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.wire.BadEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedHostTest {
  @TempDir Path folder;
  private EmbeddedHost host;

  @BeforeEach
  void open() {
    host = EmbeddedHost.open(Store.open(folder, 0), setup(Store::write));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private static EmbeddedHost.Setup setup(EmbeddedHost.CommitSink sink) {
    return new EmbeddedHost.Setup(
        CountingTask::compile,
        CountingTask::new,
        System::currentTimeMillis,
        1 << 20,
        0,
        Timings.NONE,
        sink);
  }

  private void restart() {
    host.close();
    open();
  }

  private CompletableFuture<Host.Appended> send(String stream, String... keys) {
    StreamEntry entry = host.registry().stream(stream);
    var events = new ArrayList<Event>();
    var payloads = new ArrayList<byte[]>();
    for (String key : keys) {
      String json = "{\"k\":\"" + key + "\",\"ts\":1}";
      try {
        events.add(entry.json().read(json, 0, -1));
      } catch (BadEvent e) {
        throw new AssertionError(e);
      }
      payloads.add(json.getBytes(UTF_8));
    }
    return host.append(entry, events, payloads);
  }

  private List<String> alerts() {
    var documents = new ArrayList<StoredAlert>();
    host.alerts().from(0, documents::add);
    return documents.stream().map(a -> a.offset() + " " + a.id()).toList();
  }

  /** Waits until all that was sent has been worked off: a change is behind it in the order. */
  private void settle() {
    host.createStream("STREAM settle");
    host.dropStream("settle");
  }

  @Test
  void an_event_is_seen_by_the_patterns_that_were_there_before_it() {
    host.createStream("STREAM s");
    send("s", "a", "a").join();
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    Host.Appended at = send("s", "a", "b", "a", "b", "b").join();
    assertThat(at).isEqualTo(new Host.Appended(2, 6));
    settle();
    assertThat(alerts()).containsExactly("0 alr_p.1.a.2", "1 alr_p.1.b.2");
  }

  @Test
  void everything_is_back_after_a_restart() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    host.createPattern("PATTERN off EVERY 1 OF s", false);
    host.putQuery("q", "s", "k:b", null);
    send("s", "a", "b").join();
    settle();
    String epoch = host.alerts().epoch();
    restart();
    assertThat(host.status().recovery()).startsWith("opened at ");
    assertThat(host.alerts().epoch()).isEqualTo(epoch);
    assertThat(host.registry().patterns().keySet()).containsExactly("off", "p");
    assertThat(host.registry().pattern("off").enabled()).isFalse();
    assertThat(host.registry().stream("s").nextOffset()).isEqualTo(2);
    assertThat(host.hits("q")).isEqualTo(1);
    send("s", "a", "b").join();
    settle();
    assertThat(host.hits("q")).isEqualTo(2);
    assertThat(alerts()).hasSize(4);
    assertThat(alerts().subList(1, 4))
        .anyMatch(a -> a.endsWith("alr_p.1.a.2"))
        .anyMatch(a -> a.endsWith("alr_p.1.b.2"));
  }

  @Test
  void derived_rows_are_events_of_their_stream_and_are_not_fed_twice() {
    host.createStream("STREAM s");
    host.createStream("STREAM t");
    send("t", "x").join();
    host.createPattern("PATTERN p EVERY 2 OF s INTO t", true);
    assertThat(refusalOf(send("t", "y")).reason()).isEqualTo(Refusal.Reason.FED_STREAM);
    send("s", "a", "a", "b", "b").join();
    settle();
    assertThat(host.registry().stream("t").nextOffset()).isEqualTo(3);
    restart();
    assertThat(refusalOf(send("t", "y"))).hasMessageContaining("pattern `p`");
    host.dropPattern("p", null);
    assertThat(send("t", "y").join().firstOffset()).isEqualTo(3);
    assertThat(host.events(host.registry().stream("t"), 0, 10, false))
        .extracting(e -> e.event().values()[0])
        .containsExactly("x", "a", "b", "y");
  }

  private static Refusal refusalOf(CompletableFuture<?> done) {
    return (Refusal) catchThrowableOfType(CompletionException.class, done::join).getCause();
  }

  @Test
  void a_new_version_starts_without_partial_matches() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    send("s", "a").join();
    assertThatThrownBy(() -> host.replacePattern("p", "PATTERN p EVERY 2 OF s", 7))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "`p` is at version 1; you edited version 7. Nothing was saved. Read it again and repeat your change.");
    assertThat(host.replacePattern("p", "PATTERN p EVERY 2 OF s", 1).version()).isEqualTo(2);
    send("s", "a").join();
    settle();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void a_stream_in_use_stays() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    host.putQuery("q", "s", "k:b", null);
    assertThatThrownBy(() -> host.dropStream("s"))
        .hasMessage("`s` is used by pattern p, query q. Delete or change them first.");
    assertThatThrownBy(() -> host.dropStream("sss")).hasMessage("There is no stream `sss`.");
  }

  @Test
  void input_is_refused_while_the_engine_is_behind() {
    host.createStream("STREAM s");
    String[] many = Collections.nCopies(6000, "a").toArray(String[]::new);
    Refusal refusal = refusalOf(send("s", many));
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.OVERLOADED);
    assertThat(host.registry().stream("s").nextOffset()).isZero();
    send("s", "a").join();
  }

  @Test
  void nothing_is_written_after_a_failed_sync_and_reading_goes_on() {
    host.close();
    var broken = new boolean[1];
    var writes = new int[1];
    host =
        EmbeddedHost.open(
            Store.open(folder, 0),
            setup(
                (store, commit) -> {
                  writes[0]++;
                  if (broken[0]) {
                    throw new IllegalStateException("no sync");
                  }
                  store.write(commit);
                }));
    host.createStream("STREAM s");
    send("s", "a").join();
    settle();
    broken[0] = true;
    int before = writes[0];
    assertThat(refusalOf(send("s", "b")).reason()).isEqualTo(Refusal.Reason.STORAGE_FAILED);
    broken[0] = false;
    assertThat(refusalOf(send("s", "c")).reason()).isEqualTo(Refusal.Reason.STORAGE_FAILED);
    assertThat(writes[0]).isEqualTo(before + 1);
    assertThat(host.events(host.registry().stream("s"), 0, 10, false)).hasSize(1);
    restart();
    assertThat(host.registry().stream("s").nextOffset()).isEqualTo(1);
  }

  @Test
  void a_full_disk_stops_intake_and_not_reading() throws Exception {
    host.createStream("STREAM s");
    send("s", "a").join();
    host.close();
    host =
        EmbeddedHost.open(
            Store.open(folder, 0),
            new EmbeddedHost.Setup(
                CountingTask::compile,
                CountingTask::new,
                System::currentTimeMillis,
                1 << 20,
                Long.MAX_VALUE,
                Timings.NONE,
                Store::write));
    for (int i = 0; i < 100 && host.status().ready(); i++) {
      Thread.sleep(10);
    }
    assertThat(refusalOf(send("s", "b")).reason()).isEqualTo(Refusal.Reason.STORAGE_FULL);
    assertThat(host.events(host.registry().stream("s"), 0, 10, false)).hasSize(1);
  }

  @Test
  void a_second_process_is_told_that_the_folder_is_in_use() {
    assertThatThrownBy(() -> Store.open(folder, 0))
        .hasMessageStartingWith("The data folder is in use by another process: ");
  }
}
