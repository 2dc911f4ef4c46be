package io.sluice.percolator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * What stored queries ask of documents: plain fields, and views of fields. Immutable; what nobody
 * asks for is not read.
 *
 * @param everything there is a query of which nobody knows what it looks into
 * @param plain names of fields that are read as they were declared
 * @param views by the name of the field
 * @param ofAllFields views of {@code _all}
 * @param pairs views of points, which two fields may be read for
 */
record Demand(
    boolean everything,
    Set<String> plain,
    Map<String, List<Asked>> views,
    List<Asked> ofAllFields,
    List<Asked> pairs) {
  static final Demand NONE = new Demand(false, Set.of(), Map.of(), List.of(), List.of());
  static final String ALL_FIELDS = "_all";

  /** A view of a field, as a field of its own. */
  record Asked(FieldView view, Field field) {}

  /** The names of the fields that a query looks into, views by their own names. */
  static Set<String> namesIn(Query query) {
    Set<String> names = new HashSet<>();
    collect(query, names);
    return names;
  }

  /** Most queries are words and Booleans, which tell more slowly by a visitor. */
  private static void collect(Query query, Set<String> names) {
    switch (query) {
      case TermQuery term -> names.add(term.getTerm().field());
      case BooleanQuery bool -> {
        for (BooleanClause clause : bool) {
          collect(clause.query(), names);
        }
      }
      default -> visit(query, names);
    }
  }

  private static void visit(Query query, Set<String> names) {
    query.visit(
        new QueryVisitor() {
          @Override
          public boolean acceptField(@Nullable String field) {
            if (field != null) {
              names.add(field);
            }
            return true;
          }

          @Override
          public QueryVisitor getSubVisitor(BooleanClause.Occur occur, Query parent) {
            return this;
          }
        });
  }

  boolean asks(String field) {
    return everything || plain.contains(field);
  }

  List<Asked> viewsOf(String field) {
    return views.getOrDefault(field, List.of());
  }

  Demand withEverything() {
    return everything ? this : new Demand(true, plain, views, ofAllFields, pairs);
  }

  /** The names that ask for all this, views by their own names. */
  List<String> names() {
    List<String> names = new ArrayList<>(plain);
    views.values().forEach(some -> some.forEach(asked -> names.add(asked.field().name())));
    ofAllFields.forEach(asked -> names.add(asked.field().name()));
    return names;
  }

  static Demand of(List<String> names) {
    Demand demand = NONE;
    for (String name : names) {
      demand = demand.with(name);
    }
    return demand;
  }

  /** The same object where the query asks for nothing new. */
  Demand with(Query query) {
    Demand demand = this;
    for (String name : namesIn(query)) {
      demand = demand.with(name);
    }
    return demand;
  }

  Demand with(String name) {
    FieldView view = FieldView.of(name);
    if (view == null) {
      if (plain.contains(name)) {
        return this;
      }
      Set<String> more = new HashSet<>(plain);
      more.add(name);
      return new Demand(everything, Set.copyOf(more), views, ofAllFields, pairs);
    }
    Asked asked = new Asked(view, view.field(name));
    String base = FieldView.base(name);
    if (base.equals(ALL_FIELDS)) {
      return ofAllFields.contains(asked)
          ? this
          : new Demand(everything, plain, views, and(ofAllFields, asked), pairs);
    }
    List<Asked> before = viewsOf(base);
    if (before.contains(asked)) {
      return this;
    }
    Map<String, List<Asked>> more = new HashMap<>(views);
    more.put(base, and(before, asked));
    return new Demand(
        everything,
        plain,
        Map.copyOf(more),
        ofAllFields,
        view == FieldView.GEO ? and(pairs, asked) : pairs);
  }

  private static List<Asked> and(List<Asked> before, Asked asked) {
    var more = new ArrayList<>(before);
    more.add(asked);
    return List.copyOf(more);
  }
}
