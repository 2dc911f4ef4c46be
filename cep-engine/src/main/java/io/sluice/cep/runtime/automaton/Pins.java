package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.match.MatchCounters;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * What readers hold of the rings of a statement behind the row that has told them. Bounded by the
 * limits: where another one would be too much, the oldest ends.
 */
final class Pins {
  private final TakenRows rows;
  private final Nodes nodes;
  private final Environment environment;
  private final MatchCounters counters;
  private final ArrayDeque<Pin> open = new ArrayDeque<>(0);
  private long holding;

  Pins(TakenRows rows, Nodes nodes, Environment environment, MatchCounters counters) {
    this.rows = rows;
    this.nodes = nodes;
    this.environment = environment;
    this.counters = counters;
  }

  /**
   * All that is here now.
   *
   * @param bound that has passed, or MIN_VALUE where the last row has come
   */
  Pin pin(long bound) {
    int most = environment.limits().keptCursors();
    long mostHeld = environment.limits().keptEntries();
    var pin = new Pin(this, rows, nodes, bound);
    while (open.size() >= most) {
      end("of a statement %,d cursors can be kept".formatted(most));
    }
    while (!open.isEmpty() && holding + pin.size() > mostHeld) {
      end("kept cursors of a statement can hold %,d entries together".formatted(mostHeld));
    }
    open.add(pin);
    holding += pin.size();
    counters.kept = open.size();
    return pin;
  }

  private void end(String why) {
    Pin oldest = open.getFirst();
    oldest.end(
        "the rows that '%s' completed at %s can not be read on: %s, and another one was kept while this was the oldest"
            .formatted(environment.id(), Instant.ofEpochMilli(oldest.time()), why));
    counters.keptEnded++;
  }

  void ended(Pin pin) {
    if (open.remove(pin)) {
      holding -= pin.size();
      counters.kept = open.size();
    }
  }
}
