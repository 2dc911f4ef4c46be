package io.sluice.server.store;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A reader must not touch the database after it was closed: that would end the process. */
final class Gate {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  <T extends @Nullable Object> T reading(Supplier<T> read) {
    lock.readLock().lock();
    try {
      checkOpen();
      return read.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  void checkOpen() {
    if (closed) {
      throw new StoreException(StoreException.Reason.CLOSED, "The server is stopping.");
    }
  }

  /** Waits for readers; runs once. */
  void close(Runnable closing) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        closing.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
