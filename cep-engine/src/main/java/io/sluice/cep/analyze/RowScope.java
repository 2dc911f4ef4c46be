package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What names mean at a place of a statement. */
interface RowScope {
  /** What kind of place it is, and how messages call it. */
  enum Place {
    WHERE("WHERE"),
    SELECT("SELECT"),
    PARTITION_BY("PARTITION BY"),
    ORDER_BY("ORDER BY"),
    DEFINE("DEFINE"),
    MEASURES("MEASURES"),
    CONSTANT("a constant");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean isMatch() {
      return this == DEFINE || this == MEASURES;
    }
  }

  /**
   * A column.
   *
   * @param rows which rows of the match it is of; null outside of a match
   * @param used how many names of the path lead to it; those behind go into a map
   */
  record Found(@Nullable RowSet rows, Schema.Column column, int index, int used) {}

  Place place();

  /**
   * The number of a new aggregate over all matches that end at a row, or -1 where aggregates are
   * over the rows of one match.
   */
  default int newTotal() {
    return -1;
  }

  /** The column that the path names, or null after saying why there is none. */
  @Nullable Found resolve(Expr.ColumnRef ref);

  /** The variable or subset of this name, null where there is none; says nothing. */
  @Nullable RowSet variable(Name name);

  /** Like {@link #variable}, but says why there is none. */
  @Nullable RowSet requireVariable(Name name);

  /** Columns of the rows, null where an earlier error hides them. */
  @Nullable Schema schema();

  /** Columns that searches look into; null where an earlier error hides them. */
  default @Nullable Schema searched() {
    return schema();
  }

  /** Whether the column holds the queries of a table, which a search may ask row by row. */
  default boolean isOfTable(int column) {
    return false;
  }

  Collection<String> variableNames();
}
