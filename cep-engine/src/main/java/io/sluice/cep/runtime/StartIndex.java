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
 * queries of any Boolean form; here a row has a value a column, and one equality of a condition
 * with one bound is enough to keep what does not start away. The rest of the condition is the
 * statement's own affair.
 */
final class StartIndex {
  private final Map<Integer, Map<Object, Bucket>> columns = new HashMap<>();
  private int[] asked = new int[0];

  private static final class Bucket {
    private final List<RunningQuery> free = new ArrayList<>();
    private final List<Bounded> bounded = new ArrayList<>();
  }

  /** Statements with a bound on one column, the least first. */
  private static final class Bounded {
    private final int column;
    private RunningQuery[] queries = new RunningQuery[4];
    private double[] bounds = new double[4];
    private int size;
    private boolean sorted = true;

    Bounded(int column) {
      this.column = column;
    }

    void add(RunningQuery query, double bound) {
      if (size == queries.length) {
        queries = Arrays.copyOf(queries, 2 * size);
        bounds = Arrays.copyOf(bounds, 2 * size);
      }
      queries[size] = query;
      bounds[size++] = bound;
      sorted = false;
    }

    void remove(RunningQuery query) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (queries[i] != query) {
          queries[kept] = queries[i];
          bounds[kept++] = bounds[i];
        }
      }
      size = kept;
    }

    void sort() {
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingDouble(i -> bounds[i]));
      RunningQuery[] sortedQueries = new RunningQuery[queries.length];
      double[] sortedBounds = new double[bounds.length];
      for (int i = 0; i < size; i++) {
        sortedQueries[i] = queries[order[i]];
        sortedBounds[i] = bounds[order[i]];
      }
      queries = sortedQueries;
      bounds = sortedBounds;
      sorted = true;
    }
  }

  void add(RunningQuery query, Trigger trigger) {
    for (Trigger.Start start : trigger.starts()) {
      for (Object value : start.values()) {
        Bucket bucket =
            columns
                .computeIfAbsent(start.column(), _ -> new HashMap<>())
                .computeIfAbsent(value, _ -> new Bucket());
        if (start.bounded() < 0) {
          bucket.free.add(query);
        } else {
          bounded(bucket, start.bounded()).add(query, start.least());
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

  void remove(RunningQuery query, Trigger trigger) {
    for (Trigger.Start start : trigger.starts()) {
      Map<Object, Bucket> byValue = columns.getOrDefault(start.column(), Map.of());
      for (Object value : start.values()) {
        Bucket bucket = byValue.get(value);
        if (bucket != null) {
          bucket.free.removeIf(each -> each == query);
          bucket.bounded.forEach(each -> each.remove(query));
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
      readers.starts(group.queries[i], row);
    }
  }
}
