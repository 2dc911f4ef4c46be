package io.sluice.benchmarks.cep;

/** The matches of a run: how many, and a sum over the rows that they are made of. */
final class Found {
  private long matches;
  private long sum;

  /**
   * @param rule which of the patterns
   */
  void match(long rule, long first, long second, long last) {
    matches++;
    sum += ((rule * 31 + first) * 31 + second) * 31 + last;
  }

  long matches() {
    return matches;
  }

  long sum() {
    return sum;
  }
}
