package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * A match at the moment at which it is found; what is to be kept of it must be copied. Rows and
 * variables stand in their order, from 0.
 */
public interface Found {
  int size();

  Event row(int index);

  int variable(int index);

  /** Event time of the result. */
  long time();

  /** The partition key. */
  @Nullable Object[] key();
}
