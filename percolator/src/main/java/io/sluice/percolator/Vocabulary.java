package io.sluice.percolator;

import io.sluice.percolator.index.PredicateIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.jspecify.annotations.Nullable;

/**
 * What the numbered predicates of the index mean. Terms, patterns, exact numbers and "the field is
 * there" are told by the document; phrases, number ranges and whatever only Lucene understands are
 * lazy. Each meaning has one number. Written by one thread, read by all.
 */
final class Vocabulary {
  /** A predicate that is evaluated when a program asks for it. */
  sealed interface Lazy {}

  /**
   * Words one behind the other.
   *
   * @param terms their term predicates
   * @param positions where each stands, relative to the first
   */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  record Phrase(String field, int[] terms, int[] positions) implements Lazy {}

  /** Some value of a point field lies in a closed interval of sortable longs. */
  record Range(String field, long low, long high) implements Lazy {}

  /** Lucene has to be asked. */
  record Opaque(Query query) implements Lazy {}

  /** The predicates of one field that documents tell. */
  static final class FieldWords {
    private final TermTable terms = new TermTable();
    private volatile @Nullable TokenPatterns patterns;
    private volatile int exists = -1;

    TermTable terms() {
      return terms;
    }

    @Nullable TokenPatterns patterns() {
      return patterns;
    }

    /** The predicate "the document has this field", or -1. */
    int exists() {
      return exists;
    }
  }

  private record PatternKey(String field, Query query) {}

  private final PredicateIndex index;
  private final Map<String, FieldWords> fields = new ConcurrentHashMap<>();
  private final Map<Object, Integer> numbers = new HashMap<>();
  private @Nullable Lazy[] lazy = new Lazy[64];

  Vocabulary(PredicateIndex index) {
    this.index = index;
  }

  // ------------------------------------------------------------------ read by all

  @Nullable FieldWords field(String name) {
    return fields.get(name);
  }

  /** The lazy predicates by number; valid up to the predicates of a view taken before. */
  @Nullable Lazy[] lazy() {
    return lazy;
  }

  // ------------------------------------------------------------------ written by one

  int term(String field, BytesRef term) {
    TermTable table = words(field).terms;
    int known = table.find(term.bytes, term.offset, term.length);
    if (known >= 0) {
      return known;
    }
    int number = index.addPredicate(Prior.ofTerm(term));
    table.add(term.bytes, term.offset, term.length, number);
    return number;
  }

  int term(Term term) {
    return term(term.field(), term.bytes());
  }

  /** The predicate "the point field has exactly this value". */
  int value(String field, long value) {
    byte[] key = new byte[Long.BYTES];
    NumericUtils.longToSortableBytes(value, key, 0);
    TermTable table = words(field).terms;
    int known = table.find(key, 0, key.length);
    if (known >= 0) {
      return known;
    }
    int number = index.addPredicate(Prior.VALUE);
    table.add(key, 0, key.length, number);
    return number;
  }

  int exists(String field) {
    FieldWords words = words(field);
    if (words.exists < 0) {
      words.exists = index.addPredicate(Prior.EXISTS);
    }
    return words.exists;
  }

  int pattern(String field, Query query, ByteRunAutomaton automaton) {
    return numbers.computeIfAbsent(
        new PatternKey(field, query),
        key -> {
          FieldWords words = words(field);
          TokenPatterns patterns = words.patterns;
          if (patterns == null) {
            patterns = new TokenPatterns();
            words.patterns = patterns;
          }
          int number = index.addPredicate(Prior.PATTERN);
          patterns.add(automaton, number);
          return number;
        });
  }

  int phrase(String field, int[] terms, int[] positions) {
    record Key(String field, List<Integer> terms, List<Integer> positions) {}
    return lazy(
        new Key(
            field,
            Arrays.stream(terms).boxed().toList(),
            Arrays.stream(positions).boxed().toList()),
        new Phrase(field, terms, positions));
  }

  int range(String field, long low, long high) {
    Range range = new Range(field, low, high);
    return lazy(range, range);
  }

  int opaque(Query query) {
    return lazy(query, new Opaque(query));
  }

  private int lazy(Object key, Lazy meaning) {
    return numbers.computeIfAbsent(
        key,
        k -> {
          int number = index.addLazyPredicate();
          if (number >= lazy.length) {
            lazy = Arrays.copyOf(lazy, 2 * number);
          }
          lazy[number] = meaning;
          return number;
        });
  }

  private FieldWords words(String field) {
    return fields.computeIfAbsent(field, name -> new FieldWords());
  }
}
