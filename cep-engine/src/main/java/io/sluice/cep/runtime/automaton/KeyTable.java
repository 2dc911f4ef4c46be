package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.ColumnOfRow;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.runtime.match.Keys;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Partition keys with state, by open addressing: a key has a small number as long as it is here.
 * Values that are equal make one key, however they are written (1.0 and 1.00, 0.0 and -0.0); a key
 * is written as its first row wrote it, but that -0.0 is 0.0: which row is the first depends on
 * which partial matches are open.
 */
final class KeyTable {
  private static final @Nullable Object[] NONE = {};

  private final Evaluator[] parts;
  private final int[] columns;
  private final int width;

  /** Values that the statement speaks of; others behind them are derived. */
  private final int shown;

  private final OneRow scope;
  private final @Nullable Object[] current;
  private int currentHash;

  /** Number + 1, or 0. */
  private int[] slots = new int[16];

  private int[] hashes = new int[8];
  private @Nullable Object[] values;
  private int[] free = new int[8];
  private int freeCount;
  private int used;
  private BitSet here = new BitSet();
  private int size;

  KeyTable(MatchProgram program, List<@Nullable Object> parameters) {
    this.parts = program.partitionBy().toArray(Evaluator[]::new);
    this.width = parts.length;
    this.shown = program.keySchema().size();
    this.columns = new int[width];
    for (int i = 0; i < width; i++) {
      columns[i] = parts[i] instanceof ColumnOfRow column ? column.index() : -1;
    }
    this.scope = new OneRow(parameters);
    this.current = new @Nullable Object[width];
    this.values = new @Nullable Object[8 * width];
  }

  int size() {
    return size;
  }

  /** Numbers of keys are below. */
  int end() {
    return used;
  }

  /** Whether a key has this number now. */
  boolean isHere(int number) {
    return number < used && here.get(number);
  }

  /**
   * Makes the row's key the current one.
   *
   * @throws io.sluice.cep.function.ValueException where it can not be computed
   */
  void look(Event row) {
    int hash = 0;
    for (int i = 0; i < width; i++) {
      Object value =
          Keys.shown(
              columns[i] >= 0 ? row.values()[columns[i]] : parts[i].evaluate(scope.set(row, "")));
      current[i] = value;
      hash = 31 * hash + hash(value);
    }
    currentHash = mix(hash);
  }

  void look(@Nullable Object[] key) {
    int hash = 0;
    for (int i = 0; i < width; i++) {
      current[i] = key[i];
      hash = 31 * hash + hash(key[i]);
    }
    currentHash = mix(hash);
  }

  /** The number of the current key, or -1. */
  int find() {
    int mask = slots.length - 1;
    for (int at = currentHash & mask; ; at = at + 1 & mask) {
      int number = slots[at] - 1;
      if (number < 0 || hashes[number] == currentHash && isCurrent(number)) {
        return number;
      }
    }
  }

  /** Adds the current key, which is not here yet; its number. */
  int add() {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    int number = freeCount > 0 ? free[--freeCount] : used++;
    if (number == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * number);
      values = Arrays.copyOf(values, 2 * number * width);
    }
    hashes[number] = currentHash;
    System.arraycopy(current, 0, values, number * width, width);
    here.set(number);
    put(number);
    size++;
    return number;
  }

  /** Takes up a key under the number that it had; {@link #restored} follows the last one. */
  void restore(@Nullable Object[] key, int number) {
    look(key);
    while (2 * (size + 1) > slots.length) {
      grow();
    }
    if (number >= hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * number);
      values = Arrays.copyOf(values, 2 * number * width);
    }
    used = Math.max(used, number + 1);
    hashes[number] = currentHash;
    System.arraycopy(current, 0, values, number * width, width);
    here.set(number);
    put(number);
    size++;
  }

  void restored() {
    free = new int[Math.max(8, used)];
    freeCount = 0;
    for (int number = used - 1; number >= 0; number--) {
      if (!here.get(number)) {
        free[freeCount++] = number;
      }
    }
  }

  void remove(int number) {
    int mask = slots.length - 1;
    int at = hashes[number] & mask;
    while (slots[at] != number + 1) {
      at = at + 1 & mask;
    }
    // What was pushed on by the removed one moves back, so that no look-up ends too early.
    int hole = at;
    for (int next = at + 1 & mask; slots[next] != 0; next = next + 1 & mask) {
      int home = hashes[slots[next] - 1] & mask;
      if ((next - home & mask) >= (next - hole & mask)) {
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole] = 0;
    Arrays.fill(values, number * width, (number + 1) * width, null);
    here.clear(number);
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = number;
    size--;
  }

  void clear() {
    slots = new int[16];
    hashes = new int[8];
    values = new @Nullable Object[8 * width];
    free = new int[8];
    freeCount = 0;
    used = 0;
    size = 0;
    here = new BitSet();
  }

  /** Those of PARTITION BY. */
  @Nullable Object[] values(int number) {
    return shown == 0 ? NONE : Arrays.copyOfRange(values, number * width, number * width + shown);
  }

  @Nullable Object[] all(int number) {
    return width == 0 ? NONE : Arrays.copyOfRange(values, number * width, (number + 1) * width);
  }

  /** Whether PARTITION BY has keys apart that are of one partition of it. */
  boolean isDivided() {
    return shown < width;
  }

  /** Whether the values are those of PARTITION BY for the key. */
  boolean isOf(@Nullable Object[] declared, int number) {
    for (int i = 0; i < shown; i++) {
      if (!same(declared[i], values[number * width + i])) {
        return false;
      }
    }
    return true;
  }

  /** Equal keys have equal values here, and no others. */
  @Nullable Object[] normal(int number) {
    @Nullable Object[] normal = all(number);
    for (int i = 0; i < width; i++) {
      normal[i] =
          switch (normal[i]) {
            case BigDecimal d -> d.stripTrailingZeros();
            case Double d -> d + 0.0;
            case null, default -> normal[i];
          };
    }
    return normal;
  }

  private void put(int number) {
    int mask = slots.length - 1;
    int at = hashes[number] & mask;
    while (slots[at] != 0) {
      at = at + 1 & mask;
    }
    slots[at] = number + 1;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[2 * old.length];
    for (int entry : old) {
      if (entry != 0) {
        put(entry - 1);
      }
    }
  }

  private boolean isCurrent(int number) {
    for (int i = 0; i < width; i++) {
      if (!same(values[number * width + i], current[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == b || a == null || b == null) {
      return a == b;
    }
    if (a instanceof String) {
      return a.equals(b);
    }
    return switch (a) {
      case BigDecimal x -> b instanceof BigDecimal y && x.compareTo(y) == 0;
      case Double x -> b instanceof Double y && Double.compare(x + 0.0, y + 0.0) == 0;
      default -> a.equals(b);
    };
  }

  private static int hash(@Nullable Object value) {
    if (value instanceof String s) {
      return s.hashCode(); // most keys, and a switch over types takes longer than the rest
    }
    return switch (value) {
      case null -> 0;
      case BigDecimal d -> d.stripTrailingZeros().hashCode();
      case Double d -> Double.hashCode(d + 0.0);
      default -> value.hashCode();
    };
  }

  private static int mix(int hash) {
    int h = hash * 0x9E3779B9;
    return h ^ h >>> 15;
  }
}
