package io.sluice.cep.runtime.automaton;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows and nodes that somebody reads when the statement has long let them go. */
public final class Pin {
  private final Pins pins;
  private final TakenRows ofRows;
  private final Nodes ofNodes;
  private final int size;
  private final long time;
  private @Nullable TakenRows rows;
  private @Nullable Nodes nodes;
  private @Nullable String why;
  private Runnable listener = () -> {};

  Pin(Pins pins, TakenRows ofRows, Nodes ofNodes, long bound) {
    this.pins = pins;
    this.ofRows = ofRows;
    this.ofNodes = ofNodes;
    this.size = ofRows.size() + ofNodes.size();
    this.time = bound == Long.MIN_VALUE ? ofRows.time(TakenRows.before(ofRows.next())) : bound;
    TakenRows view = ofRows.view();
    this.rows = view;
    this.nodes = ofNodes.view(view);
  }

  /** How many entries it holds. */
  int size() {
    return size;
  }

  /** When what it holds was told. */
  long time() {
    return time;
  }

  TakenRows rows() {
    return Objects.requireNonNull(rows);
  }

  Nodes nodes() {
    return Objects.requireNonNull(nodes);
  }

  /** Told once when nothing is held any more. */
  public void whenEnded(Runnable then) {
    listener = then;
  }

  /** Why it ended before its reader was done, or null. */
  public @Nullable String why() {
    return why;
  }

  /** The reader is done. */
  public void end() {
    if (rows != null && nodes != null) {
      ofRows.end(rows);
      ofNodes.end(nodes);
      rows = null;
      nodes = null;
      pins.ended(this);
      listener.run();
    }
  }

  void end(String because) {
    why = because;
    end();
  }
}
