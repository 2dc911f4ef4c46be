package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Fold;
import io.sluice.cep.program.expr.Scope;
import io.sluice.cep.runtime.match.Environment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition sees that looks at any row of the match so far: the labels of a thread, and the
 * current row under the label that it is to have.
 */
final class PathScope implements Scope {
  /** In place of a node: the current row. */
  private static final int CURRENT = -2;

  private static final int NOWHERE = -3;

  private final MatchProgram program;
  private final Environment environment;
  private final Nodes nodes;
  private final TakenRows rows;
  private @Nullable Event current;
  private @Nullable Event row;
  private int variable;
  private int path;
  private final KeptFolds folds;
  private int[] stack = new int[16];

  PathScope(
      MatchProgram program, Environment environment, Nodes nodes, TakenRows rows, KeptFolds folds) {
    this.program = program;
    this.environment = environment;
    this.nodes = nodes;
    this.rows = rows;
    this.folds = folds;
  }

  PathScope set(Event next, int label, int labels) {
    current = next;
    row = next;
    variable = label;
    path = labels;
    return this;
  }

  @Override
  public Event row() {
    return set(row);
  }

  private static Event set(@Nullable Event event) {
    if (event == null) {
      throw new IllegalStateException("no row is set");
    }
    return event;
  }

  @Override
  public @Nullable Object parameter(int index) {
    return environment.parameters().get(index);
  }

  @Override
  public @Nullable Event navigate(Navigation target) {
    int found = find(target);
    int offset = target.physicalOffset();
    return found == NOWHERE ? null : offset == 0 ? eventAt(found) : beside(found, offset);
  }

  private @Nullable Event beside(int found, int offset) {
    Neighbours neighbours = rows.neighbours();
    if (neighbours == null) {
      throw new IllegalStateException("rows outside of the match are not kept");
    }
    return found == CURRENT
        ? neighbours.besideCurrent(offset)
        : neighbours.beside(nodes.right(found), offset);
  }

  @Override
  public @Nullable String classifier(Navigation target) {
    int found = find(target);
    if (found == NOWHERE || target.physicalOffset() == 0) {
      return found == NOWHERE ? null : name(found == CURRENT ? variable : nodes.label(found));
    }
    Event beside = beside(found, target.physicalOffset());
    return beside == null ? null : labelOf(beside);
  }

  private @Nullable String labelOf(Event event) {
    if (isSame(event, set(current))) {
      return name(variable);
    }
    for (int at = path; at >= 0; at = nodes.left(at)) {
      if (isSame(event, eventAt(at))) {
        return name(nodes.label(at));
      }
    }
    return null;
  }

  /** A neighbour that was restored is another object. */
  private static boolean isSame(Event a, Event b) {
    return a.offset() == b.offset() && a.stream().equals(b.stream());
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a row is itself, whatever its values
  public @Nullable String label() {
    if (row == current) {
      return name(variable);
    }
    for (int at = path; at >= 0; at = nodes.left(at)) {
      if (eventAt(at) == row) {
        return name(nodes.label(at));
      }
    }
    return null;
  }

  @Override
  public List<Event> rows(RowSet of, boolean running) {
    var found = new ArrayList<Event>();
    if (of.contains(variable)) {
      found.add(set(current));
    }
    for (int at = path; at >= 0; at = nodes.left(at)) {
      if (of.contains(nodes.label(at))) {
        found.add(eventAt(at));
      }
    }
    Collections.reverse(found);
    return found;
  }

  /**
   * The current row may not be taken, so what is kept is the state up to the row before: each row
   * of a long match is added up once.
   */
  @Override
  public <S> S fold(RowSet of, boolean running, Fold<S> fold) {
    S state = folds.get(fold, path);
    if (state == null) {
      state = folded(of, fold);
      folds.keep(fold, path, state);
    }
    if (of.contains(variable)) {
      fold.add(state, at(set(current)));
    }
    return state;
  }

  private <S> S folded(RowSet of, Fold<S> fold) {
    S state = null;
    int depth = 0;
    int at = path;
    for (; at >= 0 && state == null; at = nodes.left(at)) {
      state = folds.get(fold, at);
      if (state == null) {
        if (depth == stack.length) {
          stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = at;
      }
    }
    S sum = state == null ? fold.start() : state;
    while (depth > 0) {
      int node = stack[--depth];
      if (of.contains(nodes.label(node))) {
        fold.add(sum, at(eventAt(node)));
      }
    }
    return sum;
  }

  @Override
  public @Nullable Object property(MatchProperty property) {
    return switch (property) {
      case START -> first().time();
      case END, ROWTIME -> set(current).time();
      case STATUS -> "MATCH";
      case PATTERN_VERSION -> environment.version();
      case ID -> null;
      case NUMBER -> throw new IllegalStateException("matches are not counted here");
    };
  }

  @Override
  public Scope at(Event other) {
    var there = new PathScope(program, environment, nodes, rows, folds);
    there.set(set(current), variable, path);
    there.row = other;
    return there;
  }

  private Event first() {
    Event first = set(current);
    for (int at = path; at >= 0; at = nodes.left(at)) {
      first = eventAt(at);
    }
    return first;
  }

  private Event eventAt(int node) {
    return node == CURRENT ? set(current) : rows.event(nodes.right(node));
  }

  private String name(int of) {
    return program.variables().get(of).variable();
  }

  private int find(Navigation target) {
    RowSet of = target.rows();
    int stepsBack = target.logicalOffset();
    if (target.fromFirst()) {
      int count = of.contains(variable) ? 1 : 0;
      for (int at = path; at >= 0; at = nodes.left(at)) {
        count += of.contains(nodes.label(at)) ? 1 : 0;
      }
      stepsBack = count - 1 - stepsBack;
    }
    if (stepsBack < 0) {
      return NOWHERE;
    }
    if (of.contains(variable) && stepsBack-- == 0) {
      return CURRENT;
    }
    for (int at = path; at >= 0; at = nodes.left(at)) {
      if (of.contains(nodes.label(at)) && stepsBack-- == 0) {
        return at;
      }
    }
    return NOWHERE;
  }
}
