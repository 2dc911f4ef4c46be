package io.sluice.cep.runtime.automaton;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What statements have for keys: a cell has a small number as long as its statement has an attempt
 * for its key. The cells of a key lie side by side with the numbers of their statements, so a row
 * finds out whom it may matter to without touching them.
 */
final class Cells {
  private int[] statements = new int[8];
  private int[] keys = new int[8];
  private int[] free = new int[8];
  private int freeCount;
  private int used;
  private int size;

  /** By key: pairs of a statement and its cell. */
  private int @Nullable [][] lists = new int[8][];

  /** By key: how many ints of its list are used. */
  private int[] lengths = new int[8];

  int size() {
    return size;
  }

  /** One more than the highest number in use. */
  int end() {
    return used;
  }

  /** -1 where the cell is free. */
  int statement(int cell) {
    return cell < used ? statements[cell] : -1;
  }

  int key(int cell) {
    return keys[cell];
  }

  int count(int key) {
    return key < lengths.length ? lengths[key] / 2 : 0;
  }

  int statementAt(int key, int index) {
    return list(key)[2 * index];
  }

  int cellAt(int key, int index) {
    return list(key)[2 * index + 1];
  }

  int add(int key, int statement) {
    int cell = freeCount > 0 ? free[--freeCount] : used;
    put(cell, key, statement);
    return cell;
  }

  /** Takes up a cell under the number that it had; {@link #restored} follows the last one. */
  void put(int cell, int key, int statement) {
    if (cell >= statements.length) {
      int length = Math.max(cell + 1, 2 * statements.length);
      statements = Arrays.copyOf(statements, length);
      keys = Arrays.copyOf(keys, length);
    }
    for (; used <= cell; used++) {
      statements[used] = -1;
    }
    statements[cell] = statement;
    keys[cell] = key;
    size++;
    if (key >= lists.length) {
      int length = Math.max(key + 1, 2 * lists.length);
      lists = Arrays.copyOf(lists, length);
      lengths = Arrays.copyOf(lengths, length);
    }
    int[] list = lists[key];
    int length = lengths[key];
    if (list == null) {
      list = new int[2];
      lists[key] = list;
    } else if (length == list.length) {
      list = Arrays.copyOf(list, 2 * length + 2);
      lists[key] = list;
    }
    list[length] = statement;
    list[length + 1] = cell;
    lengths[key] = length + 2;
  }

  void restored() {
    free = new int[Math.max(8, used)];
    freeCount = 0;
    for (int cell = used - 1; cell >= 0; cell--) {
      if (statements[cell] < 0) {
        free[freeCount++] = cell;
      }
    }
  }

  /** Whether the key has no cell any more. */
  boolean remove(int cell) {
    int key = keys[cell];
    int[] list = list(key);
    int last = lengths[key] - 2;
    for (int i = 0; i <= last; i += 2) {
      if (list[i + 1] == cell) {
        list[i] = list[last];
        list[i + 1] = list[last + 1];
        break;
      }
    }
    lengths[key] = last;
    statements[cell] = -1;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, 2 * freeCount);
    }
    free[freeCount++] = cell;
    size--;
    return last == 0;
  }

  private int[] list(int key) {
    return Objects.requireNonNull(lists[key]);
  }
}
