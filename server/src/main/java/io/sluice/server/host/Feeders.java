package io.sluice.server.host;

/** What puts rows into a stream instead of clients, in the words of a refusal. */
final class Feeders {
  private Feeders() {}

  static String pattern(String name) {
    return "pattern `" + name + "`";
  }

  static String lateRows(String stream) {
    return "the late rows of `" + stream + "`";
  }
}
