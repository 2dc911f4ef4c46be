package io.sluice.cep.program;

import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.search.SharedSearch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows can matter to a statement, so that many statements need not all see each row. What is
 * said here is necessary and not sufficient: a row that matters is never left out, one that is let
 * through may still fit nothing. No condition of the statement can fail on a value, so nobody
 * misses an error either.
 *
 * @param starts a row that is to begin a match passes one of these
 * @param wakes a row that is to matter to the partial matches of its key passes one of these or of
 *     {@code starts}; null: each row of the key matters
 * @param key columns whose values tell partitions apart
 * @param within how long a partial match lives, in milliseconds; 0 where there are none
 */
public record Trigger(
    List<Start> starts, @Nullable List<Wake> wakes, List<Integer> key, long within) {

  /** What a row must be like to begin something. */
  public sealed interface Start {
    /**
     * The column has one of {@code values}, and the number in {@code bounded} is {@code least} or
     * more.
     *
     * @param bounded a column, or -1
     */
    record Equal(int column, List<Object> values, int bounded, double least) implements Start {}

    /** The row fits a query. */
    record Found(SharedSearch searches, String query) implements Start {}
  }

  /**
   * @param name tests of one name give one answer on a row
   * @param test asks the row alone
   */
  public record Wake(String name, Evaluator test) {}
}
