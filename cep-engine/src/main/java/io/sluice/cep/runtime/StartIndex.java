package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.Trigger;
import io.sluice.cep.program.Trigger.Start;
import io.sluice.cep.search.SharedSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which statements a row can begin a match of: under each value that a column must have, the
 * statements that need it, those with a lower bound on a number in the order of their bounds. So a
 * row meets those whose bound it passes, however many others want the same value. Statements that
 * need a row that fits a query are under the query, and the row is asked of all queries at once.
 *
 * <p>Why not the predicate index of the percolator for values too: that one is for documents with
 * many words and statements of any Boolean form; here a row has a value a column, and one equality
 * of a condition with one bound is enough to keep what does not start away. The rest of the
 * condition is the statement's own affair.
 */
final class StartIndex {
  private final Map<Integer, Map<Object, Bucket>> columns = new HashMap<>();
  private final Map<SharedSearch, Searched> searches = new LinkedHashMap<>();
  private int[] asked = new int[0];

  /** Statements by the queries of one index. */
  private static final class Searched {
    private final Map<String, SharedSearch.Asked> byText = new HashMap<>();
    private final Map<SharedSearch.Asked, List<Integer>> statements = new HashMap<>();
  }

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
    for (Start start : trigger.starts()) {
      switch (start) {
        case Start.Equal equal -> add(statement, equal);
        case Start.Found(SharedSearch index, String query) -> {
          Searched of = searches.computeIfAbsent(index, _ -> new Searched());
          SharedSearch.Asked own = of.byText.computeIfAbsent(query, index::ask);
          of.statements.computeIfAbsent(own, _ -> new ArrayList<>()).add(statement);
        }
      }
    }
    asked = columns.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  private void add(int statement, Start.Equal start) {
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
    for (Start start : trigger.starts()) {
      switch (start) {
        case Start.Equal equal -> remove(statement, equal);
        case Start.Found(SharedSearch index, String query) -> remove(statement, index, query);
      }
    }
  }

  private void remove(int statement, SharedSearch index, String query) {
    Searched of = searches.get(index);
    SharedSearch.Asked own = of == null ? null : of.byText.get(query);
    if (of == null || own == null) {
      return;
    }
    List<Integer> rest = of.statements.getOrDefault(own, new ArrayList<>());
    rest.removeIf(each -> each == statement);
    if (rest.isEmpty()) {
      of.statements.remove(own);
      of.byText.remove(query);
    }
    if (of.byText.isEmpty()) {
      searches.remove(index);
    }
  }

  private void remove(int statement, Start.Equal start) {
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
    if (!searches.isEmpty()) {
      searches.forEach((index, of) -> look(index, of, row, readers));
    }
  }

  /** A row that can not be searched goes to all: they tell what is wrong with it. */
  private static void look(SharedSearch index, Searched of, Event row, Readers readers) {
    Set<SharedSearch.Asked> found = index.matching(row);
    for (SharedSearch.Asked asked : found == null ? of.statements.keySet() : found) {
      for (int statement : of.statements.getOrDefault(asked, List.of())) {
        readers.starts(statement, row);
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
