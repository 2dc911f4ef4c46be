package io.sluice.cep.runtime.census;

import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * At which state of the picture a thread stands. A {@link Place} knows what may come and not what
 * was; the variable that took the last row tells the rest, save where two places of the text for
 * one variable lead on to the same: then the first of them is meant.
 */
final class Whereabouts {
  /** Before the first row. */
  static final int START = 0;

  /** Instead of a variable: it is not known which one took the last row. */
  static final int ANY = -1;

  /** It can not be told which state it is. */
  static final int UNSURE = -1;

  private final PatternProgram program;
  private final int end;
  private final Map<Integer, BitSet> reach = new HashMap<>();
  private final Map<Known, Integer> known = new HashMap<>();
  private final Map<Place, BitSet> waiting = new HashMap<>();

  private record Known(Place place, int variable) {}

  Whereabouts(PatternProgram program) {
    this.program = program;
    int last = 0;
    for (Instruction instruction : program.instructions()) {
      if (instruction instanceof Instruction.Take take) {
        last = Math.max(last, take.state());
      }
    }
    this.end = last + 1;
  }

  /** The state behind all others: a match. */
  int end() {
    return end;
  }

  /** By state the variable that takes its rows. */
  int[] variables() {
    int[] variables = new int[end];
    for (Instruction instruction : program.instructions()) {
      if (instruction instanceof Instruction.Take take) {
        variables[take.state()] = take.variable();
      }
    }
    return variables;
  }

  /** The state whose row was the last one. */
  int at(Place place, int variable) {
    return known.computeIfAbsent(new Known(place, variable), this::find);
  }

  private int find(Known at) {
    var ways = new BitSet();
    at.place.ways().forEach(way -> ways.set(way.pc()));
    int best = UNSURE;
    int least = Integer.MAX_VALUE;
    boolean same = false;
    for (int pc = 0; pc < program.instructions().size(); pc++) {
      if (program.at(pc) instanceof Instruction.Take take
          && (at.variable == ANY || at.variable == take.variable())) {
        BitSet from = reach(pc);
        if (leads(from, ways, at.place.accepts())) {
          int size = from.cardinality();
          if (size < least) {
            least = size;
            best = take.state();
            same = false;
          } else if (size == least && best != take.state()) {
            same = true;
          }
        }
      }
    }
    return same && at.variable == ANY ? UNSURE : best;
  }

  private boolean leads(BitSet from, BitSet to, boolean accepts) {
    if (accepts && from.stream().noneMatch(pc -> program.at(pc) instanceof Instruction.Accept)) {
      return false;
    }
    var missing = (BitSet) to.clone();
    missing.andNot(from);
    return missing.isEmpty();
  }

  /** What may be reached behind a row without another one, counts of loops aside. */
  private BitSet reach(int taken) {
    return reach.computeIfAbsent(taken, this::walk);
  }

  private BitSet walk(int taken) {
    var found = new BitSet();
    var seen = new BitSet();
    var todo = new ArrayDeque<Integer>();
    todo.push(taken + 1);
    while (!todo.isEmpty()) {
      int pc = todo.pop();
      if (seen.get(pc)) {
        continue;
      }
      seen.set(pc);
      switch (program.at(pc)) {
        case Instruction.Take _, Instruction.Accept _, Instruction.AwaitBound _ -> found.set(pc);
        case Instruction.Split split -> split.targets().forEach(todo::push);
        case Instruction.Jump jump -> todo.push(jump.target());
        case Instruction.Pass _, Instruction.PartitionEnd _ -> todo.push(pc + 1);
        case Instruction.PartitionStart _ -> {}
        case Instruction.Enter enter -> {
          todo.push(pc + 1);
          if (program.loops().get(enter.loop()).min() == 0) {
            todo.push(enter.exit());
          }
        }
        case Instruction.Again again -> {
          todo.push(again.exit());
          if (program.loops().get(again.loop()).max() != 1) {
            todo.push(again.again());
          }
        }
      }
    }
    return found;
  }

  /** The states that the next row may lead to. */
  BitSet waiting(Place place) {
    return waiting.computeIfAbsent(place, this::ways);
  }

  private BitSet ways(Place place) {
    var states = new BitSet();
    for (Alternative way : place.ways().subList(0, place.live())) {
      switch (way.kind()) {
        case TAKE -> {
          if (program.at(way.pc()) instanceof Instruction.Take take) {
            states.set(take.state());
          }
        }
        case AWAIT_BOUND -> states.set(end);
        case AT_END -> {}
      }
    }
    return states;
  }
}
