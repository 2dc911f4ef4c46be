package io.sluice.server.cli;

/** What the user gave cannot be used; the message says what, where and what to do. Exit code 1. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message, null, false, false);
  }
}
