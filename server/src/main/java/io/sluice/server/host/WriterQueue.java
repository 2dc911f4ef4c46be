package io.sluice.server.host;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the writer, and how long it may: input from outside, effects of the engine. */
final class WriterQueue {
  private static final long COMMIT_BYTES = 1 << 20;

  /** Effects that nobody waits for are written after this time at the latest. */
  private static final long LAZY_MILLIS = 50;

  private static final int MAX_EFFECTS_WAITING = 2;

  private final Failure failure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Input> inputs = new ArrayDeque<>();
  private final ArrayDeque<Effects> effects = new ArrayDeque<>();
  private boolean stopping;
  private boolean committing;

  WriterQueue(Failure failure) {
    this.failure = failure;
  }

  /** False when the writer is stopping. */
  boolean offer(Input input) {
    lock.lock();
    try {
      if (!stopping) {
        inputs.add(input);
        work.signal();
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Waits while the writer is behind. */
  void offer(Effects done) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (effects.size() >= MAX_EFFECTS_WAITING && failure.get() == null) {
        room.await();
      }
      effects.add(done);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing waits and nothing is being written. */
  boolean isIdle() {
    lock.lock();
    try {
      return inputs.isEmpty() && effects.isEmpty() && !committing;
    } finally {
      lock.unlock();
    }
  }

  /** Ends after what is waiting now. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next commit's share; false at the end. */
  boolean take(List<Input> taken, List<Effects> ready) {
    lock.lock();
    try {
      committing = false;
      long patience = TimeUnit.MILLISECONDS.toNanos(LAZY_MILLIS);
      while (inputs.isEmpty() && effects.stream().noneMatch(Effects::isUrgent) && !stopping) {
        if (effects.isEmpty()) {
          work.await();
        } else if (effects.size() >= MAX_EFFECTS_WAITING || patience <= 0) {
          break;
        } else {
          patience = work.awaitNanos(patience);
        }
      }
      if (stopping && inputs.isEmpty() && effects.isEmpty()) {
        return false;
      }
      long bytes = 0;
      while (!inputs.isEmpty() && bytes < COMMIT_BYTES) {
        Input next = inputs.remove();
        bytes += next.bytes();
        taken.add(next);
      }
      ready.addAll(effects);
      effects.clear();
      room.signal();
      committing = true;
      return true;
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, it is meant as a stop.
      stopping = true;
      return false;
    } finally {
      lock.unlock();
    }
  }
}
