package io.sluice.percolator;

import io.sluice.percolator.regex.PerlRegex;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The truth of predicates that are evaluated when a program asks, on the document that is being
 * matched: phrases by the places of their words, ranges, expressions, fields with a common token,
 * and whatever Lucene is asked about. Belongs to one thread.
 */
final class Leaves {
  private final DocumentView view;
  private final LuceneJudge judge;
  private final WordPlaces words = new WordPlaces();
  private int[] predicateOf = {};

  /** By number of field: the part with its values, or null. */
  private DocumentView.@Nullable Part[] partOf = new DocumentView.Part[16];

  private int[] filled = new int[16];
  private int filledCount;
  private int[] places = new int[16];
  private @Nullable Snapshot snapshot;
  private long time;
  private int checks;
  private int luceneRuns;

  Leaves(DocumentView view, LuceneJudge judge) {
    this.view = view;
    this.judge = judge;
  }

  /**
   * The view holds another document now.
   *
   * @param ofTokens by token, the predicate of its word or -1; read when the first phrase asks
   */
  void begin(Snapshot now, long at, int[] ofTokens) {
    snapshot = now;
    time = at;
    checks = 0;
    luceneRuns = 0;
    judge.nextDocument();
    words.forget();
    predicateOf = ofTokens;
    for (int i = 0; i < filledCount; i++) {
      partOf[filled[i]] = null;
    }
    filledCount = 0;
  }

  /** Lets go of the snapshot until the next document. */
  void rest() {
    snapshot = null;
  }

  void part(int field, DocumentView.Part part) {
    if (field >= partOf.length) {
      partOf = Arrays.copyOf(partOf, 2 * field);
    }
    if (filledCount == filled.length) {
      filled = Arrays.copyOf(filled, 2 * filledCount);
    }
    partOf[field] = part;
    filled[filledCount++] = field;
  }

  /** Predicates that were evaluated other than by Lucene. */
  int checks() {
    return checks;
  }

  int luceneRuns() {
    return luceneRuns;
  }

  private Snapshot snapshot() {
    return Objects.requireNonNull(snapshot);
  }

  boolean isTrue(int predicate) {
    Snapshot now = snapshot();
    if (now.places()[predicate] < 0) {
      checks++;
      return isInRange(predicate);
    }
    return switch (now.meanings()[predicate]) {
      case Meaning.Phrase phrase -> {
        checks++;
        yield occurs(phrase);
      }
      case Meaning.Opaque opaque -> {
        luceneRuns++;
        yield judge.matches(opaque.query());
      }
      case Meaning.NowRange(FieldWords field, TimeEnd low, TimeEnd high) -> {
        checks++;
        yield hasValue(field.number(), low.at(time), high.at(time));
      }
      case Meaning.LateRegex(FieldWords field, PerlRegex regex) -> {
        checks++;
        yield isFoundIn(part(field.number()), regex);
      }
      case Meaning.Same(FieldWords one, FieldWords other) -> {
        checks++;
        yield haveCommonToken(part(one.number()), part(other.number()));
      }
      case Meaning.Within(FieldWords field, Place place) -> {
        checks++;
        yield hasPointIn(part(field.number()), place);
      }
      case Meaning.Lost l -> false;
      case Meaning.Range r -> throw told(predicate);
      case Meaning.Pair p -> throw told(predicate);
      case Meaning.Pattern p -> throw told(predicate);
      case Meaning.Exists e -> throw told(predicate);
      case null -> throw told(predicate);
    };
  }

  private static IllegalStateException told(int predicate) {
    return new IllegalStateException("predicate " + predicate + " is not evaluated by itself");
  }

  /**
   * Walks back through the places of the first word; the other words' places only ever move back
   * too, so the whole costs no more than the tokens of all words.
   */
  private boolean occurs(Meaning.Phrase phrase) {
    int[] terms = phrase.terms();
    int[] positions = phrase.positions();
    if (places.length < terms.length) {
      places = new int[terms.length];
    }
    Tokens tokens = view.tokens();
    words.make(predicateOf, tokens.count());
    for (int i = 0; i < terms.length; i++) {
      places[i] = words.last(terms[i]);
      if (places[i] < 0) {
        return false;
      }
    }
    for (; places[0] >= 0; places[0] = words.before(places[0])) {
      int base = tokens.position(places[0]);
      boolean all = true;
      for (int i = 1; i < terms.length && all; i++) {
        int wanted = base + positions[i];
        while (places[i] >= 0 && tokens.position(places[i]) > wanted) {
          places[i] = words.before(places[i]);
        }
        if (places[i] < 0) {
          return false;
        }
        all = tokens.position(places[i]) == wanted;
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value lies in the range that a predicate means. */
  boolean isInRange(int predicate) {
    int range = -1 - snapshot().places()[predicate];
    long[] bounds = snapshot().bounds();
    return hasValue((int) bounds[3 * range + 2], bounds[3 * range], bounds[3 * range + 1]);
  }

  private DocumentView.@Nullable Part part(int field) {
    return field < partOf.length ? partOf[field] : null;
  }

  private boolean isFoundIn(DocumentView.@Nullable Part part, PerlRegex regex) {
    Tokens tokens = view.tokens();
    for (int i = part == null ? 0 : part.from(); part != null && i < part.to(); i++) {
      if (regex.isFoundIn(tokens.bytes(), tokens.start(i), tokens.length(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasPointIn(DocumentView.@Nullable Part part, Place place) {
    Tokens tokens = view.tokens();
    for (int i = part == null ? 0 : part.from(); part != null && i < part.to(); i++) {
      if (GeoCells.holds(place, tokens.bytes(), tokens.start(i), tokens.length(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean haveCommonToken(
      DocumentView.@Nullable Part one, DocumentView.@Nullable Part other) {
    if (one == null || other == null) {
      return false;
    }
    Tokens tokens = view.tokens();
    for (int i = one.from(); i < one.to(); i++) {
      for (int j = other.from(); j < other.to(); j++) {
        if (tokens.isSame(i, j)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean hasValue(int field, long low, long high) {
    DocumentView.Part part = part(field);
    if (part == null) {
      return false;
    }
    for (int i = part.from(); i < part.to(); i++) {
      long value = view.point(i);
      if (value >= low && value <= high) {
        return true;
      }
    }
    return false;
  }
}
