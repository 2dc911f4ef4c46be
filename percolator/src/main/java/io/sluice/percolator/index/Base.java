package io.sluice.percolator.index;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The postings of all programs up to some number: those of predicate p stand from {@code off[p]} to
 * {@code off[p + 1]}, two ints each: the program, and the second word of its {@link Filing}. Never
 * changes.
 *
 * @param programs how many programs are filed here
 * @param told predicates that must be told because programs are filed under them, though they could
 *     be evaluated
 * @param free programs that hold unless a posting excludes them
 * @param always programs that are run in every case
 * @param expected candidates a case, by what was known when it was built
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
public record Base(
    int programs, int[] off, int[] post, int[] told, int[] free, int[] always, double expected) {
  static final Base EMPTY =
      new Base(0, new int[1], new int[0], new int[0], new int[0], new int[0], 0);

  void write(ArraysOut out) throws IOException {
    out.number(programs);
    for (int[] some : List.of(off, post, told, free, always)) {
      out.ints(some, some.length);
    }
  }

  static Base read(ArraysIn in) {
    return new Base(in.number(), in.ints(), in.ints(), in.ints(), in.ints(), in.ints(), 0);
  }

  static Base of(PredicateIndex.View view, Filing.Planner planner) {
    int programs = view.programs();
    // First pass: anchors of each program, flat, and how many postings each predicate gets.
    int[] anchors = new int[programs + programs / 2 + 16];
    int[] from = new int[programs + 1];
    int[] second = new int[programs];
    int[] off = new int[view.predicates() + 1];
    int used = 0;
    int free = 0;
    int always = 0;
    double expected = 0;
    for (int program = 0; program < programs; program++) {
      Filing filing = Filing.of(PredicateIndex.read(view, program), planner);
      int[] some = filing.anchors();
      if (used + some.length > anchors.length) {
        anchors = Arrays.copyOf(anchors, 2 * anchors.length + some.length);
      }
      for (int anchor : some) {
        anchors[used++] = anchor;
        off[anchor + 1] += 2;
      }
      from[program + 1] = used;
      second[program] = filing.second();
      free += filing.isFree() ? 1 : 0;
      always += filing.isAlways() ? 1 : 0;
      expected += filing.cost();
    }
    int[] told = new int[16];
    int toldCount = 0;
    for (int p = 0; p < view.predicates(); p++) {
      if (off[p + 1] > 0 && planner.kind(p) == PredicateIndex.Kind.TELLABLE) {
        told = toldCount == told.length ? Arrays.copyOf(told, 2 * toldCount) : told;
        told[toldCount++] = p;
      }
      off[p + 1] += off[p];
    }
    // Second pass: the postings, programs in their order.
    int[] post = new int[2 * used];
    int[] at = Arrays.copyOf(off, view.predicates());
    int[] freeOnes = new int[free];
    int[] alwaysOnes = new int[always];
    free = 0;
    always = 0;
    for (int program = 0; program < programs; program++) {
      if (second[program] == -1) {
        alwaysOnes[always++] = program;
      } else if (second[program] == Filing.EXCLUDES) {
        freeOnes[free++] = program;
      }
      for (int i = from[program]; i < from[program + 1]; i++) {
        post[at[anchors[i]]++] = program;
        post[at[anchors[i]]++] = second[program];
      }
    }
    return new Base(
        programs, off, post, Arrays.copyOf(told, toldCount), freeOnes, alwaysOnes, expected);
  }
}
