package io.sluice.percolator;

import java.util.List;
import org.apache.lucene.search.Query;

/**
 * Many queries, asked of one row at a time and all at once: what a join of a statement with a table
 * of stored queries needs. A {@link Search} is for one query; as there, a query can not ask for
 * now, since what is asked of rows must have the same answer whenever it is asked.
 */
public final class SearchSet {
  private final Percolator percolator;

  public SearchSet(Fields fields) {
    this.percolator = new Percolator(fields);
  }

  /**
   * Stores a query under an id, in place of the one that the id had before.
   *
   * @throws QuerySyntaxException if the text is no query over these fields; then the id has none
   */
  public void put(String id, String queryText) {
    try {
      Query query = percolator.parse(queryText);
      Search.checkClock(queryText, query);
      percolator.put(id, queryText);
    } catch (QuerySyntaxException e) {
      percolator.remove(id);
      throw e;
    }
  }

  public void remove(String id) {
    percolator.remove(id);
  }

  /**
   * The ids of the queries that the document fits, sorted.
   *
   * @throws DocumentException if a value that some query looks at does not fit its field's type
   */
  public List<String> matching(Document document) {
    return percolator.match(document).ids();
  }
}
