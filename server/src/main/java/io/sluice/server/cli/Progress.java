package io.sluice.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A line on a terminal that says how far reading is; nothing where the output is no terminal. */
final class Progress {
  private static final long EVERY_NANOS = 200_000_000L;
  private static final int WIDTH = 30;

  private final Io io;
  private final long started = System.nanoTime();
  private long expected;
  private boolean endless;
  private long taken;
  private long shownAt = started;
  private boolean shown;

  Progress(Io io) {
    this.io = io;
  }

  void expect(String file) {
    try {
      expected += Files.size(Path.of(file));
    } catch (IOException e) {
      endless = true;
    }
  }

  void bytes(int count) {
    taken += count;
  }

  void show(long count, String unit) {
    long now = System.nanoTime();
    if (!io.terminal() || now - shownAt < EVERY_NANOS) {
      return;
    }
    shownAt = now;
    shown = true;
    long rate = Math.round(count / ((now - started) / 1e9));
    String figures = "%,d %s, %,d/s".formatted(count, unit, rate);
    io.err().print("\r" + (endless || expected == 0 ? "" : bar()) + figures + "  ");
    io.err().flush();
  }

  private String bar() {
    double part = Math.min(1, (double) taken / expected);
    int full = (int) (part * WIDTH);
    return "["
        + "#".repeat(full)
        + ".".repeat(WIDTH - full)
        + "] %3d %%  ".formatted((int) (part * 100));
  }

  /** Takes the line away. */
  void clear() {
    if (shown) {
      io.err().print("\r" + " ".repeat(WIDTH + 50) + "\r");
      io.err().flush();
      shown = false;
    }
  }
}
