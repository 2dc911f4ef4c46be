package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which statements a row can begin a match of: under each value that a column must have, the
 * statements that need it, those with a lower bound on a number in the order of their bounds. So a
 * row meets those whose bound it passes, however many others want the same value.
 *
 * <p>Why not the predicate index of the percolator: that one is for documents with many words and
 * statements of any Boolean form; here a row has a value a column, and one equality of a condition
 * with one bound is enough to keep what does not start away. The rest of the condition is the
 * statement's own affair.
 */
final class StartIndex {
  private final Map<Integer, Map<Object, Bucket>> columns = new HashMap<>();
  private int[] asked = new int[0];

  private static final class Bucket {
    private final List<Integer> free = new ArrayList<>();
    private final List<Bounded> bounded = new ArrayList<>();
  }

  /** Statements with a bound on one column, the least first. */
  private static final class Bounded {
    private final int column;
    private int[] statements = new int[4];
    private double[] bounds = new double[4];
    private int size;
    private boolean sorted = true;

    Bounded(int column) {
      this.column = column;
    }

    void add(int statement, double bound) {
      if (size == statements.length) {
        statements = Arrays.copyOf(statements, 2 * size);
        bounds = Arrays.copyOf(bounds, 2 * size);
      }
      statements[size] = statement;
      bounds[size++] = bound;
      sorted = false;
    }

    void remove(int statement) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (statements[i] != statement) {
          statements[kept] = statements[i];
          bounds[kept++] = bounds[i];
        }
      }
      size = kept;
    }

    void sort() {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> bounds[i]));
      int[] sortedStatements = new int[statements.length];
      double[] sortedBounds = new double[bounds.length];
      for (int i = 0; i < size; i++) {
        sortedStatements[i] = statements[order[i]];
        sortedBounds[i] = bounds[order[i]];
      }
      statements = sortedStatements;
      bounds = sortedBounds;
      sorted = true;
    }
  }

  void add(int statement, Trigger trigger) {
    for (Trigger.Start start : trigger.starts()) {
      for (Object value : start.values()) {
        Bucket bucket =
            columns
                .computeIfAbsent(start.column(), _ -> new HashMap<>())
                .computeIfAbsent(value, _ -> new Bucket());
        if (start.bounded() < 0) {
          bucket.free.add(statement);
        } else {
          bounded(bucket, start.bounded()).add(statement, start.least());
        }
      }
    }
    asked = columns.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  private static Bounded bounded(Bucket bucket, int column) {
    for (Bounded each : bucket.bounded) {
      if (each.column == column) {
        return each;
      }
    }
    var fresh = new Bounded(column);
    bucket.bounded.add(fresh);
    return fresh;
  }

  void remove(int statement, Trigger trigger) {
    for (Trigger.Start start : trigger.starts()) {
      Map<Object, Bucket> byValue = columns.getOrDefault(start.column(), Map.of());
      for (Object value : start.values()) {
        Bucket bucket = byValue.get(value);
        if (bucket != null) {
          bucket.free.removeIf(each -> each == statement);
          bucket.bounded.forEach(each -> each.remove(statement));
          bucket.bounded.removeIf(each -> each.size == 0);
          if (bucket.free.isEmpty() && bucket.bounded.isEmpty()) {
            byValue.remove(value);
          }
        }
      }
    }
  }

  /** Tells {@code readers} of each statement that the row may begin a match of. */
  void look(Event row, Readers readers) {
    @Nullable Object[] values = row.values();
    for (int column : asked) {
      Object value = values[column];
      Bucket bucket = value == null ? null : columns.get(column).get(value);
      if (bucket == null) {
        continue;
      }
      for (int i = 0; i < bucket.free.size(); i++) {
        readers.starts(bucket.free.get(i), row);
      }
      for (int i = 0; i < bucket.bounded.size(); i++) {
        look(bucket.bounded.get(i), row, readers);
      }
    }
  }

  private static void look(Bounded group, Event row, Readers readers) {
    if (!(row.values()[group.column] instanceof Number number)) {
      return;
    }
    if (!group.sorted) {
      group.sort();
    }
    double value = number.doubleValue();
    // NaN passes no bound in this loop, and is above all for SQL.
    for (int i = 0; i < group.size && !(value < group.bounds[i]); i++) {
      readers.starts(group.statements[i], row);
    }
  }
}
