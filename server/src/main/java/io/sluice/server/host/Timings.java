package io.sluice.server.host;

/** Told how long the engine's work took; called on the runner's thread. */
public interface Timings {
  Timings NONE =
      new Timings() {
        @Override
        public void matched(long nanos) {}

        @Override
        public void percolated(long nanos) {}
      };

  /** One event through the patterns. */
  void matched(long nanos);

  /** One event through the stored queries of its stream. */
  void percolated(long nanos);
}
