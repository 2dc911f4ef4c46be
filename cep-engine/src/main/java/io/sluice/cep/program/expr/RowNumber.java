package io.sluice.cep.program.expr;

import org.jspecify.annotations.Nullable;

/** A DOUBLE that is computed from one row; NaN where it is NULL. Never fails on a value. */
@FunctionalInterface
public interface RowNumber {
  double of(@Nullable Object[] values);
}
