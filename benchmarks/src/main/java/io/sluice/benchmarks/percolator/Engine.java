package io.sluice.benchmarks.percolator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured: stores all queries, then takes one story a call. */
interface Engine extends AutoCloseable {
  /** The ids of the queries that a story fits, in any order. */
  List<String> match(Story story);

  /** As {@link #match(Story)}, several stories in one call. */
  default List<List<String>> match(List<Story> stories) {
    throw new UnsupportedOperationException();
  }

  /** Stores a query in place of the one with its id, while others match. */
  default void put(Question question) {
    throw new UnsupportedOperationException();
  }

  /** Seconds to save all and to have it back, or null where nothing is kept. */
  default double @Nullable [] restart() {
    return null;
  }

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
