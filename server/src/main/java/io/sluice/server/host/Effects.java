package io.sluice.server.host;

import io.sluice.cep.task.EngineTask;
import io.sluice.server.store.Commit;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What the engine made of a stretch of input; committed as a whole. Filled by the runner, then
 * owned by the writer.
 */
final class Effects implements EngineTask.StateWriter {
  static final int ENGINE_TASK = 0;

  /** A row that a statement wrote into a stream. */
  record Derived(StreamEntry stream, StoredEvent event) {}

  final List<StoredAlert> alerts = new ArrayList<>();
  final List<Derived> derived = new ArrayList<>();

  /** Into the registry and the state, beside what the engine drains. */
  final List<Consumer<Commit>> records = new ArrayList<>();

  /** Run by the writer after the sync: publish definitions, complete calls. */
  final List<Runnable> whenDurable = new ArrayList<>();

  /** Calls that wait for this; failed when it can not be written. */
  final List<CompletableFuture<?>> waiting = new ArrayList<>();

  private final List<byte[]> keys = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();

  /** Sequence number behind the last input of the stretch. */
  long applied;

  long releasedBytes;
  int steps;

  private static final byte[] DELETED = new byte[0];

  @Override
  public void put(byte[] key, byte[] value) {
    keys.add(key);
    values.add(value);
  }

  @Override
  public void delete(byte[] key) {
    keys.add(key);
    values.add(DELETED);
  }

  @SuppressWarnings("ReferenceEquality") // a part may be empty and still there
  void writeTo(Commit commit) {
    for (int i = 0; i < keys.size(); i++) {
      if (values.get(i) == DELETED) {
        commit.deleteState(ENGINE_TASK, keys.get(i));
      } else {
        commit.putState(ENGINE_TASK, keys.get(i), values.get(i));
      }
    }
    for (Derived row : derived) {
      commit.event(row.event());
    }
    for (StoredAlert alert : alerts) {
      commit.alert(alert);
    }
    records.forEach(record -> record.accept(commit));
  }

  void whenLost(Refusal why) {
    waiting.forEach(call -> call.completeExceptionally(why));
  }

  /** Whether somebody waits for it; state alone can ride with the next input. */
  boolean isUrgent() {
    return !alerts.isEmpty() || !derived.isEmpty() || !whenDurable.isEmpty();
  }
}
