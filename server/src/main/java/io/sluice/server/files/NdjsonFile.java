package io.sluice.server.files;

import io.sluice.cep.event.Event;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.EventJson;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; blank lines count but are passed over. */
final class NdjsonFile implements EventFile {
  private final String name;
  private final InputStream in;
  private final EventJson stream;
  private final Lines lines;
  private long offset;

  NdjsonFile(String name, InputStream in, EventJson stream) {
    this.name = name;
    this.in = in;
    this.stream = stream;
    this.lines = new Lines(in);
  }

  @Override
  public @Nullable Event next() throws BadLine {
    try {
      do {
        if (!lines.advance()) {
          return null;
        }
      } while (lines.isBlank());
      Event event = stream.read(lines.buffer(), lines.from(), lines.to(), 0, offset);
      offset++;
      return event;
    } catch (BadEvent e) {
      throw new BadLine(name, lines.number(), e.text());
    } catch (IOException e) {
      throw UnreadableFile.because(name, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw UnreadableFile.because(name, e);
    }
  }
}
