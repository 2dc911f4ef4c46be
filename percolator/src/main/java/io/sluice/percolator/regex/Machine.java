package io.sluice.percolator.regex;

import io.sluice.percolator.regex.Node.Assertion;
import io.sluice.percolator.regex.Node.Choice;
import io.sluice.percolator.regex.Node.One;
import io.sluice.percolator.regex.Node.Place;
import io.sluice.percolator.regex.Node.Repeat;
import io.sluice.percolator.regex.Node.Sequence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thompson's construction: states with steps that read a character, and steps that read none but
 * may ask something of the place. State 0 begins; whatever stands before and after the find is read
 * by a loop at both ends.
 */
final class Machine {
  private static final int MAX_STATES = 20_000;

  /** Reads a character of the set, or nothing; what reads nothing may have an assertion. */
  record Step(int to, @Nullable CharSet reads, @Nullable Assertion asks) {}

  private final List<List<Step>> steps = new ArrayList<>();
  private final Set<Assertion> assertions = EnumSet.noneOf(Assertion.class);
  private final int end;

  private Machine(Node regex) {
    int start = state();
    add(start, start, CharSet.ALL, null);
    this.end = build(regex, start);
    int after = this.end;
    add(after, after, CharSet.ALL, null);
  }

  static Machine of(Node regex) {
    // A state of its own behind the loop, so that a loop inside the expression does not join it.
    return new Machine(new Sequence(List.of(Node.EMPTY, regex, Node.EMPTY)));
  }

  List<Step> steps(int state) {
    return steps.get(state);
  }

  boolean asks(Assertion assertion) {
    return assertions.contains(assertion);
  }

  int end() {
    return end;
  }

  private int state() {
    if (steps.size() >= MAX_STATES) {
      throw new BadRegexException(0, "The regular expression is too complex.");
    }
    steps.add(new ArrayList<>());
    return steps.size() - 1;
  }

  private void add(int from, int to, @Nullable CharSet reads, @Nullable Assertion asks) {
    steps.get(from).add(new Step(to, reads, asks));
  }

  private void jump(int from, int to) {
    add(from, to, null, null);
  }

  /** Appends the node after a state; the state behind it. */
  private int build(Node node, int from) {
    return switch (node) {
      case One(CharSet set) -> {
        int to = state();
        add(from, to, set, null);
        yield to;
      }
      case Place(Assertion assertion) -> {
        assertions.add(assertion);
        int to = state();
        add(from, to, null, assertion);
        yield to;
      }
      case Sequence(List<Node> parts) -> {
        int at = state();
        jump(from, at);
        for (Node part : parts) {
          at = build(part, at);
        }
        yield at;
      }
      case Choice(List<Node> parts) -> {
        int to = state();
        for (Node part : parts) {
          jump(build(part, from), to);
        }
        yield to;
      }
      case Repeat(Node part, int least, int most) -> {
        int at = from;
        for (int i = 0; i < least; i++) {
          at = build(part, at);
        }
        yield most < 0 ? anyNumber(part, at) : upTo(part, at, most - least);
      }
    };
  }

  private int anyNumber(Node part, int from) {
    int loop = state();
    jump(from, loop);
    jump(build(part, loop), loop);
    int to = state();
    jump(loop, to);
    return to;
  }

  private int upTo(Node part, int from, int times) {
    int to = state();
    int at = from;
    for (int i = 0; i < times; i++) {
      int begin = state();
      jump(at, begin);
      jump(begin, to);
      at = build(part, begin);
    }
    jump(at, to);
    return to;
  }
}
