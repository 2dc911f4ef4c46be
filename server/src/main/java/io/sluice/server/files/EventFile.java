package io.sluice.server.files;

import io.sluice.cep.event.Event;
import io.sluice.server.wire.EventJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The events of one file in its own order, one at a time. The kind is told by the name: {@code
 * .csv} is CSV with a header row, everything else one JSON object a line; {@code .gz} behind either
 * is unpacked.
 */
public interface EventFile extends AutoCloseable {
  /**
   * The next event, with offsets counted from 0, or null at the end.
   *
   * @throws BadLine for a line that is no event; the next call goes on behind it
   * @throws UnreadableFile when nothing more can be read
   */
  @Nullable Event next() throws BadLine;

  @Override
  void close();

  /**
   * @param stdin read for the name {@code -}, as NDJSON
   * @param progress told how many bytes of the file were taken
   */
  static EventFile open(String name, EventJson stream, InputStream stdin, Progress progress) {
    try {
      InputStream in = Inputs.open(name, stdin, progress);
      String shown = name.equals("-") ? "stdin" : name;
      return Inputs.bareName(name).endsWith(".csv")
          ? CsvFile.open(shown, in, stream)
          : new NdjsonFile(shown, in, stream);
    } catch (IOException e) {
      throw UnreadableFile.because(name, e);
    }
  }

  /** Told of bytes taken from a file, before unpacking. */
  interface Progress {
    void bytes(int count);
  }
}
