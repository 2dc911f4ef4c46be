package io.sluice.server.http;

/**
 * How much clients may ask for at once.
 *
 * @param bodiesBytes bodies that are being read or worked on, of all requests together
 * @param bodiesInFlight how many such requests
 * @param bodyIdleMillis how long a body may pause
 * @param bodyMillis how long a body may take from its first byte to its last
 * @param analysesPerSecond texts that one client may have checked or explained, on average
 * @param analysesAtOnce the same, in a burst
 * @param replaysPerSecond times that one client may ask queries of old events, on average
 * @param replaysAtOnce the same, in a burst
 */
public record ClientLimits(
    long bodiesBytes,
    int bodiesInFlight,
    long bodyIdleMillis,
    long bodyMillis,
    int analysesPerSecond,
    int analysesAtOnce,
    int replaysPerSecond,
    int replaysAtOnce) {
  /** A JSON body. */
  static final long JSON_BYTES = 1 << 20;

  /** A body of lines. */
  static final long LINES_BYTES = 16 << 20;

  public static final ClientLimits DEFAULT =
      new ClientLimits(128 << 20, 512, 10_000, 120_000, 20, 100, 10, 50);

  public ClientLimits withBodies(long bytes, int inFlight) {
    return new ClientLimits(
        bytes,
        inFlight,
        bodyIdleMillis,
        bodyMillis,
        analysesPerSecond,
        analysesAtOnce,
        replaysPerSecond,
        replaysAtOnce);
  }

  public ClientLimits withBodyTimes(long idleMillis, long wholeMillis) {
    return new ClientLimits(
        bodiesBytes,
        bodiesInFlight,
        idleMillis,
        wholeMillis,
        analysesPerSecond,
        analysesAtOnce,
        replaysPerSecond,
        replaysAtOnce);
  }

  public ClientLimits withAnalyses(int perSecond, int atOnce) {
    return new ClientLimits(
        bodiesBytes,
        bodiesInFlight,
        bodyIdleMillis,
        bodyMillis,
        perSecond,
        atOnce,
        replaysPerSecond,
        replaysAtOnce);
  }

  public ClientLimits withReplays(int perSecond, int atOnce) {
    return new ClientLimits(
        bodiesBytes,
        bodiesInFlight,
        bodyIdleMillis,
        bodyMillis,
        analysesPerSecond,
        analysesAtOnce,
        perSecond,
        atOnce);
  }
}
