package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.server.store.StoredEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Durable input in its place, on the way to the engine. */
sealed interface Step {
  long sequence();

  record EventStep(StreamEntry stream, Event event, long sequence, long arrival, long bytes)
      implements Step {}

  record ChangeStep(
      Change change,
      @Nullable Definition definition,
      long sequence,
      long arrival,
      CompletableFuture<@Nullable Defined> done)
      implements Step {}

  /** Read back from the log after a restart. */
  record Replayed(StoredEvent stored) implements Step {
    @Override
    public long sequence() {
      return stored.sequence();
    }
  }
}
