package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.program.MatchProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the aggregates over all matches add up, row by row. */
final class Weights {
  private static final int NONE = -1;

  private final List<MatchProgram.Total> totals;

  /** A lane for each that does not only count ways, then one for each that may fail on a value. */
  private final List<MatchProgram.Total> ofLane = new ArrayList<>();

  private final List<Weight> weights = new ArrayList<>();

  /** By the number of the aggregate. */
  private final int[] lane;

  private final int[] failures;

  Weights(MatchProgram program, List<@Nullable Object> parameters) {
    this.totals = program.totals();
    this.lane = new int[totals.size()];
    this.failures = new int[totals.size()];
    Arrays.fill(lane, NONE);
    Arrays.fill(failures, NONE);
    for (int i = 0; i < lane.length; i++) {
      if (!totals.get(i).countsMatches()) {
        lane[i] = weights.size();
        ofLane.add(totals.get(i));
        weights.add(new Weight(totals.get(i), program.variables().size(), parameters));
      }
    }
    int next = weights.size();
    for (int i = 0; i < lane.length; i++) {
      if (lane[i] >= 0 && weights.get(lane[i]).mayFail()) {
        failures[i] = next++;
      }
    }
  }

  Tallies tallies() {
    var lanes = new ArrayList<Lane>();
    for (int i = 0; i < ofLane.size(); i++) {
      lanes.add(Lane.of(ofLane.get(i), weights.get(i)));
    }
    weights.stream().filter(Weight::mayFail).forEach(w -> lanes.add(new CountLane(w, true)));
    return new Tallies(lanes.toArray(Lane[]::new));
  }

  /** The row whose weights come next. */
  void of(Event row) {
    for (Weight weight : weights) {
      weight.of(row);
    }
  }

  /**
   * @throws ValueException where it can not be computed for a row of a match, or is too large
   */
  @Nullable Object result(int total, Tallies of, int cell) {
    if (lane[total] == NONE) {
      return of.ways(cell);
    }
    ValueException error = weights.get(lane[total]).error();
    if (failures[total] >= 0
        && error != null
        && !Long.valueOf(0).equals(of.lane(failures[total]).result(cell))) {
      throw error;
    }
    return of.lane(lane[total]).result(cell);
  }
}
