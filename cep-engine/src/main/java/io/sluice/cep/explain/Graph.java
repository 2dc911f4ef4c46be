package io.sluice.cep.explain;

import io.sluice.cep.explain.Automaton.Edge;
import io.sluice.cep.explain.Automaton.Group;
import io.sluice.cep.explain.Automaton.Kind;
import io.sluice.cep.explain.Automaton.Pass;
import io.sluice.cep.explain.Automaton.State;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link Automaton}: for each part of the pattern, which states it may begin and end
 * with; edges join ends to beginnings (Glushkov's construction).
 */
final class Graph {
  private static final String START = "start";
  private static final String MATCH = "match";

  private final MatchPlan plan;
  private final List<State> states = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  private record Reach(String state, Gap gap) {}

  /** {@code through}: the gap of going past the part without a row; null where it needs one. */
  private record Part(List<Reach> first, List<Reach> last, @Nullable Gap through) {}

  private Graph(MatchPlan plan) {
    this.plan = plan;
  }

  static Automaton of(MatchPlan plan) {
    return of(plan, plan.pattern());
  }

  /** Of another pattern over the plan's variables. */
  static Automaton of(MatchPlan plan, PatternPlan pattern) {
    return new Graph(plan).build(pattern);
  }

  private Automaton build(PatternPlan pattern) {
    states.add(new State(START, Kind.START, null));
    Part whole = visit(pattern);
    states.add(new State(MATCH, Kind.MATCH, null));
    whole.first.forEach(reach -> edge(START, reach.state, Gap.NONE, null, false));
    boolean absence = !plan.trailingNot().isEmpty();
    Gap end = absence ? new Gap(Gap.Kind.SKIP_TILL_NEXT, plan.trailingNot()) : Gap.NONE;
    whole.last.forEach(reach -> edge(reach.state, MATCH, both(reach.gap, end), null, absence));
    if (whole.through != null && !absence) {
      edge(START, MATCH, Gap.NONE, null, false);
    }
    return new Automaton(
        variables(),
        List.copyOf(states),
        List.copyOf(groups),
        List.copyOf(edges),
        names(plan.leadingNot()),
        plan.withinMillis(),
        plan.gapMillis());
  }

  private List<Automaton.Variable> variables() {
    var positive = new HashSet<String>();
    states.forEach(state -> positive.add(String.valueOf(state.variable())));
    return plan.variables().stream()
        .map(
            v ->
                new Automaton.Variable(v.name(), ConditionText.of(v), !positive.contains(v.name())))
        .toList();
  }

  private List<String> names(List<Integer> variables) {
    return variables.stream().map(v -> plan.variables().get(v).name()).toList();
  }

  private void edge(String from, String to, Gap gap, @Nullable String group, boolean atBound) {
    Pass pass =
        switch (gap.kind()) {
          case NONE -> Pass.NONE;
          case SKIP_TILL_NEXT -> Pass.SKIP_TILL_NEXT;
          case SKIP_TILL_ANY -> Pass.SKIP_TILL_ANY;
        };
    edges.add(new Edge(from, to, pass, names(gap.forbidden()), group, atBound));
  }

  private Part visit(PatternPlan pattern) {
    return switch (pattern) {
      case PatternPlan.Take take -> {
        String id = "s" + states.size();
        states.add(new State(id, Kind.TAKE, plan.variables().get(take.variable()).name()));
        var here = List.of(new Reach(id, Gap.NONE));
        yield new Part(here, here, null);
      }
      case PatternPlan.Empty _, PatternPlan.PartitionStart _, PatternPlan.PartitionEnd _ ->
          new Part(List.of(), List.of(), Gap.NONE);
      case PatternPlan.Sequence sequence -> {
        Part left = visit(sequence.parts().getFirst());
        for (int i = 1; i < sequence.parts().size(); i++) {
          left = join(left, sequence.gaps().get(i - 1), visit(sequence.parts().get(i)));
        }
        yield left;
      }
      case PatternPlan.Choice choice -> choice(choice.branches());
      case PatternPlan.Permute permute -> permute(permute.elements());
      case PatternPlan.Exclude exclude -> visit(exclude.body());
      case PatternPlan.Repeat repeat -> repeat(repeat);
    };
  }

  private Part join(Part left, Gap gap, Part right) {
    for (Reach from : left.last) {
      for (Reach to : right.first) {
        edge(from.state, to.state, both(both(from.gap, gap), to.gap), null, false);
      }
    }
    var first = new ArrayList<>(left.first);
    if (left.through != null) {
      Gap before = both(left.through, gap);
      right.first.forEach(r -> first.add(new Reach(r.state, both(before, r.gap))));
    }
    var last = new ArrayList<>(right.last);
    if (right.through != null) {
      Gap behind = both(gap, right.through);
      left.last.forEach(r -> last.add(new Reach(r.state, both(r.gap, behind))));
    }
    Gap through =
        left.through == null || right.through == null
            ? null
            : both(both(left.through, gap), right.through);
    return new Part(first, last, through);
  }

  private Part choice(List<PatternPlan> branches) {
    var first = new ArrayList<Reach>();
    var last = new ArrayList<Reach>();
    Gap through = null;
    for (PatternPlan branch : branches) {
      Part part = visit(branch);
      first.addAll(part.first);
      last.addAll(part.last);
      through = through == null ? part.through : through;
    }
    return new Part(first, last, through);
  }

  /** Any element may follow any other; that each comes once is not shown. */
  private Part permute(List<PatternPlan> elements) {
    var parts = elements.stream().map(this::visit).toList();
    for (Part from : parts) {
      for (Part to : parts) {
        if (from != to) {
          join(from, Gap.NONE, to);
        }
      }
    }
    var first = new ArrayList<Reach>();
    var last = new ArrayList<Reach>();
    parts.forEach(part -> first.addAll(part.first));
    parts.forEach(part -> last.addAll(part.last));
    boolean empty = parts.stream().allMatch(part -> part.through != null);
    return new Part(first, last, empty ? Gap.NONE : null);
  }

  private Part repeat(PatternPlan.Repeat repeat) {
    int before = states.size();
    Part body = visit(repeat.body());
    Integer max = repeat.max();
    if (max == null || max > 1) {
      String group = "g" + (groups.size() + 1);
      var members = states.subList(before, states.size()).stream().map(State::id).toList();
      groups.add(new Group(group, members, repeat.min(), max, repeat.greedy()));
      for (Reach from : body.last) {
        for (Reach to : body.first) {
          edge(from.state, to.state, both(both(from.gap, repeat.between()), to.gap), group, false);
        }
      }
    }
    boolean mayBeLeftOut = repeat.min() == 0 || body.through != null;
    return new Part(body.first, body.last, mayBeLeftOut ? Gap.NONE : null);
  }

  private static Gap both(Gap a, Gap b) {
    var forbidden = new TreeSet<>(a.forbidden());
    forbidden.addAll(b.forbidden());
    return new Gap(a.kind().compareTo(b.kind()) >= 0 ? a.kind() : b.kind(), List.copyOf(forbidden));
  }
}
