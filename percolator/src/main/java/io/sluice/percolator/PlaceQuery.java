package io.sluice.percolator;

import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;

/** Some point of a field lies in a part of the earth. */
final class PlaceQuery extends Query {
  private final String field;
  private final Place place;

  PlaceQuery(String field, Place place) {
    this.field = field;
    this.place = place;
  }

  String field() {
    return field;
  }

  Place place() {
    return place;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) {
    return place.query(field);
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return field + ":" + place.words();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlaceQuery that && field.equals(that.field) && place.equals(that.place);
  }

  @Override
  public int hashCode() {
    return 31 * field.hashCode() + place.hashCode();
  }
}
