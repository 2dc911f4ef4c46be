package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.task.LimitReachedException;
import io.sluice.cep.task.QueryFailedException;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts values that a condition can not take and attempts that a limit ends; a bounded query fails
 * instead, since its answer would be wrong.
 */
final class Problems {
  private final boolean bounded;
  private final boolean stops;
  private final Environment environment;
  private final MatchCounters counters;
  private final IntFunction<@Nullable Object[]> keyOf;

  /**
   * @param keyOf the values of a key by its number
   */
  Problems(
      MatchProgram program,
      Environment environment,
      MatchCounters counters,
      IntFunction<@Nullable Object[]> keyOf) {
    this.bounded = program.bounded();
    this.stops = program.overflow().policy() == Overflow.Policy.STOP;
    this.environment = environment;
    this.counters = counters;
    this.keyOf = keyOf;
  }

  void failed(String where, ValueException error, Event row) {
    counters.errors++;
    tell(() -> QueryFailedException.at(where, error.getMessage(), row));
  }

  /** Conditions that failed on the last row of {@code alphabet}, for those who asked. */
  void failed(Alphabet alphabet, long bits, Event row) {
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      failed(alphabet.where(bit), alphabet.error(bit), row);
    }
  }

  /**
   * @param first the row that it began with
   */
  void tooManyOfPattern(int key, Event first) {
    giveUp(
        "more than %,d partial matches are open over all keys",
        environment.limits().attemptsPerPattern(),
        key,
        "use a shorter WITHIN or a narrower condition for the first row",
        first);
  }

  void tooManyOfKey(int key, Event row) {
    giveUp(
        "more than %,d partial matches are open",
        environment.limits().attemptsPerKey(),
        key,
        "use AFTER MATCH SKIP PAST LAST ROW, a shorter WITHIN, or more columns in PARTITION BY",
        row);
  }

  private void giveUp(String what, int most, int key, String whatToDo, Event row) {
    counters.dropped++;
    @Nullable Object[] values = keyOf.apply(key);
    tell(
        () -> {
          String of = values.length == 0 ? "" : " for the key " + Arrays.asList(values);
          return QueryFailedException.at(
              "PATTERN", what.formatted(most) + of + "; " + whatToDo, row);
        });
    if (stops) {
      throw new LimitReachedException(counters.problem());
    }
  }

  /** Fails a bounded query only: a standing one goes on, and counts it elsewhere. */
  void noRowToSkipTo(String target, Event first) {
    if (bounded) {
      throw QueryFailedException.at(
          "AFTER MATCH SKIP",
          "there is no row to skip to: " + target + " took no row of this match, or its first",
          first);
    }
  }

  private void tell(Supplier<QueryFailedException> problem) {
    if (bounded) {
      throw problem.get();
    }
    counters.problem(() -> problem.get().getMessage());
  }
}
