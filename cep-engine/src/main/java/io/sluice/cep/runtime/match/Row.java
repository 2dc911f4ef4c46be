package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;

/** A row of a partition; {@code position} counts from 0 since the partition's state began. */
public record Row(long position, Event event) {
  public long time() {
    return event.time();
  }
}
