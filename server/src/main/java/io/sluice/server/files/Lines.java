package io.sluice.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits bytes into lines without copying or decoding them: after {@link #advance} the line stands
 * in {@link #buffer} from {@link #from} to {@link #to}, without its line break, until the next
 * call.
 */
public final class Lines {
  /** A longer line is refused, so that a file without line breaks does not fill the memory. */
  public static final int MAX_BYTES = 16 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private int next;
  private int filled;
  private long number;
  private boolean ended;

  public Lines(InputStream in) {
    this.in = in;
  }

  public byte[] buffer() {
    return buffer;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Of the current line, from 1. */
  public long number() {
    return number;
  }

  public boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Moves to the next line; false at the end. */
  public boolean advance() throws IOException {
    int scanned = next;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (buffer[scanned] == '\n') {
          return line(scanned, scanned + 1);
        }
      }
      if (ended) {
        return next < filled && line(filled, filled);
      }
      scanned -= next;
      makeRoom();
      int count = in.read(buffer, filled, buffer.length - filled);
      if (count < 0) {
        ended = true;
      } else {
        filled += count;
      }
    }
  }

  /** The current line. */
  public String text() {
    return new String(buffer, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean line(int end, int behind) {
    from = next;
    to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
    next = behind;
    number++;
    boolean mark =
        number == 1
            && to - from >= 3
            && buffer[from] == (byte) 0xEF
            && buffer[from + 1] == (byte) 0xBB
            && buffer[from + 2] == (byte) 0xBF;
    if (mark) {
      from += 3;
    }
    return true;
  }

  /** Moves what is not used up to the front; a line that fills the buffer makes it grow. */
  private void makeRoom() {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
    }
    if (filled == buffer.length) {
      if (buffer.length >= MAX_BYTES) {
        throw new UnreadableFile("line " + (number + 1) + " is longer than 16 MB");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
  }
}
