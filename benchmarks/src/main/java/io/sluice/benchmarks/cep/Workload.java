package io.sluice.benchmarks.cep;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question, asked of all engines.
 *
 * @param <E> its events, as the loop and Flink take them
 */
interface Workload<E extends Workload.Timed> {
  /** An event; all times are multiples of 10 ms and do not go back. */
  interface Timed {
    /** From 0. */
    long n();

    long time();
  }

  /** In order; made once. */
  List<E> events();

  // ---- Sluice and Siddhi: columns ----

  /** {@code name TYPE} in Sluice's words; {@code n BIGINT} and {@code ts} come behind them. */
  List<String> columns();

  /** Values of the columns, without n and ts. */
  Object[] values(E event);

  /** Statements on the stream {@code s}; rows have the numbers n of three rows of the match. */
  List<String> patterns();

  // ---- the loop ----

  Consumer<E> loop(Found found);

  // ---- Flink ----

  /** One pattern an operator; empty where it can not be asked. */
  default List<FlinkRule<E>> flink() {
    return List.of();
  }

  // ---- Siddhi ----

  /**
   * Queries on the stream {@code S}, whose columns are those of Sluice, into {@code Out (rule, a,
   * b, c)}; null where it can not be asked.
   */
  default @Nullable String siddhi() {
    return null;
  }
}
