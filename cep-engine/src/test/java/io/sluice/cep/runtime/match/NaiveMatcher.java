package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.MatchProgram.Skip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The definition of a match (language: 7), written down once more without programs, strands or
 * streams: all rows lie there, each start is searched by backtracking in order of preference, then
 * rows are skipped. Slow on purpose.
 */
public final class NaiveMatcher {
  private final Letters clause;
  private final List<Event> rows;

  private record Label(int row, int variable) {}

  private record Found(int start, List<Label> labels, long time, boolean timeout) {}

  /** Where WITHIN ended the start that is searched, if it gets to no match. */
  private Found timeout;

  /** A way on from a place: {@code variable} -1 is the end of the pattern. */
  private record Way(int variable, Gap gap, Rest after, boolean live) {}

  /** What is left of the pattern: a node, a gap, or the end of an iteration. */
  private record Rest(PatternPlan node, Gap gap, Iteration iteration, Rest then) {}

  private record Iteration(PatternPlan.Repeat loop, int number, int labelsBefore) {}

  public NaiveMatcher(Letters clause, List<Event> rows) {
    this.clause = clause;
    this.rows = rows;
  }

  /** As {@link Letters} writes them. */
  List<String> matches() {
    List<Found> all = all();
    if (clause.rows != MatchProgram.Rows.ALL_WITH_UNMATCHED) {
      return all.stream().map(this::write).toList();
    }
    TreeSet<Integer> untold = unmatched(all);
    var text = new ArrayList<String>();
    for (Found found : all) {
      while (!untold.isEmpty() && untold.first() < found.start) {
        text.add(unmatched(untold.removeFirst()));
      }
      text.add(write(found));
    }
    untold.forEach(row -> text.add(unmatched(row)));
    return text;
  }

  private TreeSet<Integer> unmatched(List<Found> all) {
    var left = new TreeSet<>(IntStream.range(0, rows.size()).boxed().toList());
    for (Found found : all) {
      if (found.timeout) {
        continue;
      }
      left.removeAll(found.labels.stream().map(Label::row).toList());
      if (found.labels.isEmpty()) {
        left.remove(found.start);
      }
    }
    return left;
  }

  private static String unmatched(int row) {
    return ".".repeat(row) + "-";
  }

  /**
   * The labels with the seconds of their rows, and the time of the result; or the unmatched rows
   * where these are asked for.
   */
  public List<String> found() {
    if (clause.rows == MatchProgram.Rows.ALL_WITH_UNMATCHED) {
      return unmatched(all()).stream().map(row -> "nullat " + rows.get(row).time() / 1000).toList();
    }
    return all().stream()
        .map(
            found -> {
              var text = new StringBuilder();
              for (Label label : found.labels) {
                text.append((char) ('A' + label.variable))
                    .append(rows.get(label.row).time() / 1000)
                    .append(' ');
              }
              return text + "at " + found.time / 1000;
            })
        .toList();
  }

  private List<Found> all() {
    if (clause.early) {
      return earlyMatches();
    }
    return clause.skip == Skip.NO_SKIP ? everyMatch() : preferredMatches();
  }

  private List<Found> preferredMatches() {
    var result = new ArrayList<Found>();
    for (int start = 0; start < rows.size(); ) {
      var found = new LinkedHashSet<Found>();
      timeout = null;
      if (blocked(start) || !search(start, start, startWays(start), List.of(), false, found)) {
        addTimeout(result);
        start++;
        continue;
      }
      Found match = found.getFirst();
      result.add(match);
      start = resumeAt(match);
    }
    return result;
  }

  // ---- EMIT EARLY: the same search over the rows that have come ----

  private int visible = Integer.MAX_VALUE;
  private long clock = Long.MAX_VALUE;

  /**
   * Whether a row that is still to come may lead to a match that is preferred to what was found.
   */
  private boolean open;

  private List<Found> earlyMatches() {
    var told = new ArrayList<Found>();
    var gone = new TreeSet<Integer>();
    var times = new TreeSet<Long>();
    for (Event row : rows) {
      clause.within.ifPresent(d -> times.add(row.time() + d));
      clause.gap.ifPresent(d -> times.add(row.time() + d));
    }
    for (int row = 0; row < rows.size(); row++) {
      for (long bound : times.headSet(rows.get(row).time(), true)) {
        at(row, Math.max(bound, row == 0 ? bound : rows.get(row - 1).time()), told, gone);
      }
      at(row + 1, rows.get(row).time(), told, gone);
    }
    for (long bound : times) {
      at(rows.size(), Math.max(bound, rows.getLast().time()), told, gone);
    }
    at(rows.size(), Long.MAX_VALUE, told, gone);
    return told;
  }

  private void at(int rowsSeen, long now, List<Found> told, TreeSet<Integer> gone) {
    visible = rowsSeen;
    clock = now;
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (int start = 0; start < visible && !goesOn; start++) {
        Found best = gone.contains(start) ? null : best(start);
        if (best == null) {
          continue;
        }
        int first = start;
        boolean isTold = told.stream().anyMatch(f -> f.start == first);
        if (!isTold) {
          told.add(best);
        }
        if (clause.skip == Skip.TO_NEXT_ROW) {
          gone.add(start);
          continue;
        }
        gone.addAll(IntStream.range(0, start).boxed().toList());
        if (open) {
          return;
        }
        gone.addAll(IntStream.range(0, resumeAt(best)).boxed().toList());
        goesOn = true;
      }
    }
  }

  private Found best(int start) {
    var found = new LinkedHashSet<Found>();
    open = false;
    return !blocked(start) && search(start, start, startWays(start), List.of(), false, found)
        ? found.getFirst()
        : null;
  }

  private void noteOpen(int start, List<Way> ways, List<Label> labels) {
    open |=
        !labels.isEmpty()
            && clock < Long.MAX_VALUE
            && !outOf(clause.within, rows.get(start), clock)
            && !outOf(clause.gap, rows.get(labels.getLast().row), clock)
            && ways.stream().anyMatch(w -> w.variable >= 0 && w.live);
  }

  private static boolean outOf(OptionalLong bound, Event from, long time) {
    return bound.isPresent() && time >= from.time() + bound.getAsLong();
  }

  private List<Found> everyMatch() {
    var all = new LinkedHashSet<Found>();
    for (int start = 0; start < rows.size(); start++) {
      if (!blocked(start)) {
        timeout = null;
        var found = new LinkedHashSet<Found>();
        search(start, start, startWays(start), List.of(), true, found);
        all.addAll(found);
        if (found.isEmpty()) {
          addTimeout(all);
        }
      }
    }
    return List.copyOf(all);
  }

  private void addTimeout(Collection<Found> to) {
    if (timeout != null && clause.timeouts) {
      to.add(timeout);
    }
  }

  /** The most preferred way that is still open when WITHIN passes. */
  private void noteTimeout(int start, List<Way> ways, List<Label> labels) {
    if (timeout != null || clause.within.isEmpty() || labels.isEmpty()) {
      return;
    }
    long bound = rows.get(start).time() + clause.within.getAsLong();
    boolean inGap =
        clause.gap.isEmpty()
            || rows.get(labels.getLast().row).time() + clause.gap.getAsLong() >= bound;
    if (inGap && ways.stream().anyMatch(w -> w.variable >= 0 && w.live)) {
      timeout = new Found(start, labels, bound, true);
    }
  }

  private int resumeAt(Found match) {
    List<Label> labels = match.labels;
    if (labels.isEmpty() || clause.skip == Skip.TO_NEXT_ROW) {
      return match.start + 1;
    }
    if (clause.skip == Skip.PAST_LAST_ROW) {
      return labels.getLast().row + 1;
    }
    var targets =
        labels.stream()
            .filter(l -> clause.skipTarget.indexOf('A' + l.variable) >= 0)
            .map(Label::row)
            .toList();
    int target =
        targets.isEmpty()
            ? match.start
            : clause.skip == Skip.TO_FIRST ? targets.getFirst() : targets.getLast();
    return Math.max(target, match.start + 1);
  }

  /** True when a match was found and no other is wanted. */
  private boolean search(
      int start,
      int at,
      List<Way> ways,
      List<Label> labels,
      boolean every,
      LinkedHashSet<Found> out) {
    boolean over =
        at == Math.min(visible, rows.size()) || outOf(clause.within, rows.get(start), rows.get(at));
    List<Way> beforeEnd = ways.stream().filter(w -> w.variable >= 0 && w.live).toList();
    boolean ends = ways.stream().anyMatch(w -> w.variable < 0 && w.live);
    boolean absence = !clause.trailingNot.isEmpty();
    if (over) {
      noteTimeout(start, ways, labels);
      if (at == visible) {
        noteOpen(start, ways, labels);
      }
    } else {
      boolean anyFits = ways.stream().anyMatch(w -> w.variable >= 0 && takes(w, start, at, labels));
      for (Way way : beforeEnd) {
        if (takes(way, start, at, labels)) {
          var more = new ArrayList<>(labels);
          more.add(new Label(at, way.variable));
          if (search(start, at + 1, waysFrom(way.after, more.size()), more, every, out)) {
            return true;
          }
        }
      }
      List<Way> left =
          ways.stream()
              .filter(w -> w.variable >= 0 || absence)
              .filter(w -> passes(w, anyFits, at, labels))
              .toList();
      if (left.stream().anyMatch(w -> w.live) && search(start, at + 1, left, labels, every, out)) {
        return true;
      }
    }
    if (!ends || (absence && !over)) {
      return false;
    }
    Event last = rows.get(labels.isEmpty() ? start : labels.getLast().row);
    out.add(
        new Found(
            start,
            labels,
            absence ? rows.get(start).time() + clause.within.getAsLong() : last.time(),
            false));
    return !every;
  }

  private boolean takes(Way way, int start, int at, List<Label> labels) {
    boolean tooFar =
        !labels.isEmpty() && outOf(clause.gap, rows.get(labels.getLast().row), rows.get(at));
    return !tooFar && fits(way.variable, at, labels) && !meetsNot(way, at, labels);
  }

  private boolean passes(Way way, boolean anyFits, int at, List<Label> labels) {
    return way.gap.kind() != Gap.Kind.NONE
        && !meetsNot(way, at, labels)
        && (!anyFits || way.gap.kind() == Gap.Kind.SKIP_TILL_ANY);
  }

  private boolean meetsNot(Way way, int at, List<Label> labels) {
    return way.gap.forbidden().stream().anyMatch(n -> fits(n, at, labels));
  }

  private static boolean outOf(OptionalLong bound, Event from, Event row) {
    return outOf(bound, from, row.time());
  }

  private boolean fits(int variable, int at, List<Label> labels) {
    Event row = rows.get(at);
    char name = (char) ('A' + variable);
    if (!clause.lettersOf(name).contains((String) row.values()[0])) {
      return false;
    }
    Character other = clause.atLeast.get(name);
    if (other == null || other == name) {
      return true;
    }
    for (Label label : labels.reversed()) {
      if (label.variable == other - 'A') {
        return (Integer) row.values()[1] >= (Integer) rows.get(label.row).values()[1];
      }
    }
    return true;
  }

  private boolean blocked(int start) {
    Event first = rows.get(start);
    return rows.stream()
        .filter(row -> row.time() < first.time())
        .filter(row -> row.time() > first.time() - clause.within.orElse(0))
        .anyMatch(
            row ->
                clause
                    .leadingNot
                    .chars()
                    .anyMatch(n -> clause.lettersOf((char) n).contains((String) row.values()[0])));
  }

  // ---- ways on ----

  /** Rows before the first one do not belong to a match: no gap is open there. */
  private List<Way> startWays(int start) {
    var ways = new ArrayList<Way>();
    new Expansion(ways, 0, start == 0).expand(new Rest(clause.pattern, null, null, null), Gap.NONE);
    return ways.stream()
        .filter(w -> w.variable >= 0 || clause.trailingNot.isEmpty())
        .map(w -> new Way(w.variable, Gap.NONE, w.after, w.live))
        .toList();
  }

  private List<Way> waysFrom(Rest rest, int labels) {
    var ways = new ArrayList<Way>();
    new Expansion(ways, labels, false).expand(rest, Gap.NONE);
    return ways;
  }

  private final class Expansion {
    private final List<Way> ways;
    private final int labels;
    private final boolean firstRow;
    private boolean accepted;

    Expansion(List<Way> ways, int labels, boolean firstRow) {
      this.ways = ways;
      this.labels = labels;
      this.firstRow = firstRow;
    }

    void expand(Rest rest, Gap gap) {
      if (rest == null) {
        boolean absence = !clause.trailingNot.isEmpty();
        var end =
            absence
                ? new Gap(Gap.Kind.SKIP_TILL_NEXT, Letters.indexes(clause.trailingNot))
                : Gap.NONE;
        ways.add(new Way(-1, absence ? both(gap, end) : Gap.NONE, null, !accepted));
        accepted |= !absence && clause.skip != Skip.NO_SKIP;
        return;
      }
      if (rest.gap != null) {
        expand(rest.then, both(gap, rest.gap));
        return;
      }
      if (rest.iteration != null) {
        Iteration done = rest.iteration;
        if (done.labelsBefore == labels && done.number + 1 >= done.loop.min()) {
          expand(rest.then, gap);
        } else {
          iterate(done.loop, done.number + 1, rest.then, gap);
        }
        return;
      }
      switch (rest.node) {
        case PatternPlan.Take take -> ways.add(new Way(take.variable(), gap, rest.then, !accepted));
        case PatternPlan.Empty() -> expand(rest.then, gap);
        case PatternPlan.Sequence sequence -> {
          Rest all = rest.then;
          for (int i = sequence.parts().size() - 1; i >= 0; i--) {
            all = new Rest(sequence.parts().get(i), null, null, all);
            if (i > 0) {
              all = new Rest(null, sequence.gaps().get(i - 1), null, all);
            }
          }
          expand(all, gap);
        }
        case PatternPlan.Choice choice -> {
          for (PatternPlan branch : choice.branches()) {
            expand(new Rest(branch, null, null, rest.then), gap);
          }
        }
        case PatternPlan.Repeat repeat -> iterate(repeat, 0, rest.then, gap);
        case PatternPlan.PartitionStart() -> {
          if (firstRow) {
            expand(rest.then, gap);
          }
        }
        case PatternPlan.Permute permute -> permute(List.of(), permute.elements(), rest.then, gap);
        case PatternPlan.Exclude exclude ->
            expand(new Rest(exclude.body(), null, null, rest.then), gap);
        case PatternPlan.PartitionEnd _ -> throw new IllegalArgumentException("not in these duels");
      }
    }

    /** Every order of the elements, the earlier ones first as early as can be. */
    private void permute(List<PatternPlan> chosen, List<PatternPlan> left, Rest then, Gap gap) {
      if (left.isEmpty()) {
        Rest all = then;
        for (PatternPlan element : chosen.reversed()) {
          all = new Rest(element, null, null, all);
        }
        expand(all, gap);
      }
      for (PatternPlan element : left) {
        var more = new ArrayList<>(chosen);
        more.add(element);
        var fewer = new ArrayList<>(left);
        fewer.remove(element);
        permute(more, fewer, then, gap);
      }
    }

    private void iterate(PatternPlan.Repeat loop, int done, Rest then, Gap gap) {
      boolean mayLeave = done >= loop.min();
      boolean mayGoOn = loop.max() == null || done < loop.max();
      if (mayLeave && !loop.greedy()) {
        expand(then, gap);
      }
      if (mayGoOn) {
        var end = new Rest(null, null, new Iteration(loop, done, labels), then);
        Gap before = done == 0 ? gap : both(gap, loop.between());
        expand(new Rest(loop.body(), null, null, end), before);
      }
      if (mayLeave && loop.greedy()) {
        expand(then, gap);
      }
    }
  }

  private static Gap both(Gap a, Gap b) {
    var forbidden = new TreeSet<>(a.forbidden());
    forbidden.addAll(b.forbidden());
    return new Gap(a.kind().compareTo(b.kind()) >= 0 ? a.kind() : b.kind(), List.copyOf(forbidden));
  }

  /** What is told of matches, in no certain order. */
  List<Match> told() {
    return all().stream().map(this::match).toList();
  }

  private String write(Found found) {
    return Letters.write(match(found));
  }

  private Match match(Found found) {
    Labels labels = null;
    for (Label label : found.labels) {
      labels = new Labels(labels, new Row(label.row, rows.get(label.row)), label.variable, false);
    }
    var start = new Row(found.start, rows.get(found.start));
    return new Match(
        new Partition(List.of()),
        found.timeout ? Match.Kind.TIMEOUT : Match.Kind.MATCH,
        1,
        start,
        labels,
        found.time);
  }
}
