package io.sluice.cep.runtime.place;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.ArrayList;
import java.util.List;

/** The binary form of places. They name instructions: the bytes belong to one program. */
public final class PlaceCodec {
  private PlaceCodec() {}

  public static void write(Place place, PartOutput out) {
    out.number(place.live()).flag(place.accepts()).number(place.ways().size());
    for (Alternative way : place.ways()) {
      out.number(way.kind().ordinal()).number(way.pc());
      out.number(way.gap().kind().ordinal());
      numbers(way.gap().forbidden(), out);
      numbers(way.counters(), out);
    }
  }

  private static void numbers(List<Integer> values, PartOutput out) {
    out.number(values.size());
    values.forEach(out::number);
  }

  public static Place read(PartInput in, PatternProgram program) {
    int live = in.count();
    boolean accepts = in.flag();
    var ways = new ArrayList<Alternative>();
    for (int i = in.count(); i > 0; i--) {
      Alternative.Kind kind = Alternative.Kind.values()[in.count()];
      int pc = in.count();
      var gap = new GapRule(GapRule.Kind.values()[in.count()], numbers(in));
      Instruction at = program.at(pc);
      int variable = at instanceof Instruction.Take take ? take.variable() : -1;
      boolean excluded = at instanceof Instruction.Take take && take.excluded();
      ways.add(new Alternative(kind, pc, variable, excluded, gap, numbers(in)));
    }
    return new Place(ways, live, accepts);
  }

  private static List<Integer> numbers(PartInput in) {
    var values = new ArrayList<Integer>();
    for (int i = in.count(); i > 0; i--) {
      values.add(in.count());
    }
    return List.copyOf(values);
  }
}
