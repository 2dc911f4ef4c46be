package io.sluice.cep.task;

import io.sluice.cep.event.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement has begun and not ended, at one moment.
 *
 * @param attempts partial matches by the rows that began them; null where the matcher counts
 *     matches without attempts
 * @param keys partition keys that have one
 * @param keySchema of their values
 * @param oldest time of the first row of the oldest attempt; null where none is open
 * @param states those of the automaton that EXPLAIN shows, by the same ids, without its start
 * @param topKeys those with the most attempts first
 * @param partial whether there was too much to look at: attempts and keys are those that the
 *     matcher counts, and the rest is what a part of the keys says
 */
public record InFlight(
    @Nullable Long attempts,
    long keys,
    Schema keySchema,
    @Nullable Long oldest,
    List<State> states,
    List<Key> topKeys,
    boolean partial) {

  /** Of a statement without MATCH_RECOGNIZE. */
  public static final InFlight NOTHING =
      new InFlight(0L, 0, new Schema(List.of(), false), null, List.of(), List.of(), false);

  public InFlight {
    states = List.copyOf(states);
    topKeys = List.copyOf(topKeys);
  }

  /**
   * A place of the pattern where a variable stands, or the end ({@code match}). An attempt that has
   * several ways on may stand at several states and wait for several.
   *
   * @param variable null at the end
   * @param attempts those of which a way has taken its last row here; null where the matcher counts
   *     matches without attempts
   * @param partialMatches different choices of rows that end here, where every match is wanted;
   *     else null
   * @param keys that have such an attempt; null where the matcher can not tell this state from
   *     another one
   * @param waiting attempts that the next row may bring here; at the end those that the bound will;
   *     null as {@code attempts}
   */
  public record State(
      String id,
      @Nullable String variable,
      @Nullable Long attempts,
      @Nullable Long partialMatches,
      @Nullable Long keys,
      @Nullable Long waiting) {}

  /**
   * @param values of PARTITION BY
   * @param attempts null where the matcher counts matches without attempts
   * @param oldest time of the first row of its oldest attempt
   */
  public record Key(List<@Nullable Object> values, @Nullable Long attempts, long oldest) {}
}
