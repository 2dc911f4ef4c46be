package io.sluice.server.wire;

/** Goes through the lines of a body; blank ones are passed over but counted. */
public final class BodyLines {
  private final byte[] body;
  private int from;
  private int to;
  private int number;

  public BodyLines(byte[] body) {
    this.body = body;
    this.to = startsWithMark(body) ? 2 : -1;
  }

  /** Whether there is another line. */
  public boolean advance() {
    while (to + 1 < body.length) {
      from = to + 1;
      to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      number++;
      if (!isBlank()) {
        return true;
      }
    }
    return false;
  }

  public int from() {
    return from;
  }

  /** The end, without the line feed. */
  public int to() {
    return to;
  }

  /** From 1. */
  public int number() {
    return number;
  }

  private static boolean startsWithMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xef
        && body[1] == (byte) 0xbb
        && body[2] == (byte) 0xbf;
  }

  private boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
