package io.sluice.cep.program.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns that PREV and NEXT ask for in the conditions of one pattern. Each has a place behind
 * the values of the current row, NULL where there is no such row.
 */
public final class PastColumns {
  private final int width;
  private final List<PastColumn> columns = new ArrayList<>();

  /**
   * @param width how many values a row has
   */
  public PastColumns(int width) {
    this.width = width;
  }

  /** In the order of their places. */
  public List<PastColumn> columns() {
    return List.copyOf(columns);
  }

  int place(int column, int back) {
    var wanted = new PastColumn(column, back);
    if (!columns.contains(wanted)) {
      columns.add(wanted);
    }
    return width + columns.indexOf(wanted);
  }
}
