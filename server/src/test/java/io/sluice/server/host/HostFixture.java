package io.sluice.server.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.Limits;
import io.sluice.server.store.Store;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.wire.BadEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host over a {@link CountingTask}, and ways to talk to it. */
abstract class HostFixture {
  @TempDir Path folder;
  EmbeddedHost host;

  @BeforeEach
  void open() {
    host = EmbeddedHost.open(Store.open(folder, 0), setup(Store::write));
  }

  @AfterEach
  void close() {
    host.close();
  }

  static HostSetup setup(HostSetup.CommitSink sink) {
    return new HostSetup(
        CountingTask::compile,
        _ -> new CountingTask(),
        System::currentTimeMillis,
        1 << 20,
        0,
        Timings.NONE,
        Quotas.DEFAULT,
        Limits.DEFAULT,
        sink);
  }

  void restart() {
    host.close();
    open();
  }

  CompletableFuture<Host.Appended> send(String stream, String... keys) {
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

  /** Offset, pattern or query, and key of each alert. */
  List<String> alerts() {
    return stored().stream()
        .map(a -> a.offset() + " " + a.name() + String.join("", a.keys()))
        .toList();
  }

  List<StoredAlert> stored() {
    var stored = new ArrayList<StoredAlert>();
    host.alerts().from(0, stored::add);
    return stored;
  }

  /** Waits until all that was sent has been worked off: a change is behind it in the order. */
  void settle() {
    host.createStream("STREAM settle");
    host.dropStream("settle");
  }

  static Refusal refusalOf(CompletableFuture<?> done) {
    return (Refusal) catchThrowableOfType(CompletionException.class, done::join).getCause();
  }
}
