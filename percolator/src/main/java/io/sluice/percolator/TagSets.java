package io.sluice.percolator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sets of tags in use, numbered: thousands of stored queries share a few of them, so each
 * carries one number, and a filter is a bit for each set. Number 0 is the empty set. Written by one
 * thread under the percolator's lock; the list only grows and is copied for readers.
 */
final class TagSets {
  private final Map<Set<String>, Integer> numbers = new HashMap<>();
  private volatile List<Set<String>> sets = List.of(Set.of());

  TagSets() {
    numbers.put(Set.of(), 0);
  }

  int number(Set<String> tags) {
    Integer known = numbers.get(tags);
    if (known != null) {
      return known;
    }
    List<Set<String>> more = new ArrayList<>(sets);
    more.add(tags);
    numbers.put(tags, more.size() - 1);
    sets = List.copyOf(more);
    return more.size() - 1;
  }

  Set<String> tags(int number) {
    return sets.get(number);
  }

  /** The sets whose queries are asked. */
  BitSet fitting(MatchOptions options) {
    BitSet fitting = new BitSet();
    List<Set<String>> all = sets;
    for (int number = 0; number < all.size(); number++) {
      fitting.set(number, options.chooses(all.get(number)));
    }
    return fitting;
  }
}
