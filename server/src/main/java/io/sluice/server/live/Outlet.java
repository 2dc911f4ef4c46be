package io.sluice.server.live;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one client, with the queue for a client that reads slower than it is written to.
 * The queue is bounded by bytes; the transport below takes some more, up to its mark. Used on the
 * connection's event loop only.
 */
final class Outlet {
  static final int MAX_BYTES = 1 << 20;

  /** What differs between the transports. */
  interface Transport {
    void write(String text);

    boolean isFull();

    /** The client took too long; {@code detail} is for people. */
    void closeSlow(String detail);

    void execute(Runnable task);

    String alertText(@Nullable String feed, SharedAlert alert);

    String laggedText(@Nullable String feed, long dropped, long from, long to);
  }

  private final Transport transport;
  private final AtomicLong queuedBytes;
  private final ArrayDeque<Frame> queue = new ArrayDeque<>();
  private long bytes;
  private boolean closed;
  private long taken = System.nanoTime();

  /**
   * @param queuedBytes counts what waits in all outlets, for the metrics
   */
  Outlet(Transport transport, AtomicLong queuedBytes) {
    this.transport = transport;
    this.queuedBytes = queuedBytes;
  }

  Transport transport() {
    return transport;
  }

  /** Sends, or queues. False when there is no room: then nothing was taken. */
  boolean offer(Frame frame) {
    if (closed) {
      return true;
    }
    if (queue.isEmpty() && !transport.isFull()) {
      send(frame);
      return true;
    }
    int size = frame.text().length();
    if (bytes + size > MAX_BYTES && frame.mayBeDropped()) {
      makeRoom(size);
    }
    if (bytes + size > MAX_BYTES) {
      return false;
    }
    queue.add(frame);
    count(size);
    return true;
  }

  private void makeRoom(int size) {
    Iterator<Frame> oldest = queue.iterator();
    while (bytes + size > MAX_BYTES && oldest.hasNext()) {
      Frame frame = oldest.next();
      if (frame.feed() != null && frame.mayBeDropped()) {
        oldest.remove();
        count(-frame.text().length());
        frame.feed().noteDropped(frame.offset());
      }
    }
  }

  private void send(Frame frame) {
    taken = System.nanoTime();
    if (frame.feed() != null) {
      String lagged = frame.feed().takeLagged();
      if (lagged != null) {
        transport.write(lagged);
      }
    }
    transport.write(frame.text());
  }

  private void count(long size) {
    bytes += size;
    queuedBytes.addAndGet(size);
  }

  /** Writes what waits, as far as the transport takes it. */
  void drain() {
    while (!queue.isEmpty() && !transport.isFull()) {
      Frame frame = queue.remove();
      count(-frame.text().length());
      send(frame);
    }
  }

  boolean isBehind() {
    return !queue.isEmpty() || transport.isFull();
  }

  /** How long the transport has not taken anything. */
  long nanosSinceTaken() {
    return System.nanoTime() - taken;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    queue.clear();
    count(-bytes);
  }
}
