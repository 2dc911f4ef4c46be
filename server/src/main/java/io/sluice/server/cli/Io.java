package io.sluice.server.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes.
 *
 * @param out results; buffered, flushed when the command ends
 * @param err messages for the person
 * @param terminal whether {@code err} is a terminal, so that progress may be drawn on it
 */
record Io(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
  static Io ofProcess() {
    return new Io(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Boolean.getBoolean("sluice.terminal"));
  }
}
