package io.sluice.cep.analyze;

import io.sluice.cep.navigation.RowSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one navigation or aggregate looks at: all names inside must agree on them.
 *
 * <p>Filled in by the first name, asked by the others.
 */
final class RowsOfCall {
  private final String function;
  private final boolean aggregate;
  private final boolean looksBack;
  private @Nullable RowSet rows;

  /** {@code looksBack}: it sees more than the current row, so an unprefixed name matters. */
  RowsOfCall(String function, boolean aggregate, boolean looksBack) {
    this.function = function;
    this.aggregate = aggregate;
    this.looksBack = looksBack;
  }

  String function() {
    return function;
  }

  boolean isAggregate() {
    return aggregate;
  }

  boolean looksBack() {
    return looksBack;
  }

  @Nullable RowSet rows() {
    return rows;
  }

  boolean accepts(RowSet set) {
    if (rows == null) {
      rows = set;
    }
    return rows.equals(set);
  }

  String words() {
    RowSet set = rows;
    return set == null ? "no rows" : words(set);
  }

  static String words(RowSet set) {
    return set.isAll() ? "names without a variable" : "'" + set.name() + "'";
  }
}
