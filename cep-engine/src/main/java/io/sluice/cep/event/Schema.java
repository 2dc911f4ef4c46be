package io.sluice.cep.event;

import java.util.List;

/**
 * The columns of a stream or of a query's rows, in order.
 *
 * @param open whether undeclared fields of an event are kept (see {@link Event#extra})
 */
public record Schema(List<Column> columns, boolean open) {
  public record Column(String name, ColumnType type, boolean notNull) {}

  public Schema {
    columns = List.copyOf(columns);
  }

  public int size() {
    return columns.size();
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /** Index of the column with exactly this spelling, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Index of the first column with this spelling, letter case aside, or -1. */
  public int indexOfIgnoreCase(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }
}
