package io.sluice.cep.runtime;

import io.sluice.cep.runtime.match.MatchCounters;
import io.sluice.cep.runtime.state.Part;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Objects;

/** What a statement has counted, in the state. */
final class Figures extends Part {
  private final MatchCounters counters;
  private final Steps steps;
  private boolean dropped;

  Figures(int number, MatchCounters counters, Steps steps) {
    super(PartKeys.of(PartKeys.FIGURES, number));
    this.counters = counters;
    this.steps = steps;
  }

  void drop() {
    dropped = true;
  }

  @Override
  protected boolean exists() {
    return !dropped;
  }

  @Override
  protected void write(PartOutput out) {
    out.number(counters.matches).number(counters.created).number(counters.dropped);
    out.number(counters.errors).number(counters.skipFallbacks);
    out.text(Objects.requireNonNullElse(counters.problem(), ""));
    steps.write(out);
  }

  void restore(PartInput in) {
    counters.matches = in.number();
    counters.created = in.number();
    counters.dropped = in.number();
    counters.errors = in.number();
    counters.skipFallbacks = in.number();
    String problem = in.text();
    counters.problem(problem.isEmpty() ? null : () -> problem);
    steps.restore(in);
    wasStored();
  }
}
