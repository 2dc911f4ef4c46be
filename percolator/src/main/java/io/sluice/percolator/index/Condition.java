package io.sluice.percolator.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Boolean condition over numbered predicates. Build it with the static methods: they simplify and
 * put equal conditions into equal form.
 */
public sealed interface Condition {
  /** True where the predicate is. */
  record Leaf(int predicate) implements Condition {}

  /** True where all parts are; without parts it is always true. */
  record All(List<Condition> parts) implements Condition {}

  /**
   * True where at least {@code count} of the parts are; equal parts count as often as they occur.
   * Without parts it is never true.
   */
  record AtLeast(int count, List<Condition> parts) implements Condition {}

  /** True where the part is not. */
  record Not(Condition part) implements Condition {}

  Condition TRUE = new All(List.of());
  Condition FALSE = new AtLeast(1, List.of());

  static Condition leaf(int predicate) {
    return new Leaf(predicate);
  }

  static Condition all(Collection<? extends Condition> parts) {
    Set<Condition> distinct = new LinkedHashSet<>();
    for (Condition part : parts) {
      if (part.equals(FALSE)) {
        return FALSE;
      }
      if (part instanceof All(List<Condition> inner)) {
        distinct.addAll(inner);
      } else {
        distinct.add(part);
      }
    }
    for (Condition part : distinct) {
      if (part instanceof Not(Condition denied) && distinct.contains(denied)) {
        return FALSE;
      }
    }
    return distinct.size() == 1 ? distinct.iterator().next() : new All(inOrder(distinct));
  }

  static Condition all(Condition... parts) {
    return all(List.of(parts));
  }

  static Condition any(Collection<? extends Condition> parts) {
    return atLeast(1, parts);
  }

  /** Parts that are always true or never true are counted at once. */
  static Condition atLeast(int count, Collection<? extends Condition> parts) {
    int wanted = count;
    List<Condition> open = new ArrayList<>();
    for (Condition part : parts) {
      if (part.equals(TRUE)) {
        wanted--;
      } else if (!part.equals(FALSE)) {
        open.add(part);
      }
    }
    if (wanted <= 0) {
      return TRUE;
    }
    if (wanted > open.size()) {
      return FALSE;
    }
    if (wanted == open.size()) {
      return all(open);
    }
    if (wanted > 1) {
      return new AtLeast(wanted, inOrder(open));
    }
    Set<Condition> distinct = new LinkedHashSet<>();
    for (Condition part : open) {
      if (part instanceof AtLeast(int one, List<Condition> inner) && one == 1) {
        distinct.addAll(inner);
      } else {
        distinct.add(part);
      }
    }
    return distinct.size() == 1 ? distinct.iterator().next() : new AtLeast(1, inOrder(distinct));
  }

  static Condition not(Condition part) {
    if (part.equals(TRUE)) {
      return FALSE;
    }
    if (part.equals(FALSE)) {
      return TRUE;
    }
    return part instanceof Not(Condition denied) ? denied : new Not(part);
  }

  /** Leaves first, by number: they are the cheapest to test, and equal sets get equal lists. */
  private static List<Condition> inOrder(Collection<Condition> parts) {
    List<Condition> sorted = new ArrayList<>(parts);
    sorted.sort(
        Comparator.comparingInt(
            part ->
                switch (part) {
                  case Leaf(int predicate) -> predicate;
                  case Not n -> Integer.MAX_VALUE - 2;
                  case AtLeast a -> Integer.MAX_VALUE - 1;
                  case All a -> Integer.MAX_VALUE;
                }));
    return List.copyOf(sorted);
  }
}
