package io.sluice.server.cli;

/**
 * What the launcher runs once after a build while the JVM records which classes are loaded: the
 * short commands, on input of their own.
 */
final class WarmUp {
  private WarmUp() {}

  static int run(Io io) {
    Main.run(io, "--help");
    Main.run(io, "--version");
    return Main.FINE;
  }
}
