package io.sluice.percolator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ids and texts of slots in UTF-8, one behind the other: an id as a string of its own would
 * take more memory than all the rest that is kept of a short query. One thread adds; what a {@link
 * View} shows never changes.
 */
final class SlotTexts {
  private byte[] bytes;

  /** Two a slot: where its id begins and where its text does; then where the next would begin. */
  private int[] at;

  private int count;

  /** With room for so many slots and bytes. */
  SlotTexts(int slots, int size) {
    bytes = new byte[size];
    at = new int[2 * slots + 1];
  }

  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  record View(byte[] bytes, int[] at) {
    String id(int slot) {
      return string(at[2 * slot], at[2 * slot + 1]);
    }

    String text(int slot) {
      return string(at[2 * slot + 1], at[2 * slot + 2]);
    }

    int textFrom(int slot) {
      return at[2 * slot + 1];
    }

    int textLength(int slot) {
      return at[2 * slot + 2] - at[2 * slot + 1];
    }

    private String string(int from, int to) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    boolean hasId(int slot, byte[] id) {
      return Arrays.equals(bytes, at[2 * slot], at[2 * slot + 1], id, 0, id.length);
    }

    boolean hasText(int slot, byte[] text) {
      return Arrays.equals(bytes, at[2 * slot + 1], at[2 * slot + 2], text, 0, text.length);
    }

    int hashOfId(int slot) {
      return Tokens.hash(bytes, at[2 * slot], at[2 * slot + 1] - at[2 * slot]);
    }
  }

  View view() {
    return new View(bytes, at);
  }

  /**
   * Adds those of the next slot.
   *
   * @param text the bytes that hold the text, from {@code from}
   */
  void add(byte[] id, byte[] text, int from, int length) {
    if (2 * count + 2 >= at.length) {
      at = Arrays.copyOf(at, at.length + at.length / 4 + 32);
    }
    int begin = at[2 * count];
    int end = Math.addExact(begin, id.length + length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.addExact(bytes.length, bytes.length / 4)));
    }
    System.arraycopy(id, 0, bytes, begin, id.length);
    System.arraycopy(text, from, bytes, begin + id.length, length);
    at[2 * count + 1] = begin + id.length;
    at[2 * count + 2] = end;
    count++;
  }
}
