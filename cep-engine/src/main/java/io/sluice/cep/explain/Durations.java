package io.sluice.cep.explain;

/** Durations as people say them. */
final class Durations {
  private Durations() {}

  static String words(long millis) {
    long[] units = {86_400_000, 3_600_000, 60_000, 1_000};
    String[] names = {"day", "hour", "minute", "second"};
    for (int i = 0; i < units.length; i++) {
      if (millis % units[i] == 0) {
        long n = millis / units[i];
        return n + " " + names[i] + (n == 1 ? "" : "s");
      }
    }
    return millis + " milliseconds";
  }
}
