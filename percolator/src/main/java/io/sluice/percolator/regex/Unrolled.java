package io.sluice.percolator.regex;

import io.sluice.percolator.regex.Node.Assertion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.util.automaton.Automaton;

/**
 * A machine without its assertions. An assertion is about the character before a place and the one
 * after it; so a state of the automaton is a state of the machine, with the kind of character read
 * last, and with what may come next. The promise about what comes next is kept by the step that
 * reads it: other characters have no step.
 */
final class Unrolled {
  /** Kinds of places that can come next, as bits. */
  private static final int END = 1;

  private static final int LAST_BREAK = 2;
  private static final int BREAK = 4;
  private static final int WORD = 8;
  private static final int OTHER = 16;

  /**
   * Where many parts in a row may be left out, each is followed by all that come behind it: a
   * thousand of them have half a million steps between them.
   */
  private static final int MAX_STEPS = 100_000;

  private static final int ANY = END | LAST_BREAK | BREAK | WORD | OTHER;

  /** What was read last. */
  private enum Before {
    NOTHING,
    A_BREAK,
    A_WORD,
    ANOTHER
  }

  private record State(int machine, Before before, int next) {}

  private record Reached(int machine, int next) {}

  private final Machine machine;
  private final boolean words;
  private final boolean lines;
  private final Automaton automaton = new Automaton();
  private final Map<State, Integer> numbers = new HashMap<>();
  private final ArrayDeque<State> open = new ArrayDeque<>();
  private int steps;

  private Unrolled(Machine machine) {
    this.machine = machine;
    this.words = machine.asks(Assertion.WORD_EDGE) || machine.asks(Assertion.NO_WORD_EDGE);
    this.lines = machine.asks(Assertion.LINE_START);
  }

  static Automaton automaton(Machine machine) {
    return new Unrolled(machine).build();
  }

  private Automaton build() {
    number(new State(0, Before.NOTHING, ANY));
    while (!open.isEmpty()) {
      State state = open.poll();
      int from = number(state);
      for (Reached reached : reachable(state)) {
        if (reached.machine() == machine.end() && (reached.next() & END) != 0) {
          automaton.setAccept(from, true);
        }
        for (Machine.Step step : machine.steps(reached.machine())) {
          if (step.reads() != null) {
            read(from, step.reads(), step.to(), reached.next());
          }
        }
      }
    }
    automaton.finishState();
    return automaton;
  }

  /** Where the machine gets without reading, and what it promised on the way. */
  private Set<Reached> reachable(State state) {
    var all = new LinkedHashSet<Reached>();
    var todo = new ArrayDeque<Reached>();
    todo.add(new Reached(state.machine(), state.next()));
    while (!todo.isEmpty()) {
      Reached at = todo.poll();
      if (!all.add(at)) {
        continue;
      }
      count(1);
      for (Machine.Step step : machine.steps(at.machine())) {
        if (step.reads() == null) {
          int next =
              step.asks() == null ? at.next() : at.next() & allowed(step.asks(), state.before());
          if (next != 0) {
            todo.add(new Reached(step.to(), next));
          }
        }
      }
    }
    return all;
  }

  private static int allowed(Assertion assertion, Before before) {
    return switch (assertion) {
      case TEXT_START -> before == Before.NOTHING ? ANY : 0;
      case LINE_START ->
          switch (before) {
            case NOTHING -> ANY;
            case A_BREAK -> ANY & ~END; // no line begins behind the last break
            case A_WORD, ANOTHER -> 0;
          };
      case TEXT_END -> END;
      case TEXT_END_OR_LAST_BREAK -> END | LAST_BREAK;
      case LINE_END -> END | LAST_BREAK | BREAK;
      case WORD_EDGE -> before == Before.A_WORD ? ANY & ~WORD : WORD;
      case NO_WORD_EDGE -> before == Before.A_WORD ? WORD : ANY & ~WORD;
    };
  }

  private void read(int from, CharSet set, int to, int next) {
    if (next == ANY && !words && !lines) {
      step(from, set, new State(to, Before.ANOTHER, ANY));
      return;
    }
    CharSet plain = set.and(CharSet.NO_BREAK);
    if ((next & WORD) != 0) {
      step(from, plain.and(CharSet.WORD), new State(to, before(Before.A_WORD), ANY));
    }
    if ((next & OTHER) != 0) {
      step(from, plain.and(CharSet.WORD.inverted()), new State(to, Before.ANOTHER, ANY));
    }
    CharSet lineBreak = set.and(CharSet.BREAK);
    if ((next & BREAK) != 0) {
      step(from, lineBreak, new State(to, before(Before.A_BREAK), ANY));
    } else if ((next & LAST_BREAK) != 0) {
      step(from, lineBreak, new State(to, before(Before.A_BREAK), END));
    }
  }

  /** Kinds that no assertion tells apart are one, which keeps the automaton small. */
  private Before before(Before kind) {
    return switch (kind) {
      case NOTHING, ANOTHER -> kind;
      case A_BREAK -> lines ? kind : Before.ANOTHER;
      case A_WORD -> words ? kind : Before.ANOTHER;
    };
  }

  private void step(int from, CharSet set, State to) {
    if (!set.isEmpty()) {
      int target = number(to);
      List<CharSet.Range> ranges = new ArrayList<>(set.ranges());
      count(ranges.size());
      ranges.forEach(range -> automaton.addTransition(from, target, range.from(), range.to()));
    }
  }

  private void count(int more) {
    steps += more;
    if (steps > MAX_STEPS) {
      throw new BadRegexException(
          0,
          "The regular expression is too complex: too much can come next at too many places."
              + " Repeat fewer parts that may be left out, such as (a?){1000}.");
    }
  }

  private int number(State state) {
    return numbers.computeIfAbsent(
        state,
        _ -> {
          open.add(state);
          return automaton.createState();
        });
  }
}
