package io.sluice.percolator.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Reads what {@link ArraysOut} wrote, once the checksum says that it is whole. */
public final class ArraysIn {
  private final ByteBuffer buffer;

  /**
   * @throws DamagedException if it is not what was written
   */
  public ArraysIn(InputStream in) throws IOException {
    byte[] all = in.readAllBytes();
    int length = all.length - Long.BYTES;
    buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    var checksum = new CRC32C();
    if (length >= 0) {
      checksum.update(all, 0, length);
    }
    if (length < 0 || checksum.getValue() != buffer.getLong(length)) {
      throw new DamagedException();
    }
    buffer.limit(length);
  }

  /** The file is cut off or has been changed. */
  public static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException() {
      super("the file is damaged: its checksum does not fit");
    }
  }

  public int number() {
    return buffer.getInt();
  }

  public String text() {
    return text(number());
  }

  /** A text of which the number of bytes is known. */
  public String text(int bytes) {
    String text = new String(buffer.array(), buffer.position(), bytes, StandardCharsets.UTF_8);
    buffer.position(buffer.position() + bytes);
    return text;
  }

  public byte[] bytes() {
    return raw(number());
  }

  public byte[] raw(int count) {
    byte[] bytes = new byte[count];
    buffer.get(bytes);
    return bytes;
  }

  public int[] ints() {
    int[] values = new int[number()];
    buffer.asIntBuffer().get(values);
    buffer.position(buffer.position() + Integer.BYTES * values.length);
    return values;
  }

  public long[] longs() {
    long[] values = new long[number()];
    buffer.asLongBuffer().get(values);
    buffer.position(buffer.position() + Long.BYTES * values.length);
    return values;
  }

  public float[] floats() {
    float[] values = new float[number()];
    buffer.asFloatBuffer().get(values);
    buffer.position(buffer.position() + Float.BYTES * values.length);
    return values;
  }
}
