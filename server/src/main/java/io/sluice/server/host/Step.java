package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.cep.task.EngineTask;
import io.sluice.server.store.StoredEvent;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Durable input in its place, on the way to the engine; and questions between. */
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

  /** Asks the engine about what it has; behind all that came before, and no input itself. */
  record Question(Consumer<EngineTask> ask, Consumer<Refusal> refused) implements Step {
    @Override
    public long sequence() {
      throw new IllegalStateException("a question is no input");
    }
  }

  /** Read back from the log after a restart. */
  record Replayed(StoredEvent stored) implements Step {
    @Override
    public long sequence() {
      return stored.sequence();
    }
  }
}
