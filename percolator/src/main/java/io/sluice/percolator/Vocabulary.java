package io.sluice.percolator;

import io.sluice.percolator.arrays.ArraysIn;
import io.sluice.percolator.arrays.ArraysOut;
import io.sluice.percolator.index.PredicateIndex;
import io.sluice.percolator.regex.PerlRegex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * What the numbered predicates of the index mean. Terms, neighbours, patterns, exact numbers and
 * "the field is there" are told by the document; ranges where they are anchors; longer phrases and
 * whatever only Lucene understands are evaluated when asked. Each meaning has one number. Written
 * by one thread, read by all.
 */
final class Vocabulary {
  private final Fields declared;
  private final PredicateIndex index;
  private final Map<String, FieldWords> fields = new ConcurrentHashMap<>();
  private final Pairs pairs = new Pairs();
  private volatile Demand demand;

  /** By predicate; null for terms and values. */
  private @Nullable Meaning[] meanings;

  /** By predicate: 1 where a pair begins with the term. */
  private byte[] beginsPair;

  /** Of terms and values: field number. Of pairs: predicate of the second word. */
  private int[] termField;

  /**
   * Of terms and values: place in the field's table. Of pairs: predicate of the first word. Of
   * ranges: -1 - number of the range.
   */
  private int[] places;

  /** Three a range, side by side, since thousands are compared for a document: low, high, field. */
  private long[] bounds;

  private int ranges;

  private final MeaningNumbers numbers = new MeaningNumbers();

  Vocabulary(Fields declared) {
    this.declared = declared;
    this.demand = Demand.NONE;
    this.meanings = new Meaning[64];
    this.beginsPair = new byte[64];
    this.termField = new int[64];
    this.places = new int[64];
    this.bounds = new long[96];
    this.index = new PredicateIndex(this::estimate);
  }

  /** As it was when {@link #later} was called. What only Lucene knows is {@link Meaning.Lost}. */
  Vocabulary(Fields declared, ArraysIn in) {
    this.declared = declared;
    FieldWords[] byNumber = new FieldWords[in.number()];
    for (int number = 0; number < byNumber.length; number++) {
      byNumber[number] = new FieldWords(in, number);
      fields.put(byNumber[number].name(), byNumber[number]);
    }
    List<String> names = new ArrayList<>();
    for (int rest = in.number(); rest > 0; rest--) {
      names.add(in.text());
    }
    this.demand = Demand.of(names);
    this.bounds = in.longs();
    this.ranges = bounds.length / 3;
    this.termField = in.ints();
    this.places = in.ints();
    int predicates = termField.length;
    this.meanings = new Meaning[predicates];
    this.beginsPair = new byte[predicates];
    var meaningsIn = new MeaningFile(byNumber, bounds, places);
    for (int predicate = 0; predicate < predicates; predicate++) {
      Meaning meaning = meaningsIn.read(predicate, in);
      meanings[predicate] = meaning;
      switch (meaning) {
        case Meaning.Pair p -> {
          pairs.add(places[predicate], termField[predicate], predicate);
          beginsPair[places[predicate]] = 1;
        }
        case Meaning.Pattern(FieldWords field, TokenPattern pattern) -> {
          field.patternsToAdd().add(pattern, predicate);
          numbers.add(predicate, meanings);
        }
        case Meaning.Phrase p -> numbers.add(predicate, meanings);
        case Meaning.Range r -> numbers.add(predicate, meanings);
        case Meaning.NowRange r -> numbers.add(predicate, meanings);
        case Meaning.LateRegex p -> numbers.add(predicate, meanings);
        case Meaning.Same s -> numbers.add(predicate, meanings);
        case Meaning.Within w -> numbers.add(predicate, meanings);
        case Meaning.Exists e -> {}
        case Meaning.Lost l -> {}
        case Meaning.Opaque o -> throw new IllegalStateException("a query can not be read");
        case null -> {}
      }
    }
    this.index = PredicateIndex.read(in, this::estimate);
  }

  /** Writes what a view sees, later and in another thread. Taken by the one who writes. */
  ArraysOut.Later later(PredicateIndex.View view) {
    List<ArraysOut.Later> words =
        fields.values().stream()
            .sorted(Comparator.comparingInt(FieldWords::number))
            .map(FieldWords::later)
            .toList();
    List<String> names = demand.names();
    @Nullable Meaning[] taken = meanings;
    long[] takenBounds = bounds;
    int takenRanges = ranges;
    int[] takenFields = termField;
    int[] takenPlaces = places;
    return out -> {
      out.number(words.size());
      for (ArraysOut.Later field : words) {
        field.to(out);
      }
      out.number(names.size());
      for (String name : names) {
        out.text(name);
      }
      out.longs(takenBounds, 3 * takenRanges);
      out.ints(takenFields, view.predicates());
      out.ints(takenPlaces, view.predicates());
      for (int predicate = 0; predicate < view.predicates(); predicate++) {
        MeaningFile.write(taken[predicate], out);
      }
      view.write(out);
    };
  }

  PredicateIndex index() {
    return index;
  }

  // ------------------------------------------------------------------ read by all

  @Nullable FieldWords field(String name) {
    return fields.get(name);
  }

  Pairs pairs() {
    return pairs;
  }

  /** Meanings by number; valid up to the predicates of a view taken before. */
  @Nullable Meaning[] meanings() {
    return meanings;
  }

  /** By predicate: -1 - number of the range for ranges, otherwise not negative. */
  int[] places() {
    return places;
  }

  /** By number of range: low, high, number of the field. */
  long[] bounds() {
    return bounds;
  }

  byte[] beginsPair() {
    return beginsPair;
  }

  /** What is to be read of a document; never less than the queries of a view taken before ask. */
  Demand demand() {
    return demand;
  }

  // ------------------------------------------------------------------ written by one

  void demand(Query query) {
    demand = demand.with(query);
  }

  /** A view that a query means by another name. */
  void demand(String view) {
    demand = demand.with(view);
  }

  void demandEverything() {
    demand = demand.withEverything();
  }

  int term(String field, BytesRef term) {
    return told(words(field), term.bytes, term.offset, term.length, Prior.ofTerm(term));
  }

  int term(Term term) {
    return term(term.field(), term.bytes());
  }

  /** The predicate "the point field has exactly this value". */
  int value(String field, long value) {
    byte[] key = new byte[Long.BYTES];
    NumericUtils.longToSortableBytes(value, key, 0);
    return told(words(field), key, 0, key.length, Prior.VALUE);
  }

  private int told(FieldWords words, byte[] bytes, int from, int length, double prior) {
    int known = words.terms().find(bytes, from, length);
    if (known >= 0) {
      return known;
    }
    int number = index.addPredicate(prior);
    ensure(number);
    termField[number] = words.number();
    places[number] = words.terms().add(bytes, from, length, number);
    return number;
  }

  int exists(String field) {
    FieldWords words = words(field);
    if (words.exists() < 0) {
      int number = index.addPredicate(Prior.EXISTS);
      mean(number, new Meaning.Exists(words));
      words.exists(number);
    }
    return words.exists();
  }

  /** A pattern that says by itself how its tokens look. */
  int pattern(String field, TokenPattern pattern) {
    FieldWords words = words(field);
    return numbered(
        new Meaning.Pattern(words, pattern),
        () -> {
          int number = index.addPredicate(Prior.PATTERN);
          words.patternsToAdd().add(pattern, number);
          return number;
        });
  }

  /** A pattern whose tokens all begin with {@code prefix} and end with {@code suffix}. */
  int pattern(String field, TokenPattern pattern, BytesRef prefix, BytesRef suffix) {
    FieldWords words = words(field);
    return numbered(
        new Meaning.Pattern(words, pattern),
        () -> {
          int number = index.addPredicate(Prior.PATTERN);
          words.patternsToAdd().add(pattern, prefix, suffix, number);
          return number;
        });
  }

  /** The second word right behind the first. */
  int pair(int first, int second) {
    int known = pairs.find(first, second);
    if (known >= 0) {
      return known;
    }
    int number =
        index.addPredicate(Prior.ofPair(Math.min(index.frequency(first), index.frequency(second))));
    mean(number, Meaning.Pair.PAIR);
    places[number] = first;
    termField[number] = second;
    pairs.add(first, second, number);
    beginsPair[first] = 1;
    return number;
  }

  int phrase(String field, int[] terms, int[] positions) {
    return numbered(new Meaning.Phrase(words(field), terms, positions), index::addLazyPredicate);
  }

  int range(String field, long low, long high) {
    FieldWords words = words(field);
    return numbered(
        new Meaning.Range(words, low, high),
        () -> {
          int number = index.addTellablePredicate();
          ensure(number);
          if (3 * ranges + 3 > bounds.length) {
            bounds = Arrays.copyOf(bounds, 3 * (ranges + ranges / 2 + 16));
          }
          bounds[3 * ranges] = low;
          bounds[3 * ranges + 1] = high;
          bounds[3 * ranges + 2] = words.number();
          places[number] = -1 - ranges++;
          return number;
        });
  }

  int nowRange(String field, TimeEnd low, TimeEnd high) {
    return numbered(new Meaning.NowRange(words(field), low, high), index::addLazyPredicate);
  }

  /** An expression that is asked last: nothing quick says which tokens may fit. */
  int lateRegex(String field, PerlRegex regex) {
    return numbered(new Meaning.LateRegex(words(field), regex), index::addLazyPredicate);
  }

  int place(String field, Place place) {
    return numbered(new Meaning.Within(words(field), place), index::addLazyPredicate);
  }

  int same(String one, String other) {
    return numbered(new Meaning.Same(words(one), words(other)), index::addLazyPredicate);
  }

  int opaque(Query query) {
    LuceneJudge.prepare();
    return numbered(new Meaning.Opaque(query), index::addLazyPredicate);
  }

  private int numbered(Meaning meaning, IntSupplier add) {
    int known = numbers.find(meaning, meanings);
    if (known >= 0) {
      return known;
    }
    int number = add.getAsInt();
    mean(number, meaning);
    numbers.add(number, meanings);
    return number;
  }

  private void mean(int number, Meaning meaning) {
    ensure(number);
    meanings[number] = meaning;
  }

  private void ensure(int number) {
    if (number >= meanings.length) {
      int size = number + number / 4 + 16;
      meanings = Arrays.copyOf(meanings, size);
      beginsPair = Arrays.copyOf(beginsPair, size);
      termField = Arrays.copyOf(termField, size);
      places = Arrays.copyOf(places, size);
    }
  }

  private FieldWords words(String field) {
    FieldWords known = fields.get(field);
    if (known == null) {
      Field type = declared.lookup(field);
      known = new FieldWords(field, fields.size(), type != null && type.type().isPoint());
      fields.put(field, known);
    }
    return known;
  }

  /** The ranges among predicates as trees, by number of field. */
  @Nullable RangeTree[] trees(int[] predicates) {
    Map<FieldWords, List<RangeTree.Entry>> entries = new HashMap<>();
    for (int predicate : predicates) {
      if (meanings[predicate] instanceof Meaning.Range(FieldWords field, long low, long high)) {
        entries
            .computeIfAbsent(field, f -> new ArrayList<>())
            .add(new RangeTree.Entry(low, high, predicate));
      }
    }
    @Nullable RangeTree[] trees = new RangeTree[fields.size()];
    entries.forEach((field, some) -> trees[field.number()] = new RangeTree(some));
    return trees;
  }

  /** A predicate as a person would write it; for who writes. */
  String describe(int predicate) {
    return new PredicateWords(declared, fields.values(), meanings, termField, places).of(predicate);
  }

  // ------------------------------------------------------------------ how often

  /** Takes in what was seen of the values of point fields. */
  void learn() {
    fields.values().forEach(FieldWords::learn);
  }

  private double estimate(int predicate) {
    return switch (meanings[predicate]) {
      case Meaning.Range(FieldWords field, long low, long high) -> field.share(low, high);
      case null, default -> 1;
    };
  }
}
