package io.sluice.cep.program.expr;

import org.jspecify.annotations.Nullable;

/**
 * An aggregate, one row at a time. Equal only to itself, so that a state can be kept under it.
 *
 * @param <S> the state of it, which changes with each row
 */
public interface Fold<S extends Object> {
  /** The state over no row. */
  S start();

  /** Takes in the current row of {@code there}. */
  void add(S state, Scope there);

  /** An independent copy; null where a copy would cost as much as the rows do. */
  @Nullable S copy(S state);
}
