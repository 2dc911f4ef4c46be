package io.sluice.cep.runtime.place;

import io.sluice.cep.program.GapRule;
import io.sluice.cep.program.Instruction;
import io.sluice.cep.program.PatternProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Follows the instructions that take no row, from one taken row to all that may be taken next.
 *
 * <p>The walk is depth first in order of preference. What it meets a second time in the same
 * condition is less preferred and leads to the same, so it is left out; that keeps {@code (a?|b?)}
 * repeated n times linear. An iteration of a loop that took no row ends the loop, unless it is one
 * of those that must be ({@code EmptyIterations}): a loop whose iteration began in this walk is
 * marked.
 */
public final class Places {
  /** Places are worked out once; a pattern with huge counters may have very many. */
  private static final int MAX_CACHED = 10_000;

  private final PatternProgram program;
  private final boolean everyMatch;
  private final Place firstRow;
  private final Place laterRow;
  private final Map<Resume, Place> cache = new HashMap<>();

  private record Resume(int pc, List<Integer> counters) {}

  /** {@code everyMatch}: also what is less preferred than a match is wanted (NO SKIP). */
  public Places(PatternProgram program, boolean everyMatch) {
    this.program = program;
    this.everyMatch = everyMatch;
    List<Integer> zero = Collections.nCopies(program.loops().size(), 0);
    this.firstRow = new Walk(true, true).from(0, zero);
    this.laterRow = new Walk(true, false).from(0, zero);
  }

  /** Where an attempt starts; rows before its first one do not belong to it, so no gap is open. */
  public Place start(boolean firstOfPartition) {
    return firstOfPartition ? firstRow : laterRow;
  }

  public Place after(Alternative taken) {
    var resume = new Resume(taken.pc() + 1, taken.counters());
    Place place = cache.get(resume);
    if (place == null) {
      place = new Walk(false, false).from(resume.pc, resume.counters);
      if (cache.size() >= MAX_CACHED) {
        cache.clear();
      }
      cache.put(resume, place);
    }
    return place;
  }

  /**
   * @param begun loops with an iteration that began in this walk
   */
  private record State(int pc, List<Integer> counters, GapRule gap, BitSet begun, boolean atEnd) {
    State to(int target) {
      return new State(target, counters, gap, begun, atEnd);
    }

    State withCounter(int loop, int value) {
      if (counters.get(loop) == value) {
        return this;
      }
      var next = new ArrayList<>(counters);
      next.set(loop, value);
      return new State(pc, List.copyOf(next), gap, begun, atEnd);
    }

    State withBegun(int loop, boolean value) {
      var next = (BitSet) begun.clone();
      next.set(loop, value);
      return new State(pc, counters, gap, next, atEnd);
    }
  }

  private final class Walk {
    private final boolean atStart;
    private final boolean partitionStart;
    private final ArrayDeque<State> todo = new ArrayDeque<>();
    private final HashSet<State> seen = new HashSet<>();
    private final List<Alternative> open = new ArrayList<>();
    private int live;
    private boolean accepts;

    Walk(boolean atStart, boolean partitionStart) {
      this.atStart = atStart;
      this.partitionStart = partitionStart;
    }

    Place from(int pc, List<Integer> counters) {
      todo.push(new State(pc, List.copyOf(counters), GapRule.NONE, new BitSet(), false));
      while (!todo.isEmpty()) {
        State state = todo.pop();
        if (seen.add(state)) {
          visit(state);
        }
      }
      return new Place(open, accepts && !everyMatch ? live : open.size(), accepts);
    }

    private void visit(State state) {
      int pc = state.pc;
      switch (program.at(pc)) {
        case Instruction.Take take -> {
          if (!state.atEnd) {
            open(Alternative.Kind.TAKE, state, take.variable(), take.excluded(), state.gap);
          }
        }
        case Instruction.Split split ->
            split.targets().reversed().forEach(target -> todo.push(state.to(target)));
        case Instruction.Jump jump -> todo.push(state.to(jump.target()));
        case Instruction.Pass pass ->
            todo.push(
                new State(
                    pc + 1, state.counters, state.gap.then(pass.gap()), state.begun, state.atEnd));
        case Instruction.Enter enter -> enter(state, enter);
        case Instruction.Again again -> again(state, again);
        case Instruction.PartitionStart() -> {
          if (atStart && partitionStart) {
            todo.push(state.to(pc + 1));
          }
        }
        case Instruction.PartitionEnd() ->
            todo.push(new State(pc + 1, state.counters, state.gap, state.begun, true));
        case Instruction.Accept() -> {
          if (state.atEnd) {
            open(Alternative.Kind.AT_END, state, -1, false, GapRule.NONE);
          } else if (!accepts) {
            accepts = true;
            live = open.size();
          }
        }
        case Instruction.AwaitBound await -> {
          // An absence counts from a first row; an attempt without one has no bound.
          if (!atStart && !state.atEnd) {
            open(Alternative.Kind.AWAIT_BOUND, state, -1, false, state.gap.then(await.gap()));
          }
        }
      }
    }

    private void open(
        Alternative.Kind kind, State state, int variable, boolean excluded, GapRule gap) {
      var alternative =
          new Alternative(
              kind, state.pc, variable, excluded, atStart ? GapRule.NONE : gap, state.counters);
      if (!open.contains(alternative)) {
        open.add(alternative);
      }
    }

    private void enter(State state, Instruction.Enter enter) {
      PatternProgram.Loop loop = program.loops().get(enter.loop());
      State body =
          state.withCounter(enter.loop(), 0).withBegun(enter.loop(), true).to(state.pc + 1);
      State exit = leave(state, enter.loop(), enter.exit());
      choose(loop, 0, body, exit);
    }

    private void again(State state, Instruction.Again again) {
      PatternProgram.Loop loop = program.loops().get(again.loop());
      State exit = leave(state, again.loop(), again.exit());
      int iterations = loop.count(state.counters.get(again.loop()) + 1);
      boolean empty = state.begun.get(again.loop());
      if (empty && !(loop.countsEmpty() && iterations < loop.min())) {
        todo.push(exit);
        return;
      }
      State next =
          state
              .withCounter(again.loop(), iterations)
              .withBegun(again.loop(), true)
              .to(again.again());
      choose(loop, iterations, next, exit);
    }

    private void choose(PatternProgram.Loop loop, int iterations, State more, State exit) {
      if (iterations < loop.min()) {
        todo.push(more);
      } else if (!loop.mayRepeatAfter(iterations)) {
        todo.push(exit);
      } else {
        var order = loop.greedy() ? Arrays.asList(exit, more) : Arrays.asList(more, exit);
        order.forEach(todo::push);
      }
    }

    /** Counters of loops that are left are 0, so that threads with one future are equal. */
    private State leave(State state, int loop, int exit) {
      return state.withCounter(loop, 0).withBegun(loop, false).to(exit);
    }
  }
}
