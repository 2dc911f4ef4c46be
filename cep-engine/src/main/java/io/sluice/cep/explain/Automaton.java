package io.sluice.cep.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row pattern as a graph to look at: one state for each place where a variable stands, loops as
 * groups with their bounds and not unrolled.
 *
 * @param states the start first, the end last
 * @param absentBefore NOT at the start: variables that must not have come within the bound
 * @param withinMillis null for no bound
 */
public record Automaton(
    List<Variable> variables,
    List<State> states,
    List<Group> groups,
    List<Edge> edges,
    List<String> absentBefore,
    @Nullable Long withinMillis,
    @Nullable Long gapMillis) {

  public enum Kind {
    START,
    TAKE,
    MATCH
  }

  public enum Pass {
    /** The next row. */
    NONE,
    /** {@code ->}: rows that fit nothing which may come here. */
    SKIP_TILL_NEXT,
    /** {@code ->>}: any rows. */
    SKIP_TILL_ANY
  }

  /**
   * @param condition null where any row fits
   * @param negated stands behind NOT only
   */
  public record Variable(String name, @Nullable String condition, boolean negated) {}

  /**
   * @param variable of a TAKE state, else null
   */
  public record State(String id, Kind kind, @Nullable String variable) {}

  /**
   * A part of the pattern that repeats.
   *
   * @param members ids of states; groups inside have their own entries
   * @param max null for no bound
   */
  public record Group(
      String id, List<String> members, int min, @Nullable Integer max, boolean greedy) {}

  /**
   * @param pass which rows may be passed over on the way
   * @param unless variables of NOT that end the attempt on this way
   * @param group the loop that goes round here, or null
   * @param atBound taken when the bound passes, not by a row
   */
  public record Edge(
      String from,
      String to,
      Pass pass,
      List<String> unless,
      @Nullable String group,
      boolean atBound) {}
}
