package io.sluice.benchmarks.percolator;

import java.util.List;

/** What is measured: stores all queries, then takes one story a call. */
interface Engine extends AutoCloseable {
  /** The ids of the queries that a story fits, in any order. */
  List<String> match(Story story);

  /** What else there is to say after the run. */
  default String note() {
    return "";
  }

  @Override
  default void close() {}

  /**
   * Makes an engine from its queries.
   *
   * <p>{@code history} are the stories that the queries were drawn from, for statistics.
   */
  interface Maker {
    Engine make(List<Question> questions, List<Story> history);
  }
}
