package io.sluice.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.store.Store;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class EmbeddedHostTest extends HostFixture {
  @Test
  void an_event_is_seen_by_the_patterns_that_were_there_before_it() {
    host.createStream("STREAM s");
    send("s", "a", "a").join();
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    Host.Appended at = send("s", "a", "b", "a", "b", "b").join();
    assertThat(at).isEqualTo(new Host.Appended(2, 6));
    settle();
    assertThat(alerts()).containsExactly("0 pa", "1 pb");
  }

  @Test
  void everything_is_back_after_a_restart() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    host.createPattern("PATTERN off EVERY 1 OF s", false);
    host.putQuery(QueryDraft.of("q", "s", "k:b", null), false);
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
    assertThat(alerts())
        .contains("0 q")
        .anyMatch(a -> a.endsWith(" pa"))
        .anyMatch(a -> a.endsWith(" pb"));
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

  @Test
  void a_new_version_starts_without_partial_matches() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    send("s", "a").join();
    PatternEntry first = host.registry().pattern("p");
    assertThat(host.replacePattern("p", "PATTERN p EVERY 2 OF s", first.tag()).version())
        .isEqualTo(2);
    assertThatThrownBy(() -> host.replacePattern("p", "PATTERN p EVERY 2 OF s", first.tag()))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "`p` is at version 2, which is not the one that you read. Nothing was saved. Read it again and repeat your change.");
    send("s", "a").join();
    settle();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void a_stream_in_use_stays() {
    host.createStream("STREAM s");
    host.createPattern("PATTERN p EVERY 2 OF s", true);
    host.putQuery(QueryDraft.of("q", "s", "k:b", null), false);
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
        EmbeddedHost.open(Store.open(folder, 0), setup(Store::write).withLowDisk(Long.MAX_VALUE));
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
