package io.sluice.cep.explain;

import io.sluice.cep.explain.Automaton.Edge;
import io.sluice.cep.explain.Automaton.Pass;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Choice;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.plan.PatternPlan.Repeat;
import io.sluice.cep.plan.PatternPlan.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long a complete match waits for one that is preferred to it. Two kinds of those are there
 * whatever the conditions are: the match itself, where it would rather go on ({@code A+}); and
 * another way that has taken its rows by the same variables ({@code A B | A} after one row).
 */
final class Waits {
  /** Pairs of more places are not looked at: there are too many. */
  private static final int MOST_PLACES = 512;

  private record Pair(String preferred, String other) {}

  private final Automaton automaton;
  private final Finality late;
  private final Set<String> last = new HashSet<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, List<Edge>> from;

  /** {@code late}: when a match is told that waits for a row which may come any time. */
  Waits(MatchPlan match, Finality late) {
    this.automaton = Graph.of(match, counted(match.pattern()));
    this.late = late;
    automaton.edges().stream().filter(this::toMatch).map(Edge::from).forEach(last::add);
    automaton.states().forEach(state -> places.put(state.id(), places.size()));
    this.from =
        automaton.edges().stream()
            .filter(edge -> !toMatch(edge))
            .collect(Collectors.groupingBy(Edge::from));
  }

  Finality longest() {
    Finality longest = Finality.AT_LAST_ROW;
    for (Edge edge : automaton.edges()) {
      if (last.contains(edge.from()) && !toMatch(edge) && !isReluctant(edge)) {
        longest = later(longest, after(edge, new HashSet<>()));
      }
    }
    // Places tell which way is preferred only where no loop is reluctant.
    boolean byPlace =
        places.size() <= MOST_PLACES
            && automaton.groups().stream().allMatch(Automaton.Group::greedy);
    return byPlace ? later(longest, besides()) : longest;
  }

  /** The longest wait for a preferred way that took the same rows and is not at its end. */
  private Finality besides() {
    Finality longest = Finality.AT_LAST_ROW;
    String start = automaton.states().getFirst().id();
    var seen = new HashSet<Pair>();
    var open = new ArrayList<Pair>();
    for (Edge a : from(start)) {
      for (Edge b : from(start)) {
        meet(a.to(), b.to(), seen, open);
      }
    }
    while (!open.isEmpty()) {
      Pair pair = open.removeLast();
      if (last.contains(pair.other) && !last.contains(pair.preferred)) {
        for (Edge edge : from(pair.preferred)) {
          longest = later(longest, after(edge, new HashSet<>()));
        }
      }
      for (Edge b : from(pair.other)) {
        for (Edge a : from(pair.preferred)) {
          meet(a.to(), b.to(), seen, open);
        }
      }
    }
    return longest;
  }

  private void meet(String preferred, String other, Set<Pair> seen, List<Pair> open) {
    int a = places.get(preferred);
    int b = places.get(other);
    var states = automaton.states();
    if (a < b && Objects.equals(states.get(a).variable(), states.get(b).variable())) {
      var pair = new Pair(preferred, other);
      if (seen.add(pair)) {
        open.add(pair);
      }
    }
  }

  /** How long it may take from {@code edge} on until the way is a match or is over. */
  private Finality after(Edge edge, Set<String> seen) {
    if (edge.pass() != Pass.NONE) {
      return late;
    }
    if (last.contains(edge.to())) {
      return Finality.ONE_ROW_LATER;
    }
    Finality longest = Finality.SOME_ROWS_LATER;
    if (seen.add(edge.to())) {
      for (Edge next : from(edge.to())) {
        longest = later(longest, after(next, seen));
      }
    }
    return longest;
  }

  private List<Edge> from(String state) {
    return from.getOrDefault(state, List.of());
  }

  private boolean toMatch(Edge edge) {
    return edge.to().equals(automaton.states().getLast().id());
  }

  /** A reluctant loop would rather end here than go round. */
  private boolean isReluctant(Edge edge) {
    return automaton.groups().stream()
        .anyMatch(group -> group.id().equals(edge.group()) && !group.greedy());
  }

  private static Finality later(Finality a, Finality b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /**
   * The pattern without what a graph that does not count gets wrong about ends: {@code A{3}} as
   * {@code A A}, since only the last A is an end; {@code PERMUTE} as a choice of what comes last.
   */
  private static PatternPlan counted(PatternPlan pattern) {
    return switch (pattern) {
      case Repeat r when r.max() != null && r.max() == r.min() && r.min() > 1 -> {
        // The first is not at the end and stays as it is: nested loops would double each time.
        yield new Sequence(List.of(r.body(), counted(r.body())), List.of(r.between()));
      }
      case Repeat r -> new Repeat(counted(r.body()), r.min(), r.max(), r.greedy(), r.between());
      case Sequence s -> new Sequence(s.parts().stream().map(Waits::counted).toList(), s.gaps());
      case Choice c -> new Choice(c.branches().stream().map(Waits::counted).toList());
      case PatternPlan.Exclude e -> new PatternPlan.Exclude(counted(e.body()));
      case PatternPlan.Permute p -> {
        var branches = new ArrayList<PatternPlan>();
        for (int i = 0; i < p.elements().size(); i++) {
          var order = new ArrayList<>(p.elements());
          order.add(counted(order.remove(i)));
          branches.add(new Sequence(order, Collections.nCopies(order.size() - 1, Gap.NONE)));
        }
        yield new Choice(branches);
      }
      case PatternPlan.Take _,
          PatternPlan.Empty _,
          PatternPlan.PartitionStart _,
          PatternPlan.PartitionEnd _ ->
          pattern;
    };
  }
}
