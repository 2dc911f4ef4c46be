package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.List;

/** The runs of a key, and the matches that wait for their turn, as a state part. */
final class RunsCodec implements RingState.Keyed {
  private final MatchProgram program;
  private final SetAutomaton automaton;
  private final TakenRows rows;
  private final RunsOfKeys keys;
  private final RunStarts starts;
  private final int width;
  private final List<int[]> matches = new ArrayList<>();

  /**
   * @param width of a run
   */
  RunsCodec(
      MatchProgram program,
      SetAutomaton automaton,
      TakenRows rows,
      RunsOfKeys keys,
      RunStarts starts,
      int width) {
    this.program = program;
    this.automaton = automaton;
    this.rows = rows;
    this.keys = keys;
    this.starts = starts;
    this.width = width;
  }

  @Override
  public void write(int key, PartOutput out) {
    RunsOfKey there = keys.of(key);
    for (int i = 0; i < there.count; i++) {
      RunTable table = there.tables[i];
      out.flag(true);
      List<Place> places = automaton.placesOf(table.state);
      out.number(places.size());
      places.forEach(place -> PlaceCodec.write(place, out));
      for (int run = 0; run < table.size; run++) {
        if (table.start(run) != Nodes.NONE && there.isAlive(rows, table.start(run))) {
          out.flag(true);
          for (int at = run * width; at < (run + 1) * width; at++) {
            out.number(table.runs[at]);
          }
        }
      }
      out.flag(false);
    }
    out.flag(false);
    there.each(
        start -> {
          if (there.isAlive(rows, start) && starts.hasMatch(start)) {
            out.flag(true).number(start).number(starts.match(start));
          }
        });
    out.flag(false);
  }

  @Override
  public void read(int key, PartInput in) {
    RunsOfKey there = keys.of(key);
    while (in.flag()) {
      var places = new ArrayList<Place>();
      for (int n = in.count(); n > 0; n--) {
        places.add(PlaceCodec.read(in, program.pattern()));
      }
      RunTable table = there.table(automaton.stateOf(places), width);
      while (in.flag()) {
        int run = table.add(in.count(), in.count());
        for (int i = RunTable.REGISTERS; i < width; i++) {
          table.runs[run * width + i] = in.count();
        }
      }
    }
    while (in.flag()) {
      matches.add(new int[] {in.count(), in.count()});
    }
  }

  /** All rows and keys are here. */
  void restored() {
    starts.restored();
    matches.forEach(match -> starts.found(match[0], match[1]));
    matches.clear();
    keys.each(
        of -> {
          for (int i = 0; i < of.count; i++) {
            RunTable table = of.tables[i];
            for (int run = 0; run < table.size; run++) {
              starts.restore(table.start(run));
            }
          }
        });
    starts.restored(keys);
  }
}
