package io.sluice.server.host;

import io.sluice.cep.event.Event;
import io.sluice.server.store.StoredReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What comes in from outside and has no place in the order yet. */
sealed interface Input {
  /** What it holds of the intake's budget. */
  long bytes();

  /**
   * Completes with the first and last offset when the events are durable.
   *
   * @param reply the answer to keep with them, or null for none
   */
  record Events(
      StreamEntry stream,
      List<Event> events,
      List<byte[]> payloads,
      long arrival,
      long bytes,
      @Nullable Function<Host.Appended, StoredReply> reply,
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
