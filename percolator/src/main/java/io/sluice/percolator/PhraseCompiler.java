package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;

/** Phrases as conditions: neighbours, words at distances, and what only Lucene can say. */
final class PhraseCompiler {
  /** Phrases with alternatives are written out up to so many. */
  private static final int MAX_WAYS = 64;

  private final QueryCompiler queries;
  private final Vocabulary vocabulary;

  PhraseCompiler(QueryCompiler queries, Vocabulary vocabulary) {
    this.queries = queries;
    this.vocabulary = vocabulary;
  }

  Condition phrase(PhraseQuery phrase) {
    Term[] terms = phrase.getTerms();
    if (terms.length == 0 || !queries.hasWords(phrase.getField())) {
      return Condition.FALSE;
    }
    Condition words = Condition.all(Arrays.stream(terms).map(queries::term).toList());
    if (terms.length == 1) {
      return words;
    }
    if (phrase.getSlop() > 0) {
      return queries.opaque(words, phrase);
    }
    return exactPhrase(phrase.getField(), terms, phrase.getPositions());
  }

  /**
   * Two neighbours are a predicate of their own, told by the document. Of a longer phrase the
   * rarest neighbours are necessary, or else its words.
   */
  private Condition exactPhrase(String field, Term[] terms, int[] at) {
    int first = at[0];
    int[] positions = Arrays.stream(at).map(position -> position - first).toArray();
    int[] numbers = Arrays.stream(terms).mapToInt(vocabulary::term).toArray();
    List<Condition> necessary = new ArrayList<>();
    int rarest = -1;
    for (int i = 1; i < numbers.length; i++) {
      if (positions[i] == positions[i - 1] + 1
          && (rarest < 0
              || rarity(numbers[i - 1], numbers[i])
                  < rarity(numbers[rarest - 1], numbers[rarest]))) {
        rarest = i;
      }
    }
    if (rarest > 0) {
      necessary.add(Condition.leaf(vocabulary.pair(numbers[rarest - 1], numbers[rarest])));
      if (numbers.length == 2) {
        return necessary.getFirst();
      }
    } else {
      Arrays.stream(numbers).mapToObj(Condition::leaf).forEach(necessary::add);
    }
    necessary.add(
        Condition.leaf(
            vocabulary.phrase(
                field,
                numbers,
                Arrays.equals(positions, successive(positions.length))
                    ? successive(positions.length)
                    : positions)));
    return Condition.all(necessary);
  }

  /** Shared, since most phrases have no gaps. */
  private static final int[][] SUCCESSIVE = new int[9][];

  static {
    Arrays.setAll(SUCCESSIVE, length -> java.util.stream.IntStream.range(0, length).toArray());
  }

  /** 0, 1, 2 ... */
  static int[] successive(int length) {
    return length < SUCCESSIVE.length
        ? SUCCESSIVE[length]
        : java.util.stream.IntStream.range(0, length).toArray();
  }

  private double rarity(int first, int second) {
    return vocabulary.index().frequency(first) * vocabulary.index().frequency(second);
  }

  Condition phrase(MultiPhraseQuery phrase) {
    Term[][] terms = phrase.getTermArrays();
    if (terms.length == 0) {
      return Condition.FALSE;
    }
    List<Condition> places = new ArrayList<>();
    for (Term[] place : terms) {
      places.add(Condition.any(Arrays.stream(place).map(queries::term).toList()));
    }
    Condition words = Condition.all(places);
    if (terms.length == 1) {
      return words;
    }
    long ways = 1;
    for (Term[] place : terms) {
      ways = Math.min(MAX_WAYS + 1, ways * place.length);
    }
    if (phrase.getSlop() > 0 || ways > MAX_WAYS || !queries.hasWords(terms[0][0].field())) {
      return queries.opaque(words, phrase);
    }
    List<Condition> anyOf = new ArrayList<>();
    addWays(terms, phrase.getPositions(), new Term[terms.length], 0, anyOf);
    return Condition.any(anyOf);
  }

  /** With one word at each place it is a phrase; there is one for each way to choose them. */
  private void addWays(
      Term[][] terms, int[] positions, Term[] chosen, int place, List<Condition> ways) {
    if (place == terms.length) {
      ways.add(exactPhrase(terms[0][0].field(), chosen, positions));
      return;
    }
    for (Term term : terms[place]) {
      chosen[place] = term;
      addWays(terms, positions, chosen, place + 1, ways);
    }
  }
}
