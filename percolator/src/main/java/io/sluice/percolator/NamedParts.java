package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;

/**
 * The named parts of one stored query, compiled beside its program: matching may pass over a part
 * that has a name, such as an optional clause beside a required one, and a negated one is turned
 * round. Their leaves are predicates of the index, told or evaluated once a document as all are.
 */
record NamedParts(List<Part> parts) {
  static final NamedParts NONE = new NamedParts(List.of());

  record Part(String name, Condition condition) {}

  static NamedParts of(Query query, QueryCompiler compiler) {
    List<NamedQuery> named = new ArrayList<>();
    find(query, named);
    return named.isEmpty()
        ? NONE
        : new NamedParts(
            named.stream().map(n -> new Part(n.name(), compiler.compile(n.query()))).toList());
  }

  private static void find(Query query, List<NamedQuery> found) {
    switch (query) {
      case NamedQuery named -> {
        found.add(named);
        find(named.query(), found);
      }
      case BooleanQuery bool -> {
        for (BooleanClause clause : bool.clauses()) {
          find(clause.query(), found);
        }
      }
      case BoostQuery boost -> find(boost.getQuery(), found);
      case ConstantScoreQuery constant -> find(constant.getQuery(), found);
      case DisjunctionMaxQuery max -> max.getDisjuncts().forEach(part -> find(part, found));
      default -> {}
    }
  }

  /** The names of the parts that hold, sorted. */
  List<String> holding(IntPredicate truth) {
    var names = new TreeSet<String>();
    for (Part part : parts) {
      if (holds(part.condition(), truth)) {
        names.add(part.name());
      }
    }
    return List.copyOf(names);
  }

  private static boolean holds(Condition condition, IntPredicate truth) {
    return switch (condition) {
      case Condition.Leaf(int predicate) -> truth.test(predicate);
      case Condition.Not(Condition part) -> !holds(part, truth);
      case Condition.All(List<Condition> parts) -> {
        for (Condition part : parts) {
          if (!holds(part, truth)) {
            yield false;
          }
        }
        yield true;
      }
      case Condition.AtLeast(int count, List<Condition> parts) -> {
        int held = 0;
        for (Condition part : parts) {
          held += holds(part, truth) ? 1 : 0;
        }
        yield held >= count;
      }
    };
  }
}
