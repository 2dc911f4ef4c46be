package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a condition has no necessary predicate, in words. */
final class AlwaysReason {
  private AlwaysReason() {}

  static String of(Condition condition, @Nullable Meaning[] meanings) {
    return switch (condition) {
      case Condition.Leaf(int predicate) -> ofLeaf(meanings[predicate]);
      case Condition.Not n -> "it only excludes";
      case Condition.AtLeast(int count, List<Condition> parts) -> {
        // A disjunction is tried always as soon as one of its parts is.
        for (Condition part : parts) {
          if (isUnbound(part, meanings)) {
            yield "one alternative: " + of(part, meanings);
          }
        }
        yield "one alternative fits every document";
      }
      case Condition.All(List<Condition> parts) ->
          parts.isEmpty() ? "it fits every document" : of(parts.getFirst(), meanings);
    };
  }

  private static boolean isUnbound(Condition condition, @Nullable Meaning[] meanings) {
    return switch (condition) {
      case Condition.Leaf(int predicate) ->
          meanings[predicate] instanceof Meaning.Phrase
              || meanings[predicate] instanceof Meaning.LateRegex
              || meanings[predicate] instanceof Meaning.Opaque;
      case Condition.Not n -> true;
      case Condition.All(List<Condition> parts) ->
          parts.stream().allMatch(part -> isUnbound(part, meanings));
      case Condition.AtLeast(int count, List<Condition> parts) ->
          parts.stream().filter(part -> !isUnbound(part, meanings)).count()
              < parts.size() - count + 1;
    };
  }

  private static String ofLeaf(@Nullable Meaning leaf) {
    return switch (leaf) {
      case Meaning.Opaque(org.apache.lucene.search.Query query) ->
          "no necessary word is known for a " + query.getClass().getSimpleName();
      case Meaning.Phrase p -> "a phrase";
      case Meaning.Range r -> "a range";
      case Meaning.NowRange r -> "a range that moves with the clock";
      case Meaning.Pair p -> "neighbours";
      case Meaning.Pattern p -> "a pattern";
      case Meaning.LateRegex p -> "a regular expression without a necessary text";
      case Meaning.Same s -> "a comparison of two fields";
      case Meaning.Within w -> "a part of the earth that is no small one";
      case Meaning.Exists e -> "a field";
      case Meaning.Lost l -> "nothing any more";
      case null -> "a word";
    };
  }
}
