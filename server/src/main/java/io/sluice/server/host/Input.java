package io.sluice.server.host;

import io.sluice.cep.event.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What comes in from outside and has no place in the order yet. */
sealed interface Input {
  /** What it holds of the intake's budget. */
  long bytes();

  /** Completes with the first and last offset when the events are durable. */
  record Events(
      StreamEntry stream,
      List<Event> events,
      List<byte[]> payloads,
      long arrival,
      long bytes,
      CompletableFuture<Host.Appended> done)
      implements Input {}

  /**
   * Completes when the change is in effect and durable, with what it left in the registry; null
   * where it took something away.
   *
   * @param definition what the change defines, or null where it defines nothing
   */
  record Control(
      Change change, @Nullable Definition definition, CompletableFuture<@Nullable Defined> done)
      implements Input {
    @Override
    public long bytes() {
      return 0;
    }
  }
}
