package io.sluice.percolator.index;

import io.sluice.percolator.arrays.Buckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * All programs in one int array. Prefix form: a leaf is its predicate; an inner node is an opcode
 * word, then what belongs to it:
 *
 * <pre>
 *   ALL     end  parts...           end: offset after the last part, for the short circuit
 *   ATLEAST end  count  parts...
 *   NOT     part
 * </pre>
 *
 * Equal programs are stored once. Written by one thread; offsets below the count of a published
 * view never change.
 */
final class Programs {
  static final int ALL = -1;
  static final int AT_LEAST = -2;
  static final int NOT = -3;

  private int[] code;
  private int used;
  private int[] start;
  private int count;

  /** Open addressing over program numbers + 1, by content. */
  private int[] table;

  Programs() {
    this.code = new int[1024];
    this.start = new int[256];
    this.table = new int[Buckets.sizeFor(0)];
  }

  /**
   * @param start by program, one more than there are
   */
  Programs(int[] code, int[] start) {
    this.code = code;
    this.start = start;
    this.count = start.length - 1;
    this.used = start[count];
    this.table = new int[Buckets.sizeFor(count)];
    number();
  }

  int[] code() {
    return code;
  }

  int[] start() {
    return start;
  }

  int count() {
    return count;
  }

  /** The number of the equal program, or -1 - number of the new one. */
  int intern(Condition condition) {
    int from = used;
    write(condition);
    int length = used - from;
    int hash = hash(from, length);
    int slot = Buckets.of(hash, table.length);
    while (table[slot] != 0) {
      int other = table[slot] - 1;
      // Neighbours in the table differ, and mostly in their last words.
      if (start[other + 1] - start[other] == length
          && code[start[other + 1] - 1] == code[used - 1]
          && Arrays.equals(code, from, used, code, start[other], start[other + 1])) {
        used = from;
        return other;
      }
      slot = Buckets.after(slot, table.length);
    }
    int number = count++;
    if (count + 1 >= start.length) {
      start = Arrays.copyOf(start, start.length + start.length / 4 + 16);
    }
    start[number] = from;
    start[number + 1] = used;
    table[slot] = number + 1;
    if (Buckets.isFull(count, table.length)) {
      rehash();
    }
    return -1 - number;
  }

  private void write(Condition condition) {
    switch (condition) {
      case Condition.Leaf(int predicate) -> emit(predicate);
      case Condition.Not(Condition part) -> {
        emit(NOT);
        write(part);
      }
      case Condition.All(List<Condition> parts) -> {
        emit(ALL);
        writeParts(parts, -1);
      }
      case Condition.AtLeast(int wanted, List<Condition> parts) -> {
        emit(AT_LEAST);
        writeParts(parts, wanted);
      }
    }
  }

  private void writeParts(List<Condition> parts, int wanted) {
    int end = used;
    emit(0);
    if (wanted >= 0) {
      emit(wanted);
    }
    for (Condition part : parts) {
      write(part);
    }
    // Relative to the word itself, so that equal programs have equal words.
    code[end] = used - end;
  }

  private void emit(int word) {
    if (used == code.length) {
      code = Arrays.copyOf(code, code.length + code.length / 4 + 16);
    }
    code[used++] = word;
  }

  private int hash(int from, int length) {
    int h = length;
    for (int i = from; i < from + length; i++) {
      h = 31 * h + code[i];
    }
    h *= 0x9E3779B9;
    return h ^ (h >>> 15);
  }

  private void rehash() {
    table = new int[Buckets.sizeFor(count)];
    number();
  }

  private void number() {
    for (int number = 0; number < count; number++) {
      int slot = Buckets.of(hash(start[number], start[number + 1] - start[number]), table.length);
      while (table[slot] != 0) {
        slot = Buckets.after(slot, table.length);
      }
      table[slot] = number + 1;
    }
  }

  /** The condition that was stored, for building an index anew. */
  Condition read(int program) {
    return read(code, start[program]);
  }

  /** Whether a leaf between two places is one of some predicates. */
  static boolean uses(int[] code, int from, int to, IntPredicate some) {
    for (int at = from; at < to; at++) {
      switch (code[at]) {
        case NOT -> {}
        case ALL -> at++;
        case AT_LEAST -> at += 2;
        default -> {
          if (some.test(code[at])) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Where the part behind the one at a place begins. */
  static int after(int[] code, int at) {
    return switch (code[at]) {
      case NOT -> after(code, at + 1);
      case ALL, AT_LEAST -> at + 1 + code[at + 1];
      default -> at + 1;
    };
  }

  static Condition read(int[] code, int from) {
    return read(code, new int[] {from});
  }

  private static Condition read(int[] code, int[] at) {
    int word = code[at[0]++];
    if (word >= 0) {
      return new Condition.Leaf(word);
    }
    if (word == NOT) {
      return new Condition.Not(read(code, at));
    }
    int end = at[0] + code[at[0]];
    at[0]++;
    int wanted = word == AT_LEAST ? code[at[0]++] : 0;
    List<Condition> parts = new ArrayList<>();
    while (at[0] < end) {
      parts.add(read(code, at));
    }
    return word == ALL
        ? new Condition.All(List.copyOf(parts))
        : new Condition.AtLeast(wanted, List.copyOf(parts));
  }
}
