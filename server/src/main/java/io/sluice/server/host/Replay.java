package io.sluice.server.host;

import io.sluice.server.store.Store;
import io.sluice.server.store.StoredEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the input behind the last applied one to the runner, in its old order: the ends of the
 * streams' logs and of the control log, merged by sequence number.
 */
final class Replay {
  private static final int PAGE = 1000;
  private static final int MAX_WAITING = 10_000;

  private final Store store;
  private final Registry registry;
  private final Runner runner;
  private final Failure failure;

  Replay(Store store, Registry registry, Runner runner, Failure failure) {
    this.store = store;
    this.registry = registry;
    this.runner = runner;
    this.failure = failure;
  }

  void run(long applied) {
    var cursors =
        new PriorityQueue<Cursor>(Comparator.comparingLong(cursor -> cursor.head().sequence()));
    open(StoredEvent.CONTROL_STREAM, applied, cursors);
    for (StreamEntry stream : registry.streams().values()) {
      open(stream.number(), applied, cursors);
    }
    while (!cursors.isEmpty()) {
      Cursor first = cursors.remove();
      StoredEvent next = first.head();
      if (!next.derived()) {
        if (next.stream() == StoredEvent.CONTROL_STREAM
            && Change.decode(next.payload()) instanceof Change.CreateStream created) {
          open(created.number(), applied, cursors);
        }
        waitForRoom();
        runner.offer(new Step.Replayed(next));
      }
      if (first.advance()) {
        cursors.add(first);
      }
    }
  }

  private void open(int stream, long applied, PriorityQueue<Cursor> cursors) {
    var cursor = new Cursor(stream, store.events().firstUnapplied(stream, applied));
    if (cursor.advance()) {
      cursors.add(cursor);
    }
  }

  private void waitForRoom() {
    while (runner.waiting() > MAX_WAITING && failure.get() == null) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** A place in one stream's log, read page by page. */
  private final class Cursor {
    private final int stream;
    private final ArrayDeque<StoredEvent> page = new ArrayDeque<>();
    private long next;
    private @Nullable StoredEvent head;

    Cursor(int stream, long from) {
      this.stream = stream;
      this.next = from;
    }

    StoredEvent head() {
      if (head == null) {
        throw new IllegalStateException("not advanced");
      }
      return head;
    }

    /** False at the end of the log. */
    boolean advance() {
      if (page.isEmpty()) {
        page.addAll(store.events().from(stream, next, PAGE));
      }
      head = page.poll();
      if (head == null) {
        return false;
      }
      next = head.offset() + 1;
      return true;
    }
  }
}
