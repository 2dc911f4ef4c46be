package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.spans.SpanQuery;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PointInSetQuery;
import org.apache.lucene.search.PointRangeQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefIterator;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Lucene query as a condition that holds for exactly the documents that the query matches.
 * Lucene's rules of matching decide the shape; scores and boosts are dropped. What has no exact
 * form of ours becomes an opaque leaf beside whatever is necessary for it, so that most documents
 * never reach it.
 */
final class QueryCompiler {
  private final Fields fields;
  private final Vocabulary vocabulary;
  private final PatternCompiler patterns;

  QueryCompiler(Fields fields, Vocabulary vocabulary) {
    this.fields = fields;
    this.vocabulary = vocabulary;
    this.patterns = new PatternCompiler(this, vocabulary);
  }

  Condition compile(Query query) {
    return switch (query) {
      case BoostQuery boost -> compile(boost.getQuery());
      case NamedQuery named -> compile(named.query());
      case ConstantScoreQuery constant -> compile(constant.getQuery());
      case IndexOrDocValuesQuery either -> compile(either.getIndexQuery());
      case MatchAllDocsQuery all -> Condition.TRUE;
      case MatchNoDocsQuery none -> Condition.FALSE;
      case BooleanQuery bool -> bool(bool);
      case DisjunctionMaxQuery max -> anyOf(max.getDisjuncts());
      case SynonymQuery synonyms ->
          Condition.any(synonyms.getTerms().stream().map(this::term).toList());
      case TermQuery term -> term(term.getTerm());
      case TermInSetQuery set -> set(set);
      case PhraseQuery phrase -> new PhraseCompiler(this, vocabulary).phrase(phrase);
      case MultiPhraseQuery phrase -> new PhraseCompiler(this, vocabulary).phrase(phrase);
      case AutomatonQuery automaton -> patterns.automaton(automaton);
      case WordRangeQuery range -> patterns.range(range.field(), range.between());
      case RunsQuery runs -> patterns.runs(runs.term());
      case RegexQuery regex -> patterns.regex(regex.field(), regex.regex());
      case FuzzyQuery fuzzy -> patterns.fuzzy(fuzzy);
      case PointRangeQuery range -> range(range);
      case PointInSetQuery set when new ViewCompiler(this, vocabulary).knows(set) ->
          new ViewCompiler(this, vocabulary).oneOf(set);
      case NowRangeQuery range ->
          Condition.all(
              exists(range.field()),
              Condition.leaf(vocabulary.nowRange(range.field(), range.low(), range.high())));
      case SameValueQuery same ->
          Condition.all(
              exists(same.one()),
              exists(same.other()),
              Condition.leaf(vocabulary.same(same.one(), same.other())));
      case SpanQuery span -> opaque(NecessaryTerms.of(span, this), span);
      case IntervalQuery interval -> opaque(NecessaryTerms.of(interval, this), interval);
      case PlaceQuery place -> new ViewCompiler(this, vocabulary).place(place);
      default -> {
        PlaceQuery circle = Places.circle(query);
        if (circle != null) {
          yield compile(circle);
        }
        String points = Places.fieldOfPoints(query);
        if (points != null) {
          yield opaque(exists(points), query);
        }
        vocabulary.demandEverything(); // it need not say what it looks into
        yield opaque(Condition.TRUE, query);
      }
    };
  }

  /**
   * Lucene's rules: without a positive clause nothing matches; optional clauses beside required
   * ones do not matter unless a minimum says so; equal optional clauses count each time.
   */
  private Condition bool(BooleanQuery query) {
    List<Condition> parts = new ArrayList<>();
    List<Condition> optional = new ArrayList<>();
    boolean required = false;
    for (BooleanClause clause : query.clauses()) {
      Condition condition = compile(clause.query());
      switch (clause.occur()) {
        case MUST, FILTER -> {
          required = true;
          parts.add(condition);
        }
        case SHOULD -> optional.add(condition);
        case MUST_NOT -> parts.add(Condition.not(condition));
      }
    }
    int minimum = query.getMinimumNumberShouldMatch();
    if ((!required && optional.isEmpty()) || minimum > optional.size()) {
      return Condition.FALSE;
    }
    if (minimum > 0 || !required) {
      parts.add(Condition.atLeast(Math.max(1, minimum), optional));
    }
    return Condition.all(parts);
  }

  private Condition anyOf(Iterable<Query> queries) {
    List<Condition> parts = new ArrayList<>();
    queries.forEach(query -> parts.add(compile(query)));
    return Condition.any(parts);
  }

  Condition term(Term term) {
    return hasWords(term.field()) ? Condition.leaf(vocabulary.term(term)) : Condition.FALSE;
  }

  private Condition set(TermInSetQuery set) {
    List<Condition> parts = new ArrayList<>();
    try {
      BytesRefIterator terms = set.getBytesRefIterator();
      for (BytesRef term = terms.next(); term != null; term = terms.next()) {
        parts.add(term(new Term(set.getField(), BytesRef.deepCopyOf(term))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Condition.any(parts);
  }

  // ------------------------------------------------------------------ numbers

  private Condition range(PointRangeQuery query) {
    ViewCompiler views = new ViewCompiler(this, vocabulary);
    if (views.knows(query)) {
      return views.range(query);
    }
    Field field = fields.lookup(query.getField());
    if (field == null || !field.type().isPoint()) {
      return Condition.FALSE; // documents have no numbers there
    }
    int bytes = field.type() == FieldType.INT ? Integer.BYTES : Long.BYTES;
    if (query.getNumDims() != 1 || query.getBytesPerDim() != bytes) {
      throw new IllegalArgumentException(
          "The range on " + field.name() + " is not one of type " + field.type() + ".");
    }
    long low = number(field, query.getLowerPoint());
    long high = number(field, query.getUpperPoint());
    if (low > high) {
      return Condition.FALSE;
    }
    FieldValues.Interval all = FieldValues.all(field.type());
    if (low <= all.low() && high >= all.high() && field.type() != FieldType.DOUBLE) {
      return exists(field.name());
    }
    if (low == high) {
      return Condition.leaf(vocabulary.value(field.name(), low));
    }
    return Condition.leaf(vocabulary.range(field.name(), low, high));
  }

  private static long number(Field field, byte[] point) {
    return field.type() == FieldType.INT
        ? NumericUtils.sortableBytesToInt(point, 0)
        : NumericUtils.sortableBytesToLong(point, 0);
  }

  // ------------------------------------------------------------------ the rest

  Condition opaque(Condition necessary, Query query) {
    return necessary.equals(Condition.FALSE)
        ? Condition.FALSE
        : Condition.all(necessary, Condition.leaf(vocabulary.opaque(query)));
  }

  Condition exists(String field) {
    return Condition.leaf(vocabulary.exists(field));
  }

  /** Point fields have no words, so no term or pattern is ever found there. */
  boolean hasWords(@Nullable String field) {
    Field declared = field == null ? null : fields.lookup(field);
    return field != null && (declared == null || !declared.type().isPoint());
  }
}
