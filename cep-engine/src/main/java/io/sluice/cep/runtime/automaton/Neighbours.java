package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the partition around each row that was taken, whether they belong to a match or not:
 * PREV and NEXT lead to them from any row of a match. They stand with the taken row, so they go
 * when it goes.
 */
final class Neighbours {
  private final Past past;
  private final int back;
  private final int width;

  /** By numbers of taken rows: those before it, the earliest first, then those behind it. */
  private Map<Integer, @Nullable Event[]> beside = new HashMap<>();

  private int key;
  private int number;

  private Neighbours(Past past, int back, int ahead) {
    this.past = past;
    this.back = back;
    this.width = back + ahead;
  }

  /** Null where PREV and NEXT are asked of the current row only. */
  static @Nullable Neighbours of(MatchProgram program, @Nullable Past past) {
    return past == null || !program.looksAround()
        ? null
        : new Neighbours(past, program.history(), program.lookahead());
  }

  /** The key whose next row is stepped; the row has been added to its rows. */
  void next(int of) {
    key = of;
    number = Nodes.NONE;
  }

  /**
   * The row that is looked at now.
   *
   * @param taken its number, or NONE where it is the next one of the key
   */
  void current(int taken) {
    number = taken;
  }

  /** The row that many rows behind the current one, or before it; null where there is none. */
  @Nullable Event besideCurrent(int offset) {
    return number == Nodes.NONE ? past.beside(key, offset) : beside(number, offset);
  }

  @Nullable Event beside(int taken, int offset) {
    return of(taken)[offset < 0 ? back + offset : back + offset - 1];
  }

  /** All of a taken row. */
  @Nullable Event[] of(int taken) {
    @Nullable Event[] found = beside.get(taken);
    if (found == null) {
      throw new IllegalStateException("the row has been let go");
    }
    return found;
  }

  /** How many of them stand before the row. */
  int back() {
    return back;
  }

  // ---- as rows are taken and let go ----

  void taken(int row) {
    var found = new @Nullable Event[width];
    for (int i = 0; i < width; i++) {
      found[i] = past.beside(key, i < back ? i - back : i - back + 1);
    }
    beside.put(row, found);
  }

  void letGo(int row) {
    beside.remove(row);
  }

  /** Rows have new numbers; others are gone. */
  void moved(Map<Integer, Integer> numbers) {
    var then = beside;
    beside = new HashMap<>();
    numbers.forEach((before, now) -> beside.put(now, then.get(before)));
  }

  void clear() {
    beside.clear();
  }

  // ---- state ----

  void write(int row, PartOutput out) {
    for (Event each : of(row)) {
      out.flag(each != null);
      if (each != null) {
        out.event(each);
      }
    }
  }

  @Nullable Event[] read(PartInput in) {
    var found = new @Nullable Event[width];
    for (int i = 0; i < width; i++) {
      found[i] = in.flag() ? in.event() : null;
    }
    return found;
  }

  void put(int row, @Nullable Event[] found) {
    beside.put(row, found);
  }
}
