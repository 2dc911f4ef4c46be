package io.sluice.cep.function;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones by name. */
final class Zones {
  private Zones() {}

  static ZoneId of(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new ValueException(
          "'%s' is no time zone; write it as Europe/Berlin, UTC or +02:00".formatted(name));
    }
  }
}
