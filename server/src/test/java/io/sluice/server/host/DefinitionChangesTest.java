package io.sluice.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.store.Store;
import io.sluice.server.store.StoredAlert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Changes of streams, patterns and queries: side by side, one after the other, and again. */
class DefinitionChangesTest extends HostFixture {
  private static boolean succeeds(Runnable change) {
    try {
      change.run();
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private static List<Boolean> atOnce(Runnable... changes) throws Exception {
    var results = new ArrayList<Boolean>();
    try (var threads = Executors.newFixedThreadPool(changes.length)) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (Runnable change : changes) {
        calls.add(() -> succeeds(change));
      }
      for (Future<Boolean> done : threads.invokeAll(calls)) {
        results.add(done.get());
      }
    }
    return results;
  }

  @Test
  void a_query_and_the_end_of_its_stream_at_once_leave_a_folder_that_starts() throws Exception {
    for (int round = 0; round < 40; round++) {
      host.createStream("STREAM s");
      List<Boolean> done =
          atOnce(
              () -> host.putQuery(QueryDraft.of("q", "s", "k:b", null), false),
              () -> host.dropStream("s"));
      assertThat(done).as("round %d", round).containsOnlyOnce(true);
      if (round % 10 == 0) {
        restart();
      }
      if (done.get(0)) {
        host.dropQuery("q");
        host.dropStream("s");
      }
    }
    restart();
    assertThat(host.registry().streams()).isEmpty();
    assertThat(host.registry().queries()).isEmpty();
  }

  @Test
  void an_id_is_given_once() throws Exception {
    host.createStream("STREAM s");
    for (int round = 0; round < 20; round++) {
      String id = "q" + round;
      Runnable put = () -> host.putQuery(QueryDraft.of(id, "s", "k:b", null), true);
      assertThat(atOnce(put, put, put)).containsOnlyOnce(true);
    }
  }

  @Test
  void changes_in_any_order_leave_what_a_restart_reads() throws Exception {
    long seed = Long.getLong("seed", 11);
    List<String> streams = List.of("s", "t");
    try (var threads = Executors.newFixedThreadPool(4)) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (int worker = 0; worker < 4; worker++) {
        var random = new Random(seed + worker);
        for (int i = 0; i < 60; i++) {
          String stream = streams.get(random.nextInt(2));
          String id = "x" + random.nextInt(3);
          Runnable change =
              switch (random.nextInt(7)) {
                case 0, 1 -> () -> host.createStream("STREAM " + stream);
                case 2 -> () -> host.dropStream(stream);
                case 3 -> () -> host.createPattern("PATTERN " + id + " EVERY 2 OF " + stream, true);
                case 4 -> () -> host.dropPattern(id, null);
                case 5 ->
                    () ->
                        host.putQuery(QueryDraft.of(id, stream, "k:b", null), random.nextBoolean());
                default -> () -> host.dropQuery(id);
              };
          calls.add(() -> succeeds(change));
        }
      }
      Collections.shuffle(calls, new Random(seed));
      for (Future<Boolean> done : threads.invokeAll(calls)) {
        done.get();
      }
    }
    var before = List.of(names(), host.registry().queries().values().toString());
    restart();
    assertThat(List.of(names(), host.registry().queries().values().toString())).isEqualTo(before);
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    host.registry().streams().values().forEach(s -> names.add(s.name() + s.number()));
    host.registry().patterns().values().forEach(p -> names.add(p.name() + p.tag()));
    return names;
  }

  @Test
  void what_is_created_again_raises_alerts_of_its_own() {
    var seen = new ArrayList<String>();
    for (int round = 0; round < 3; round++) {
      host.createStream("STREAM s");
      host.createPattern("PATTERN p EVERY 2 OF s", true);
      host.putQuery(QueryDraft.of("q", "s", "k:a", null), true);
      send("s", "a", "a").join();
      host.dropPattern("p", null);
      host.dropQuery("q");
      host.dropStream("s");
      if (round == 1) {
        restart();
      }
    }
    for (StoredAlert alert : stored()) {
      seen.add(alert.id());
    }
    assertThat(seen).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void a_number_of_a_stream_is_not_used_again() {
    var numbers = new ArrayList<Integer>();
    for (int round = 0; round < 3; round++) {
      numbers.add(host.createStream("STREAM s").number());
      host.dropStream("s");
      restart();
    }
    assertThat(numbers).containsExactly(1, 2, 3);
  }

  @Test
  void the_tag_of_a_pattern_that_was_dropped_fits_none() {
    host.createStream("STREAM s");
    String old = host.createPattern("PATTERN p EVERY 2 OF s", true).tag();
    host.dropPattern("p", null);
    host.createPattern("PATTERN p EVERY 3 OF s", true);
    assertThatThrownBy(() -> host.dropPattern("p", old))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("`p` is at version 1, which is not the one that you read.");
  }

  @Test
  void a_stream_that_nothing_uses_can_be_replaced() {
    host.createStream("STREAM s");
    send("s", "a", "a").join();
    assertThatThrownBy(() -> host.createStream("STREAM s"))
        .hasMessageStartingWith("There is a stream `s` already.");
    host.putQuery(QueryDraft.of("q", "s", "k:a", null), true);
    assertThatThrownBy(() -> host.createStream("CREATE OR REPLACE STREAM s (k STRING);"))
        .hasMessage("`s` is used by query q. Delete or change it first.");
    host.dropQuery("q");
    host.close();
    host = EmbeddedHost.open(Store.open(folder.resolve("real"), 0), real());
    host.createStream("CREATE STREAM s (k STRING)");
    StreamEntry fresh = host.createStream("CREATE OR REPLACE STREAM S (k STRING, n INT)");
    assertThat(fresh.number()).isEqualTo(2);
    assertThat(host.registry().streams().values()).containsExactly(fresh);
    host.close();
    host = EmbeddedHost.open(Store.open(folder.resolve("real"), 0), real());
    assertThat(host.registry().stream("s").name()).isEqualTo("S");
    assertThat(host.registry().stream("s").def().schema().names()).containsExactly("k", "n");
  }

  private static HostSetup real() {
    return HostSetup.of(0, Timings.NONE);
  }

  @Test
  void quotas_are_kept() {
    host.close();
    var few = new Quotas(2, 1, 1, 2, 32, 256);
    host = EmbeddedHost.open(Store.open(folder, 0), setup(Store::write).withQuotas(few));
    assertThatThrownBy(() -> host.createStream("STREAM s")).hasMessageContaining("3 columns");
  }

  @Test
  void an_id_of_a_query_has_letters_digits_and_a_few_marks() {
    host.createStream("STREAM s");
    host.putQuery(QueryDraft.of("A-1.b_c:d", "s", "k:b", null), true);
    for (String bad : List.of("", " ", "a b", "a/b", "ä", "x".repeat(129))) {
      assertThatThrownBy(() -> host.putQuery(QueryDraft.of(bad, "s", "k:b", null), true))
          .as(bad)
          .hasMessageContaining("a query's id has 1 to 128 characters");
    }
  }

  @Test
  void a_default_field_must_be_a_column() {
    host.createStream("STREAM s");
    host.putQuery(QueryDraft.of("q", "s", "b", "k"), true);
    assertThatThrownBy(() -> host.putQuery(QueryDraft.of("r", "s", "b", "kk"), true))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The default field must be a column: `kk` is no column of `s`.");
  }
}
