package io.sluice.cep.plan;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects by name, in the order in which the names came; never changed. A map with one name more or
 * less shares all but a path of its tree with the one before (Bagwell's hash array mapped trie,
 * with full nodes), so that the hundred-thousandth pattern costs what the first one did. Names that
 * differ in letter case only stand in one leaf.
 */
final class Names<T> extends AbstractMap<String, T> {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;

  private final @Nullable Object @Nullable [] root;
  private final int size;
  private final long next;

  /** Names with one hash are a list. */
  private record Leaf(int hash, long place, String name, Object value, @Nullable Leaf after) {
    Leaf with(@Nullable Leaf rest) {
      return new Leaf(hash, place, name, value, rest);
    }
  }

  private Names(@Nullable Object @Nullable [] root, int size, long next) {
    this.root = root;
    this.size = size;
    this.next = next;
  }

  static <T> Names<T> of(Map<String, T> objects) {
    if (objects instanceof Names<T> names) {
      return names;
    }
    Names<T> names = new Names<>(null, 0, 0);
    for (Map.Entry<String, T> entry : objects.entrySet()) {
      names = names.with(entry.getKey(), entry.getValue());
    }
    return names;
  }

  // ---- reading ----

  /** The object of exactly this name, else the first whose name differs in letter case only. */
  @Nullable T find(String name) {
    T exact = get(name);
    if (exact != null) {
      return exact;
    }
    Leaf found = null;
    for (Leaf leaf = leaf(name); leaf != null; leaf = leaf.after) {
      if (leaf.name.equalsIgnoreCase(name) && (found == null || leaf.place < found.place)) {
        found = leaf;
      }
    }
    return found == null ? null : value(found);
  }

  @Override
  public @Nullable T get(@Nullable Object name) {
    if (name instanceof String text) {
      for (Leaf leaf = leaf(text); leaf != null; leaf = leaf.after) {
        if (leaf.name.equals(text)) {
          return value(leaf);
        }
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  private @Nullable Leaf leaf(String name) {
    int hash = hash(name);
    Object at = root;
    for (int shift = 0; at instanceof Object[] node; shift += BITS) {
      at = node[slot(hash, shift)];
    }
    return at instanceof Leaf leaf && leaf.hash == hash ? leaf : null;
  }

  @SuppressWarnings("unchecked") // only values of T are put in
  private T value(Leaf leaf) {
    return (T) leaf.value;
  }

  // ---- one more, one less ----

  /** A name that is there keeps its place. */
  Names<T> with(String name, T value) {
    int hash = hash(name);
    long place = next;
    Leaf rest = null;
    for (Leaf leaf = leaf(name); leaf != null; leaf = leaf.after) {
      if (leaf.name.equals(name)) {
        place = leaf.place;
      } else {
        rest = leaf.with(rest);
      }
    }
    Object[] grown = put(root, 0, new Leaf(hash, place, name, value, rest));
    return new Names<>(grown, place == next ? size + 1 : size, next + 1);
  }

  private static @Nullable Object[] put(@Nullable Object @Nullable [] node, int shift, Leaf leaf) {
    @Nullable Object[] copy = node == null ? new @Nullable Object[WIDTH] : node.clone();
    int slot = slot(leaf.hash, shift);
    Object there = copy[slot];
    if (there instanceof Object[] below) {
      copy[slot] = put(below, shift + BITS, leaf);
    } else if (there instanceof Leaf other && other.hash != leaf.hash) {
      copy[slot] = put(put(null, shift + BITS, other), shift + BITS, leaf);
    } else {
      copy[slot] = leaf;
    }
    return copy;
  }

  Names<T> without(String name) {
    if (get(name) == null || root == null) {
      return this;
    }
    Leaf rest = null;
    for (Leaf leaf = leaf(name); leaf != null; leaf = leaf.after) {
      if (!leaf.name.equals(name)) {
        rest = leaf.with(rest);
      }
    }
    return new Names<>(cut(root, 0, hash(name), rest), size - 1, next);
  }

  private static @Nullable Object[] cut(
      @Nullable Object[] node, int shift, int hash, @Nullable Leaf rest) {
    @Nullable Object[] copy = node.clone();
    int slot = slot(hash, shift);
    copy[slot] = copy[slot] instanceof Object[] below ? cut(below, shift + BITS, hash, rest) : rest;
    return copy;
  }

  private static int slot(int hash, int shift) {
    return hash >>> shift & WIDTH - 1;
  }

  /** Equal for names that {@link String#equalsIgnoreCase} takes for one. */
  private static int hash(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = 31 * hash + Character.toLowerCase(Character.toUpperCase(name.charAt(i)));
    }
    return hash * 0x9E3779B9;
  }

  // ---- all ----

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<String, T>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, T>> iterator() {
        var leaves = new ArrayList<Leaf>(size);
        if (root != null) {
          collect(root, leaves);
        }
        leaves.sort(Comparator.comparingLong(Leaf::place));
        Iterator<Leaf> at = leaves.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return at.hasNext();
          }

          @Override
          public Map.Entry<String, T> next() {
            Leaf leaf = at.next();
            return Map.entry(leaf.name, value(leaf));
          }
        };
      }
    };
  }

  private static void collect(@Nullable Object[] node, List<Leaf> leaves) {
    for (Object each : node) {
      if (each instanceof Object[] below) {
        collect(below, leaves);
      } else {
        for (Leaf leaf = (Leaf) each; leaf != null; leaf = leaf.after) {
          leaves.add(leaf);
        }
      }
    }
  }
}
