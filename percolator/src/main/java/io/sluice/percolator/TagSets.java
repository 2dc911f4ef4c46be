package io.sluice.percolator;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
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

  TagSets(ArraysIn in) {
    List<Set<String>> all = new ArrayList<>();
    for (int rest = in.number(); rest > 0; rest--) {
      Set<String> tags = new LinkedHashSet<>();
      for (int more = in.number(); more > 0; more--) {
        tags.add(in.text());
      }
      numbers.put(tags, all.size());
      all.add(Set.copyOf(tags));
    }
    sets = List.copyOf(all);
  }

  ArraysOut.Later later() {
    List<Set<String>> all = sets;
    return out -> {
      out.number(all.size());
      for (Set<String> tags : all) {
        out.number(tags.size());
        for (String tag : tags) {
          out.text(tag);
        }
      }
    };
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
