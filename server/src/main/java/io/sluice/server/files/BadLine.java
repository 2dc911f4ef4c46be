package io.sluice.server.files;

/** A line that is no event of its stream; reading goes on with the next one. */
public final class BadLine extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param line counted from 1
   */
  BadLine(String file, long line, String message) {
    super(file + ":" + line + ": " + message, null, false, false);
  }
}
