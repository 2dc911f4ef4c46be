package io.sluice.server.files;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** From a name to bytes. */
public final class Inputs {
  private static final int BUFFER = 1 << 16;

  private Inputs() {}

  /** The bytes of a file, unpacked if its name ends in {@code .gz}; {@code -} is standard input. */
  public static InputStream open(String name, InputStream stdin, EventFile.Progress progress)
      throws IOException {
    if (name.equals("-")) {
      return stdin;
    }
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      throw new UnreadableFile("'" + name + "' is a folder; a file is expected here");
    }
    InputStream raw = new Counting(Files.newInputStream(path), progress);
    if (!name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return raw;
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The name in lower case without {@code .gz}. */
  static String bareName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
  }

  private static final class Counting extends FilterInputStream {
    private final EventFile.Progress progress;

    Counting(InputStream in, EventFile.Progress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        progress.bytes(1);
      }
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = super.read(buffer, from, length);
      if (count > 0) {
        progress.bytes(count);
      }
      return count;
    }
  }
}
