package io.sluice.percolator;

import java.util.Objects;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;

/**
 * A part of a query that has a name: it matches what it holds, and who asks ({@link
 * MatchOptions#withNames}) is told for each match which named parts fit the document by themselves.
 * In a text it is written {@code #name:(...)}.
 */
public final class NamedQuery extends Query {
  private final String name;
  private final Query query;

  public NamedQuery(String name, Query query) {
    this.name = Objects.requireNonNull(name);
    this.query = Objects.requireNonNull(query);
  }

  public String name() {
    return name;
  }

  public Query query() {
    return query;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) {
    return query;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    query.visit(visitor);
  }

  @Override
  public String toString(String field) {
    return "#" + name + ":(" + query.toString(field) + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedQuery that && name.equals(that.name) && query.equals(that.query);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + query.hashCode();
  }
}
