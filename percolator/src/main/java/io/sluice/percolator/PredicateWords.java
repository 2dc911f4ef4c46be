package io.sluice.percolator;

import io.sluice.percolator.regex.PerlRegex;
import java.util.Collection;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.jspecify.annotations.Nullable;

/** Predicates of a {@link Vocabulary} as a person would write them. */
@SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
record PredicateWords(
    Fields declared,
    Collection<FieldWords> fields,
    @Nullable Meaning[] meanings,
    int[] termField,
    int[] places) {
  String of(int predicate) {
    return switch (meanings[predicate]) {
      case null -> term(predicate);
      case Meaning.Pair p -> {
        int first = places[predicate];
        yield fieldOf(first).name() + ":\"" + bare(first) + " " + bare(termField[predicate]) + "\"";
      }
      case Meaning.Phrase(FieldWords field, int[] terms, int[] positions) -> {
        StringBuilder words = new StringBuilder(field.name()).append(":\"");
        for (int i = 0; i < terms.length; i++) {
          words.append(i == 0 ? "" : " ");
          words.append("? ".repeat(i == 0 ? 0 : Math.max(0, positions[i] - positions[i - 1] - 1)));
          words.append(bare(terms[i]));
        }
        yield words.append('"').toString();
      }
      case Meaning.Range(FieldWords field, long low, long high) -> {
        Field type = declared.lookup(field.name());
        yield type == null
            ? field.name() + ":[" + low + " TO " + high + "]"
            : FieldValues.rangeQuery(type, new FieldValues.Interval(low, high)).toString();
      }
      case Meaning.NowRange(FieldWords field, TimeEnd low, TimeEnd high) ->
          new NowRangeQuery(field.name(), low, high).toString();
      case Meaning.Pattern(FieldWords field, TokenPattern pattern) -> field.name() + ":" + pattern;
      case Meaning.LateRegex(FieldWords field, PerlRegex regex) ->
          field.name() + ":/" + regex + "/";
      case Meaning.Same(FieldWords one, FieldWords other) ->
          new SameValueQuery(one.name(), other.name()).toString();
      case Meaning.Within(FieldWords field, Place place) -> field.name() + ":" + place.words();
      case Meaning.Exists(FieldWords field) -> field.name() + ":*";
      case Meaning.Opaque(Query query) -> query.toString();
      case Meaning.Lost l -> "nothing any more";
    };
  }

  private String term(int predicate) {
    return fieldOf(predicate).name() + ":" + bare(predicate);
  }

  private FieldWords fieldOf(int predicate) {
    int number = termField[predicate];
    return fields.stream().filter(f -> f.number() == number).findFirst().orElseThrow();
  }

  private String bare(int predicate) {
    FieldWords field = fieldOf(predicate);
    BytesRef bytes = new BytesRef(field.terms().term(places[predicate]));
    Field type = declared.lookup(field.name());
    if (type == null || !type.type().isPoint()) {
      return bytes.utf8ToString();
    }
    long value = NumericUtils.sortableBytesToLong(bytes.bytes, 0);
    return type.type() == FieldType.DOUBLE
        ? Double.toString(NumericUtils.sortableLongToDouble(value))
        : Long.toString(value);
  }
}
