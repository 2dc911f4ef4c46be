package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.List;

/** Why a condition has no necessary predicate, in words. */
final class AlwaysReason {
  private AlwaysReason() {}

  static String of(Condition condition, Vocabulary vocabulary) {
    return switch (condition) {
      case Condition.Leaf(int predicate) -> ofLeaf(vocabulary.lazy()[predicate]);
      case Condition.Not n -> "it only excludes";
      case Condition.AtLeast(int count, List<Condition> parts) -> {
        // A disjunction is tried always as soon as one of its parts is.
        for (Condition part : parts) {
          if (isUnbound(part, vocabulary)) {
            yield "one alternative: " + of(part, vocabulary);
          }
        }
        yield "one alternative fits every document";
      }
      case Condition.All(List<Condition> parts) ->
          parts.isEmpty() ? "it fits every document" : of(parts.getFirst(), vocabulary);
    };
  }

  private static boolean isUnbound(Condition condition, Vocabulary vocabulary) {
    return switch (condition) {
      case Condition.Leaf(int predicate) ->
          predicate < vocabulary.lazy().length && vocabulary.lazy()[predicate] != null;
      case Condition.Not n -> true;
      case Condition.All(List<Condition> parts) ->
          parts.stream().allMatch(part -> isUnbound(part, vocabulary));
      case Condition.AtLeast(int count, List<Condition> parts) ->
          parts.stream().filter(part -> !isUnbound(part, vocabulary)).count()
              < parts.size() - count + 1;
    };
  }

  private static String ofLeaf(Vocabulary.Lazy leaf) {
    return switch (leaf) {
      case Vocabulary.Opaque(org.apache.lucene.search.Query query) ->
          "no necessary word is known for a " + query.getClass().getSimpleName();
      case Vocabulary.Phrase p -> "a phrase";
      case Vocabulary.Range r -> "a range";
    };
  }
}
