package io.sluice.benchmarks.cep;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Processor time of this JVM, in seconds: of all threads, the collector's too, less that of the
 * compilers where the system tells it (Linux); and what a thread allocates.
 */
final class Processor {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean OF_THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final double TICK = 0.01;

  private Processor() {}

  /** Bytes that this thread has ever allocated. */
  static long allocated() {
    return OF_THREADS.getCurrentThreadAllocatedBytes();
  }

  static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9 - compilers();
  }

  private static double compilers() {
    if (!Files.isDirectory(THREADS)) {
      return 0;
    }
    double seconds = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        seconds += ofCompiler(thread);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the threads of this process can not be read", e);
    }
    return seconds;
  }

  /** Behind the name in brackets come state, and as twelfth and thirteenth word the two times. */
  private static double ofCompiler(Path thread) throws IOException {
    try {
      String line = Files.readString(thread.resolve("stat"));
      int end = line.lastIndexOf(')');
      if (!line.substring(0, end).matches(".*\\(C[12] Compiler.*")) {
        return 0;
      }
      String[] words = line.substring(end + 2).split(" ");
      return (Long.parseLong(words[11]) + Long.parseLong(words[12])) * TICK;
    } catch (NoSuchFileException e) {
      return 0; // it has just ended
    }
  }
}
