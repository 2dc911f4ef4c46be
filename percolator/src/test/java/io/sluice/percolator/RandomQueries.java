package io.sluice.percolator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.queries.spans.SpanMultiTermQueryWrapper;
import org.apache.lucene.queries.spans.SpanNearQuery;
import org.apache.lucene.queries.spans.SpanNotQuery;
import org.apache.lucene.queries.spans.SpanOrQuery;
import org.apache.lucene.queries.spans.SpanQuery;
import org.apache.lucene.queries.spans.SpanTermQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;

/** Random queries of every class and random documents, over few words so that they meet. */
final class RandomQueries {
  static final Fields FIELDS =
      Fields.builder()
          .text("t", "whitespace")
          .text("e", "english")
          .field("s", FieldType.STRING)
          .field("i", FieldType.INT)
          .field("l", FieldType.LONG)
          .field("d", FieldType.DOUBLE)
          .field("w", FieldType.DATE)
          .field("b", FieldType.BOOLEAN)
          .open(true)
          .defaultFields("t", "e")
          .build();

  private static final String[] WORDS = {
    "a", "b", "ab", "ba", "aab", "abb", "bab", "abab", "baba", "aabba", "the", "of", "runs", "run"
  };
  private static final String[] WORD_FIELDS = {"t", "t", "t", "e", "e", "s", "o", "missing"};
  private static final double[] DOUBLES = {-1.5, 0.0, 0.25, 3.0, 1e9, Double.MAX_VALUE};
  private static final String[] DAYS = {"2026-01-01", "2026-01-02", "2026-02-28"};

  private final Random random;

  RandomQueries(Random random) {
    this.random = random;
  }

  // ------------------------------------------------------------------ documents

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    maybe(document, "t", this::sentence);
    maybe(document, "e", this::sentence);
    maybe(document, "s", this::word);
    maybe(document, "o", () -> chance(3) ? word().toUpperCase(java.util.Locale.ROOT) : sentence());
    maybe(document, "i", () -> random.nextInt(-2, 6));
    maybe(document, "l", () -> (long) random.nextInt(-2, 6));
    maybe(document, "d", () -> pick(DOUBLES));
    maybe(document, "w", this::instant);
    maybe(document, "b", random::nextBoolean);
    return document;
  }

  private void maybe(Map<String, Object> document, String name, Supplier<Object> value) {
    if (chance(3)) {
      return;
    }
    if (chance(2)) {
      document.put(name, value.get());
      return;
    }
    List<Object> values = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      values.add(value.get());
    }
    document.put(name, values);
  }

  private String sentence() {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      words.add(word());
    }
    return String.join(" ", words);
  }

  private Instant instant() {
    return Instant.parse(pick(DAYS) + "T00:00:00Z").plusMillis(random.nextInt(-1, 2));
  }

  // ------------------------------------------------------------------ query objects

  Query query(int depth) {
    return depth > 0 && chance(2) ? inner(depth - 1) : leaf();
  }

  private Query inner(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> new BoostQuery(query(depth), random.nextFloat());
      case 1 -> new ConstantScoreQuery(query(depth));
      case 2 -> new DisjunctionMaxQuery(List.of(query(depth), query(depth)), 0.1f);
      default -> {
        BooleanQuery.Builder bool = new BooleanQuery.Builder();
        List<Query> used = new ArrayList<>();
        int clauses = random.nextInt(5);
        for (int i = 0; i < clauses; i++) {
          Query clause =
              !used.isEmpty() && chance(4) ? used.get(random.nextInt(used.size())) : query(depth);
          used.add(clause);
          bool.add(
              clause,
              pick(
                  Occur.SHOULD,
                  Occur.SHOULD,
                  Occur.SHOULD,
                  Occur.MUST,
                  Occur.FILTER,
                  Occur.MUST_NOT));
        }
        if (chance(3)) {
          bool.setMinimumNumberShouldMatch(random.nextInt(5));
        }
        yield bool.build();
      }
    };
  }

  private Query leaf() {
    String field = pick(WORD_FIELDS);
    return switch (random.nextInt(24)) {
      case 0, 1, 2 -> new TermQuery(new Term(field, word()));
      case 3, 4 -> phrase(field);
      case 5 -> multiPhrase(field);
      case 6 -> new PrefixQuery(new Term(field, chance(6) ? "" : word()));
      case 7 -> new WildcardQuery(new Term(field, wildcard()));
      case 8 -> new RegexpQuery(new Term(field, regex()));
      case 9 -> fuzzy(field);
      case 10 ->
          new TermRangeQuery(
              field,
              chance(4) ? null : new BytesRef(word()),
              chance(4) ? null : new BytesRef(word()),
              random.nextBoolean(),
              random.nextBoolean());
      case 11 ->
          new SynonymQuery.Builder(field)
              .addTerm(new Term(field, word()))
              .addTerm(new Term(field, word()))
              .build();
      case 12 -> new TermInSetQuery(field, List.of(new BytesRef(word()), new BytesRef(word())));
      case 13 -> new MatchAllDocsQuery();
      case 14 -> new MatchNoDocsQuery();
      case 15 -> span(field, 2);
      case 16 -> new IntervalQuery(field, intervals(2));
      case 17 -> new FieldExistsQuery(field);
      case 18 -> new TermQuery(new Term("b", String.valueOf(random.nextBoolean())));
      case 19 -> new IntervalQuery(field, intervals(2));
      default -> number();
    };
  }

  private Query number() {
    int low = random.nextInt(-3, 7);
    int high = chance(3) ? low : low + random.nextInt(-1, 4);
    return switch (random.nextInt(7)) {
      case 0 -> IntPoint.newRangeQuery("i", low, high);
      case 1 -> IntField.newRangeQuery("i", low, Math.max(low, high));
      case 2 -> LongPoint.newRangeQuery("l", low, high);
      case 3 -> LongField.newExactQuery("l", low);
      case 4 -> {
        double from = pick(DOUBLES);
        yield DoublePoint.newRangeQuery("d", from, chance(2) ? from : pick(DOUBLES));
      }
      case 5 -> LongPoint.newSetQuery("l", low, high);
      default -> LongPoint.newRangeQuery("w", instant().toEpochMilli(), instant().toEpochMilli());
    };
  }

  private Query phrase(String field) {
    PhraseQuery.Builder phrase = new PhraseQuery.Builder();
    int position = random.nextInt(3);
    int words = random.nextInt(4);
    for (int i = 0; i < words; i++) {
      phrase.add(new Term(field, word()), position);
      position += chance(4) ? random.nextInt(3) : 1;
    }
    if (chance(3)) {
      phrase.setSlop(random.nextInt(4));
    }
    return phrase.build();
  }

  private Query multiPhrase(String field) {
    MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
    for (int i = random.nextInt(4); i > 0; i--) {
      phrase.add(new Term[] {new Term(field, word()), new Term(field, word())});
    }
    if (chance(3)) {
      phrase.setSlop(random.nextInt(3));
    }
    return phrase.build();
  }

  private FuzzyQuery fuzzy(String field) {
    String word = pick("a", "ab", "aab", "abab", "aabba", "runs", "babab");
    return new FuzzyQuery(
        new Term(field, word), random.nextInt(3), random.nextInt(3), 50, random.nextBoolean());
  }

  private SpanQuery span(String field, int depth) {
    if (depth == 0) {
      return new SpanTermQuery(new Term(field, word()));
    }
    return switch (random.nextInt(5)) {
      case 0 ->
          new SpanNearQuery(
              new SpanQuery[] {span(field, depth - 1), span(field, depth - 1)},
              random.nextInt(4),
              random.nextBoolean());
      case 1 -> new SpanOrQuery(span(field, depth - 1), span(field, depth - 1));
      case 2 -> new SpanNotQuery(span(field, depth - 1), span(field, depth - 1));
      case 3 ->
          SpanNearQuery.newOrderedNearQuery(field)
              .addClause(span(field, depth - 1))
              .addGap(random.nextInt(1, 3))
              .addClause(span(field, depth - 1))
              .setSlop(random.nextInt(2))
              .build();
      default -> new SpanMultiTermQueryWrapper<>(new WildcardQuery(new Term(field, wildcard())));
    };
  }

  private IntervalsSource intervals(int depth) {
    if (depth == 0) {
      return Intervals.term(word());
    }
    IntervalsSource a = intervals(depth - 1);
    IntervalsSource b = intervals(depth - 1);
    return switch (random.nextInt(9)) {
      case 0 -> Intervals.ordered(a, b);
      case 1 -> Intervals.unordered(a, b);
      case 2 -> Intervals.or(a, b);
      case 3 -> Intervals.maxgaps(random.nextInt(3), Intervals.unordered(a, b));
      case 4 -> Intervals.atLeast(random.nextInt(1, 3), a, b, Intervals.term(word()));
      case 5 -> Intervals.notContaining(a, b);
      case 6 -> Intervals.before(a, b);
      case 7 -> Intervals.maxwidth(random.nextInt(1, 4), Intervals.ordered(a, b));
      default -> Intervals.prefix(new BytesRef(word()));
    };
  }

  // ------------------------------------------------------------------ query texts

  /** A text in the classic syntax. */
  String text(int depth) {
    if (depth > 0 && chance(2)) {
      List<String> clauses = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        String operator = i == 0 ? "" : pick("", "", "AND ", "OR ");
        clauses.add(operator + pick("", "", "", "+", "-") + text(depth - 1));
      }
      return "(" + String.join(" ", clauses) + ")" + (chance(5) ? "^2" : "");
    }
    String field = pick("", "t:", "e:", "s:", "o:", "missing:");
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> field + word();
      case 4 -> field + "\"" + sentence() + "\"" + pick("", "", "~1", "~3");
      case 5 -> field + pick("a", "b", "ab", "ru") + "*";
      case 6 -> field + wildcard();
      case 7 -> field + "/" + regex() + "/";
      case 8 -> field + pick("b", "ab", "abab", "aabba", "runs") + pick("~", "~1", "~2");
      case 9 -> field + pick("[", "{") + word() + " TO " + pick(word(), "*") + pick("]", "}");
      case 10 -> "i:" + pick("", ">", ">=", "<", "<=") + random.nextInt(0, 6);
      case 11 ->
          "l:"
              + pick("[", "{")
              + random.nextInt(-3, 2)
              + " TO "
              + random.nextInt(2, 7)
              + pick("]", "}");
      case 12 -> "d:" + pick("[", "{") + "0 TO " + pick("0.25", "3", "1e9", "*") + pick("]", "}");
      case 13 -> "w:" + pick("", ">", ">=", "<", "<=") + pick(DAYS);
      case 14 -> "w:" + pick("[", "{") + DAYS[0] + " TO " + pick(DAYS) + pick("]", "}");
      default -> pick("b:true", "b:false", "*:*", "i:*", "t:*", "o:*");
    };
  }

  // ------------------------------------------------------------------ small things

  private String word() {
    return pick(WORDS);
  }

  private String wildcard() {
    return pick("a*", "*b", "a?b", "*", "??", "a*b*", "?", "*a*", "run?");
  }

  private String regex() {
    return pick("a+b", "(a|b)b", "a.*", "[ab]+", "aab?", "r.n", "a{2}b", "(ab)*");
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  @SafeVarargs
  private <T> T pick(T... options) {
    return options[random.nextInt(options.length)];
  }

  private double pick(double[] options) {
    return options[random.nextInt(options.length)];
  }
}
