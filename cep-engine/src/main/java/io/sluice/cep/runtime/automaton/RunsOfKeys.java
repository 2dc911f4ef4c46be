package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs of all keys, by their numbers. */
final class RunsOfKeys {
  private @Nullable RunsOfKey[] runs = new RunsOfKey[8];

  RunsOfKey of(int key) {
    if (key >= runs.length) {
      runs = Arrays.copyOf(runs, Math.max(2 * runs.length, key + 1));
    }
    RunsOfKey there = runs[key];
    if (there == null) {
      there = new RunsOfKey();
      runs[key] = there;
    }
    return there;
  }

  /** Null where there are none, also for -1. */
  @Nullable RunsOfKey known(int key) {
    return key < 0 || key >= runs.length ? null : runs[key];
  }

  void forget(int key) {
    runs[key] = null;
  }

  void clear() {
    runs = new RunsOfKey[8];
  }

  void each(Consumer<RunsOfKey> sink) {
    for (RunsOfKey of : runs) {
      if (of != null) {
        sink.accept(of);
      }
    }
  }
}
