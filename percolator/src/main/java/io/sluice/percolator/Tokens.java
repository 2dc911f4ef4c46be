package io.sluice.percolator;

import java.util.Arrays;

/**
 * The words of a document as flat arrays: bytes, place in the bytes, hash, position. Used again for
 * the next document.
 */
final class Tokens {
  private byte[] bytes = new byte[4096];
  private int[] start = new int[512];
  private int[] length = new int[512];
  private int[] hash = new int[512];
  private int[] position = new int[512];
  private int count;
  private int bytesUsed;

  void clear() {
    count = 0;
    bytesUsed = 0;
  }

  int count() {
    return count;
  }

  /** Room for so many more bytes behind {@link #end}, to be written before {@link #add}. */
  byte[] room(int more) {
    if (bytesUsed + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytesUsed + more, 2 * bytes.length));
    }
    return bytes;
  }

  /** Where the next word's bytes begin. */
  int end() {
    return bytesUsed;
  }

  /** Takes the bytes from {@link #end} to {@code to} as the next word. */
  void add(int to, int hashOfBytes, int at) {
    if (count == start.length) {
      int size = 2 * count;
      start = Arrays.copyOf(start, size);
      length = Arrays.copyOf(length, size);
      hash = Arrays.copyOf(hash, size);
      position = Arrays.copyOf(position, size);
    }
    start[count] = bytesUsed;
    length[count] = to - bytesUsed;
    hash[count] = hashOfBytes;
    position[count] = at;
    count++;
    bytesUsed = to;
  }

  void add(byte[] from, int offset, int size, int at) {
    byte[] target = room(size);
    System.arraycopy(from, offset, target, bytesUsed, size);
    add(bytesUsed + size, hash(target, bytesUsed, size), at);
  }

  /** Adds a word once more, for another field; its bytes are shared. */
  void again(int token, int at) {
    int end = bytesUsed;
    bytesUsed = start[token];
    add(start[token] + length[token], hash[token], at);
    bytesUsed = end;
  }

  /** Forgets the words from {@code token} on. */
  void cutTo(int token, int bytesBefore) {
    count = token;
    bytesUsed = bytesBefore;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int token) {
    return start[token];
  }

  int length(int token) {
    return length[token];
  }

  int hash(int token) {
    return hash[token];
  }

  /** The word's position in its field, counted as Lucene does. */
  int position(int token) {
    return position[token];
  }

  /** Whether two words have the same bytes. */
  boolean isSame(int one, int other) {
    return hash[one] == hash[other]
        && Arrays.equals(
            bytes,
            start[one],
            start[one] + length[one],
            bytes,
            start[other],
            start[other] + length[other]);
  }

  static int hash(byte[] bytes, int from, int length) {
    int h = 0;
    for (int i = from; i < from + length; i++) {
      h = 31 * h + bytes[i];
    }
    return h;
  }
}
