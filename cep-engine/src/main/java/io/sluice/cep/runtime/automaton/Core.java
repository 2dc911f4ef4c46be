package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.task.EngineTask;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A fast matcher at work, for all keys of a statement. */
public sealed interface Core permits CrowdMember, EveryCore, PairsCore, PreferredCore, RunsCore {
  /** Takes matches in the order in which they are told. */
  interface Sink {
    void found(Found match);

    /** Several that one row completes. */
    default void series(FoundSeries matches) {
      while (matches.next()) {
        found(matches);
      }
    }
  }

  /** Takes rows that matches end at, where these are counted. */
  interface Ends {
    /**
     * @param totals the aggregates over the matches by their numbers; may throw {@link
     *     ValueException}; good until this returns
     */
    void ended(Event last, @Nullable Object[] key, IntFunction<@Nullable Object> totals);
  }

  /** Names state parts: a piece of the state by its kind and what tells pieces of it apart. */
  interface Names {
    byte[] of(Piece piece, byte... rest);
  }

  /** Kinds of state parts. */
  enum Piece {
    /** Figures that are written whenever anything changed. */
    FRAME,
    ROWS,
    NODES,
    KEY
  }

  /**
   * @param clock bounds up to this time have been passed
   */
  void row(Event row, long clock);

  /** A value that a measure can not take. */
  void failed(String where, ValueException error, Event row);

  /** When a bound tells something, or MAX_VALUE. */
  long deadline();

  /** Passes the bounds at {@code time}, which {@link #deadline} gave. */
  void fire(long time);

  /** The input is over: every bound passes, partitions end. */
  void end();

  void clear();

  long attempts();

  int keys();

  /** Tells {@code to} what is open; nothing is kept for it. */
  void count(Census to);

  /** Whether matches are counted and attempts are not known one by one. */
  default boolean countsMatches() {
    return false;
  }

  /** Writes what changed since the last call. */
  void write(EngineTask.StateWriter writer, Names names);

  /** Pieces come in any order; {@link #restored} follows the last one. */
  void restore(Piece piece, byte[] name, PartInput in);

  void restored();
}
