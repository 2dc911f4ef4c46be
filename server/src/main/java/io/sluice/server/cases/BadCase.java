package io.sluice.server.cases;

/** A case file that does not have the form of one. */
public final class BadCase extends Exception {
  private static final long serialVersionUID = 1L;

  BadCase(int line, String message) {
    super("line " + line + ": " + message, null, false, false);
  }
}
