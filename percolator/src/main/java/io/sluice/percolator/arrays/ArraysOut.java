package io.sluice.percolator.arrays;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes what {@link ArraysIn} reads. Not closed: {@link #end} writes the checksum. */
public final class ArraysOut {
  /** Something that was taken at one moment and is written when there is time for it. */
  @FunctionalInterface
  public interface Later {
    void to(ArraysOut out) throws IOException;
  }

  private final OutputStream out;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  public ArraysOut(OutputStream out) {
    this.out = out;
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() throws IOException {
    checksum.update(buffer.array(), 0, buffer.position());
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  public void number(int value) throws IOException {
    room(Integer.BYTES);
    buffer.putInt(value);
  }

  public void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes(bytes, bytes.length);
  }

  /** The first {@code count} bytes, with their number. */
  public void bytes(byte[] bytes, int count) throws IOException {
    number(count);
    raw(bytes, 0, count);
  }

  /** Bytes whose number the reader knows. */
  public void raw(byte[] bytes, int from, int count) throws IOException {
    for (int at = from; at < from + count; ) {
      room(1);
      int some = Math.min(from + count - at, buffer.remaining());
      buffer.put(bytes, at, some);
      at += some;
    }
  }

  public void ints(int[] values, int count) throws IOException {
    number(count);
    for (int i = 0; i < count; i++) {
      room(Integer.BYTES);
      buffer.putInt(values[i]);
    }
  }

  public void longs(long[] values, int count) throws IOException {
    number(count);
    for (int i = 0; i < count; i++) {
      room(Long.BYTES);
      buffer.putLong(values[i]);
    }
  }

  public void floats(float[] values, int count) throws IOException {
    number(count);
    for (int i = 0; i < count; i++) {
      room(Float.BYTES);
      buffer.putFloat(values[i]);
    }
  }

  public void end() throws IOException {
    drain();
    buffer.putLong(checksum.getValue());
    out.write(buffer.array(), 0, Long.BYTES);
    out.flush();
  }
}
