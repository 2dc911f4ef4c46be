package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Fold;
import io.sluice.cep.program.expr.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A match, or a match so far, as an expression sees it.
 *
 * @param upTo the labels up to the current row: what RUNNING sees; null in an empty match
 * @param whole all labels: what FINAL sees
 * @param row the current row
 * @param kind what became of it
 * @param resultTime time of the result
 */
record MatchScope(
    MatchProgram program,
    Environment environment,
    Partition partition,
    @Nullable Labels upTo,
    @Nullable Labels whole,
    Event row,
    Match.Kind kind,
    long number,
    long resultTime,
    @Nullable String id)
    implements Scope {

  /** For a condition of DEFINE; the last label is the tentative one of the current row. */
  static MatchScope define(
      MatchProgram program,
      Environment environment,
      Partition partition,
      Labels labels,
      long number) {
    Event row = labels.row().event();
    return new MatchScope(
        program,
        environment,
        partition,
        labels,
        labels,
        row,
        Match.Kind.MATCH,
        number,
        row.time(),
        null);
  }

  @Override
  public @Nullable Object parameter(int index) {
    return environment.parameters().get(index);
  }

  @Override
  public @Nullable Event navigate(Navigation target) {
    Row found = find(target);
    return found == null ? null : found.event();
  }

  @Override
  public @Nullable String classifier(Navigation target) {
    Row found = find(target);
    return found == null ? null : nameOf(entryOf(found.event(), upTo(target.running())));
  }

  @Override
  public @Nullable String label() {
    return nameOf(entryOf(row, whole));
  }

  @Override
  public List<Event> rows(RowSet rows, boolean running) {
    var found = new ArrayList<Event>();
    for (Labels at = upTo(running); at != null; at = at.before()) {
      if (rows.contains(at.variable())) {
        found.add(at.row().event());
      }
    }
    Collections.reverse(found);
    return found;
  }

  /**
   * The last label may be tentative, so what is kept is the state up to the one before: each row of
   * a long match is added up once.
   */
  @Override
  public <S> S fold(RowSet rows, boolean running, Fold<S> fold) {
    Labels end = upTo(running);
    Labels settled = end == null ? null : end.before();
    S state = settled == null ? fold.start() : upTo(settled, rows, fold);
    if (end != null) {
      add(state, end, rows, fold);
    }
    return state;
  }

  private <S> S upTo(Labels settled, RowSet rows, Fold<S> fold) {
    var added = new ArrayDeque<Labels>();
    S state = null;
    for (Labels at = settled; at != null && state == null; at = at.before()) {
      S kept = at.kept(fold);
      state = kept == null ? null : fold.copy(kept);
      if (state == null) {
        added.push(at);
      }
    }
    S sum = state == null ? fold.start() : state;
    added.forEach(at -> add(sum, at, rows, fold));
    S copy = added.isEmpty() ? null : fold.copy(sum);
    if (copy != null) {
      settled.keep(fold, copy);
    }
    return sum;
  }

  private <S> void add(S state, Labels entry, RowSet rows, Fold<S> fold) {
    if (rows.contains(entry.variable())) {
      fold.add(state, at(entry.row().event()));
    }
  }

  @Override
  public @Nullable Object property(MatchProperty property) {
    return switch (property) {
      case NUMBER -> kind == Match.Kind.TIMEOUT ? null : (Long) number;
      case ROWTIME -> resultTime;
      case START -> whole == null ? (Long) row.time() : (Long) whole.first().time();
      case END -> whole == null ? (Long) row.time() : (Long) whole.row().time();
      case STATUS -> kind.name();
      case ID -> id;
      case PATTERN_VERSION -> environment.version();
    };
  }

  @Override
  public Scope at(Event other) {
    return new MatchScope(
        program, environment, partition, upTo, whole, other, kind, number, resultTime, id);
  }

  private @Nullable Labels upTo(boolean running) {
    return running ? upTo : whole;
  }

  private @Nullable Row find(Navigation target) {
    Labels entry = logical(target);
    if (entry == null || target.physicalOffset() == 0) {
      return entry == null ? null : entry.row();
    }
    return partition.rowAt(entry.row().position() + target.physicalOffset());
  }

  private @Nullable Labels logical(Navigation target) {
    Labels end = upTo(target.running());
    int stepsBack = target.logicalOffset();
    if (target.fromFirst()) {
      int count = 0;
      for (Labels at = end; at != null; at = at.before()) {
        count += target.rows().contains(at.variable()) ? 1 : 0;
      }
      stepsBack = count - 1 - target.logicalOffset();
    }
    if (stepsBack < 0) {
      return null;
    }
    for (Labels at = end; at != null; at = at.before()) {
      if (target.rows().contains(at.variable()) && stepsBack-- == 0) {
        return at;
      }
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // a row is itself, whatever its values
  private static @Nullable Labels entryOf(Event event, @Nullable Labels labels) {
    for (Labels at = labels; at != null; at = at.before()) {
      if (at.row().event() == event) {
        return at;
      }
    }
    return null;
  }

  private @Nullable String nameOf(@Nullable Labels entry) {
    return entry == null ? null : program.variables().get(entry.variable()).variable();
  }
}
