package io.sluice.cep.task;

import io.sluice.cep.event.Event;

/**
 * The pure, single-threaded heart: events, control changes, watermarks and ticks come in as
 * records; rows and dirty state go out. No I/O, no clock, no threads, no randomness. The same calls
 * in the same order give the same output, so a back-test, a test, a replay and every host run the
 * same class, and a restart is a restore plus a replay from the committed offset.
 */
public interface EngineTask {
  /**
   * Takes over what an earlier {@link #drainDirty} sequence wrote; called once, before anything
   * else.
   *
   * @param unfit told of statements that can not be taken up where the state left them
   */
  void restore(StateReader state, Unfit unfit);

  /** As the other one, where every statement must fit. */
  default void restore(StateReader state) {
    restore(
        state,
        (statement, why) -> {
          throw new IllegalStateException("'%s' does not run: %s".formatted(statement, why));
        });
  }

  /**
   * One event of a declared stream. A row below the stream's watermark is late: it goes where LATE
   * says.
   */
  void onEvent(Event event, Output out);

  /**
   * A change of streams and patterns; takes effect for the next event. Refused changes throw {@link
   * StatementException}.
   */
  void onControl(Control control, Output out);

  /**
   * All rows of {@code stream} with a time up to {@code time} (milliseconds) have come; fires what
   * waited for that.
   */
  void onWatermark(String stream, long time, Output out);

  /** Processing time, as a record in the log; drives IDLE AFTER. */
  void onTick(long logicalNow, Output out);

  /** The input of finite streams ends: partitions end, every bound passes. */
  void onEnd(Output out);

  /**
   * Writes the state parts that changed since the last call; called by the host inside its commit
   * and nowhere else.
   */
  void drainDirty(StateWriter writer);

  /**
   * Live figures: events, matches, late rows, partial matches, watermarks. Cheap; for metrics and
   * the console.
   */
  TaskStats stats();

  /**
   * What a pattern has begun and not ended. Counted by walking over its state, so not for every
   * row; at most 200,000 entries are looked at.
   *
   * @throws IllegalArgumentException where no pattern of that name runs
   */
  InFlight inFlight(String pattern);

  /** What happens to statements that a newer version reads or runs in another way. */
  interface Unfit {
    /**
     * The statement does not run. Its state stays where it is until a pattern of its name is
     * deployed or dropped, and is forgotten then.
     *
     * @param statement the pattern's name
     * @param why sentences for people
     */
    void leftOut(String statement, String why);
  }

  /** Earlier state, part by part. */
  interface StateReader {
    void forEach(PartConsumer consumer);

    interface PartConsumer {
      void accept(byte[] key, byte[] value);
    }
  }

  /**
   * A part is a small piece, for example one partition key of one pattern, so that a commit
   * rewrites what changed and no more.
   */
  interface StateWriter {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);
  }

  /** Where rows go. */
  interface Output {
    void row(OutputRow row);

    /**
     * Rows that one event completes, all of one statement; by default each goes to {@link #row}.
     * Who needs but some of them, or no more than their values, reads them here.
     */
    default void rows(RowCursor rows) {
      while (rows.next()) {
        row(rows.row());
      }
    }

    /**
     * A standing statement met an error of the engine's own, has lost its partial matches and is
     * paused; the others go on. A host writes down why; where nobody does, the error goes up.
     *
     * @param statement the pattern's name
     */
    default void failed(String statement, Throwable error) {
      switch (error) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(error);
      }
    }
  }
}
