package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * What could have stood at the place of an error.
 *
 * <p>The grammar's automaton is walked from the last token that the parser took, along all ways at
 * once, as far as the tokens allow. Where the last way ends is the error, and the transitions tried
 * there are what was expected: as whole rules in words where a rule would have begun there, else as
 * tokens. This is the idea of antlr4-c3 (which collects completions); starting from the parser's
 * own stack makes it short and exact.
 */
final class Expectations {
  private static final int MAX_STEPS = 50_000;

  /** A rule that was entered: where to go on behind it. Equal stacks are one object. */
  private record Frame(int id, @Nullable ATNState follow, @Nullable Frame parent) {}

  /** {@code cover} is the outermost rule with a phrase that begins at this very token. */
  private record Step(ATNState state, Frame stack, int index, @Nullable Frame cover) {}

  private record Visit(int state, int frame, int index, boolean covered) {}

  private record FrameKey(int follow, int parent) {}

  private final ATN atn = SluiceParser._ATN;
  private final List<Token> tokens;
  private final Deque<Step> agenda = new ArrayDeque<>();
  private final Set<Visit> visited = new HashSet<>();
  private final Map<FrameKey, Frame> frames = new HashMap<>();
  private final Frame bottom = new Frame(0, null, null);

  private int furthest;
  private IntervalSet all = new IntervalSet();
  private final Map<String, Candidate> candidates = new LinkedHashMap<>();

  /**
   * One thing that could stand here.
   *
   * @param phrase in words
   * @param type the token, or -2 for a rule
   */
  record Candidate(String phrase, int type) {
    static final int RULE = -2;

    boolean isRule() {
      return type == RULE;
    }
  }

  /**
   * @param index of the first token that fits nowhere
   * @param all every token that could stand there
   * @param candidates the same for people, in the order of the grammar
   */
  record Found(int index, IntervalSet all, List<Candidate> candidates) {
    boolean expects(int type) {
      return all.contains(type);
    }

    /** Whether a token may stand here by itself and not only as the beginning of a rule. */
    boolean offers(int type) {
      return candidates.stream().anyMatch(c -> c.type() == type);
    }
  }

  private Expectations(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Found after(GuardedParser parser, int startRule, List<Token> tokens) {
    Expectations walk = new Expectations(tokens);
    ParserRuleContext context = parser.lastContext();
    if (context == null) {
      walk.push(walk.atn.ruleToStartState[startRule], walk.bottom, 0, null);
    } else {
      int taken = parser.lastIndex();
      walk.push(walk.atn.states.get(parser.lastState()), walk.stack(context), taken, null);
    }
    walk.run();
    return new Found(walk.furthest, walk.all, List.copyOf(walk.candidates.values()));
  }

  private Frame stack(RuleContext context) {
    List<ATNState> follows = new ArrayList<>();
    for (RuleContext c = context; c.parent != null && c.invokingState >= 0; c = c.parent) {
      RuleTransition call = (RuleTransition) atn.states.get(c.invokingState).transition(0);
      follows.add(call.followState);
    }
    Frame stack = bottom;
    for (ATNState follow : follows.reversed()) {
      stack = frame(follow, stack);
    }
    return stack;
  }

  private Frame frame(ATNState follow, Frame parent) {
    return frames.computeIfAbsent(
        new FrameKey(follow.stateNumber, parent.id()),
        key -> new Frame(frames.size() + 1, follow, parent));
  }

  private void push(ATNState state, Frame stack, int index, @Nullable Frame cover) {
    if (visited.add(new Visit(state.stateNumber, stack.id(), index, cover != null))) {
      agenda.push(new Step(state, stack, index, cover));
    }
  }

  private void run() {
    for (int steps = 0; !agenda.isEmpty() && steps < MAX_STEPS; steps++) {
      Step step = agenda.pop();
      if (step.state() instanceof RuleStopState) {
        leaveRule(step);
        continue;
      }
      // Backwards, since the agenda is a stack: candidates come out in the grammar's order.
      for (int i = step.state().getNumberOfTransitions() - 1; i >= 0; i--) {
        follow(step, step.state().transition(i));
      }
    }
  }

  private void leaveRule(Step step) {
    Frame top = step.stack();
    if (top.follow() == null || top.parent() == null) {
      return;
    }
    boolean coverEnds = step.cover() != null && step.cover().id() == top.id();
    push(top.follow(), top.parent(), step.index(), coverEnds ? null : step.cover());
  }

  private void follow(Step step, Transition way) {
    if (way instanceof RuleTransition call) {
      Frame inside = frame(call.followState, step.stack());
      String phrase = Phrases.ofRule(call.target.ruleIndex);
      boolean covers = step.cover() == null && phrase != null;
      if (covers && !phrase.isEmpty()) {
        offer(step.index(), new Candidate(phrase, Candidate.RULE));
      }
      push(call.target, inside, step.index(), covers ? inside : step.cover());
    } else if (way.isEpsilon()) {
      push(way.target, step.stack(), step.index(), step.cover());
    } else {
      takeToken(step, way);
    }
  }

  private void takeToken(Step step, Transition way) {
    reach(step.index());
    if (step.index() == furthest) {
      all.addAll(way.label());
      if (step.cover() == null) {
        for (int type : way.label().toArray()) {
          offer(step.index(), new Candidate(phrase(type, way.target), type));
        }
      }
    }
    int type = tokens.get(step.index()).getType();
    if (type != Token.EOF && way.label().contains(type)) {
      push(way.target, step.stack(), step.index() + 1, null);
    }
  }

  private void reach(int index) {
    if (index > furthest) {
      furthest = index;
      all = new IntervalSet();
      candidates.clear();
    }
  }

  private void offer(int index, Candidate candidate) {
    reach(index);
    if (index == furthest) {
      candidates.putIfAbsent(candidate.phrase(), candidate);
    }
  }

  /** A word together with the words that must follow it: ONE ROW PER MATCH. */
  private static String phrase(int type, ATNState target) {
    StringBuilder phrase = new StringBuilder(Phrases.ofToken(type));
    ATNState state = target;
    while (Phrases.isWord(type)
        && state.getNumberOfTransitions() == 1
        && !(state instanceof RuleStopState)) {
      Transition way = state.transition(0);
      if (way.isEpsilon() && !(way instanceof RuleTransition)) {
        state = way.target;
      } else if (!way.isEpsilon()
          && way.label().size() == 1
          && Phrases.isWord(way.label().getMinElement())) {
        phrase.append(' ').append(Phrases.word(way.label().getMinElement()));
        state = way.target;
      } else {
        break;
      }
    }
    return phrase.toString();
  }
}
