package io.sluice.cep.program.expr;

import org.jspecify.annotations.Nullable;

/**
 * Whether a condition that looks at one row only holds for it: straight-line code over the row's
 * values, with types known and nothing boxed. Never fails on a value.
 */
@FunctionalInterface
public interface RowTest {
  /**
   * @param values of the row, one a column
   */
  boolean holds(@Nullable Object[] values);
}
