package io.sluice.cep.runtime.match;

import org.jspecify.annotations.Nullable;

/** Values of partition keys. */
public final class Keys {
  private static final Double ZERO = 0.0;

  private Keys() {}

  /** One zero for both, since they are equal and a key may be of many rows. */
  public static @Nullable Object shown(@Nullable Object value) {
    return value instanceof Double number && number == 0.0 ? ZERO : value;
  }
}
