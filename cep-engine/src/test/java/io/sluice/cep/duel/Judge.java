package io.sluice.cep.duel;

import io.sluice.cep.duel.Clause.Output;
import io.sluice.cep.duel.Clause.Skip;
import io.sluice.cep.duel.Labels.Label;
import io.sluice.cep.duel.Labels.Row;
import io.sluice.cep.duel.Labels.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a clause means by ISO's definition: from each first row, the label strings of the pattern
 * are tried in order of preference against the rows, all of which lie there; the first that fits is
 * the match. Slow on purpose.
 */
final class Judge {
  private static final int MOST_STEPS = 200_000;

  /** The definition takes too long on this one: it is no duel. */
  static final class TooManyStrings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStrings() {
      super("too many label strings", null, false, false);
    }
  }

  /**
   * @param rows by partition, the values of each row written out
   * @param failed SKIP would find the same match for ever: ISO's exception
   * @param matches how many there were
   * @param longest labels of the longest
   */
  record Verdict(
      Map<String, List<List<@Nullable Object>>> rows, boolean failed, int matches, int longest) {}

  private record Found(int start, int number, List<Label> labels) {}

  private final Clause clause;
  private final List<Row> rows;
  private int steps;

  private Judge(Clause clause, List<Row> rows) {
    this.clause = clause;
    this.rows = rows;
  }

  /**
   * @param all in the order of the clause's ORDER BY
   */
  static Verdict judge(Clause clause, List<Row> all) {
    var partitions = new LinkedHashMap<String, List<Row>>();
    for (Row row : all) {
      partitions
          .computeIfAbsent(clause.byKey() ? String.valueOf(row.k()) : "", _ -> new ArrayList<>())
          .add(row);
    }
    var out = new LinkedHashMap<String, List<List<@Nullable Object>>>();
    boolean failed = false;
    int matches = 0;
    int longest = 0;
    for (Map.Entry<String, List<Row>> partition : partitions.entrySet()) {
      var judge = new Judge(clause, partition.getValue());
      var found = new ArrayList<Found>();
      failed |= !judge.find(found);
      matches += found.size();
      for (Found match : found) {
        longest = Math.max(longest, match.labels.size());
      }
      out.put(partition.getKey(), judge.output(found));
    }
    return new Verdict(out, failed, matches, longest);
  }

  // ---- which matches ----

  /** False where SKIP has nowhere to go on. */
  private boolean find(List<Found> out) {
    if (clause.skip() == Skip.NONE) {
      for (int start = 0; start < rows.size(); start++) {
        int first = start;
        var seen = new HashSet<List<Label>>();
        search(
            clause.pattern(),
            first,
            List.of(),
            false,
            labels -> {
              if (seen.add(labels)) {
                out.add(new Found(first, 0, labels));
              }
              return false;
            });
      }
      return true;
    }
    for (int start = 0; start < rows.size(); ) {
      int first = start;
      boolean found =
          search(
              clause.pattern(),
              first,
              List.of(),
              false,
              labels -> out.add(new Found(first, out.size() + 1, labels)));
      start = found ? next(out.getLast()) : start + 1;
      if (start <= first) {
        return false;
      }
    }
    return true;
  }

  /** Where the next match may start; the same row where SKIP is in error. */
  private int next(Found match) {
    List<Label> labels = match.labels;
    if (labels.isEmpty() || clause.skip() == Skip.NEXT) {
      return match.start + 1;
    }
    if (clause.skip() == Skip.PAST) {
      return labels.getLast().position() + 1;
    }
    String letters = clause.lettersOf(clause.target());
    List<Label> targets = labels.stream().filter(l -> letters.indexOf(l.variable()) >= 0).toList();
    int to =
        targets.isEmpty()
            ? match.start
            : (clause.skip() == Skip.FIRST ? targets.getFirst() : targets.getLast()).position();
    return to == match.start && !clause.bounded() ? match.start + 1 : to;
  }

  /**
   * Goes through the ways of {@code pattern} in order of preference.
   *
   * @param then what follows; true ends the search
   */
  private boolean search(
      Pat pattern, int start, List<Label> labels, boolean excluded, Predicate<List<Label>> then) {
    if (++steps > MOST_STEPS) {
      throw new TooManyStrings();
    }
    int at = start + labels.size();
    return switch (pattern) {
      case Pat.Empty _ -> then.test(labels);
      case Pat.Start _ -> at == 0 && then.test(labels);
      case Pat.End _ -> at == rows.size() && then.test(labels);
      case Pat.Exclude e -> search(e.body(), start, labels, true, then);
      case Pat.Alt a ->
          a.branches().stream().anyMatch(b -> search(b, start, labels, excluded, then));
      case Pat.Seq s -> sequence(s.parts(), start, labels, excluded, then);
      case Pat.Permute p ->
          orders(p.parts()).stream().anyMatch(o -> sequence(o, start, labels, excluded, then));
      case Pat.Times t -> repeat(t, 0, start, labels, excluded, then);
      case Pat.Var v -> {
        if (at >= rows.size()) {
          yield false;
        }
        var longer = new ArrayList<>(labels);
        longer.add(new Label(at, v.name(), excluded));
        yield fits(v.name(), start, longer) && then.test(List.copyOf(longer));
      }
    };
  }

  private boolean sequence(
      List<Pat> parts,
      int start,
      List<Label> labels,
      boolean excluded,
      Predicate<List<Label>> then) {
    return parts.isEmpty()
        ? then.test(labels)
        : search(
            parts.getFirst(),
            start,
            labels,
            excluded,
            more -> sequence(parts.subList(1, parts.size()), start, more, excluded, then));
  }

  /** In lexicographic order of the elements. */
  private static List<List<Pat>> orders(List<Pat> parts) {
    if (parts.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<Pat>>();
    for (int i = 0; i < parts.size(); i++) {
      var rest = new ArrayList<>(parts);
      Pat first = rest.remove(i);
      for (List<Pat> order : orders(rest)) {
        var whole = new ArrayList<Pat>();
        whole.add(first);
        whole.addAll(order);
        all.add(whole);
      }
    }
    return all;
  }

  /** An iteration without a row is none beyond those that must be: after it the loop ends. */
  private boolean repeat(
      Pat.Times loop,
      int done,
      int start,
      List<Label> labels,
      boolean excluded,
      Predicate<List<Label>> then) {
    Predicate<List<Label>> again =
        more ->
            more.size() == labels.size() && done + 1 >= loop.min()
                ? then.test(more)
                : repeat(loop, done + 1, start, more, excluded, then);
    boolean mayStop = done >= loop.min();
    boolean mayGoOn = loop.max() == null || done < loop.max();
    if (!loop.greedy() && mayStop && then.test(labels)) {
      return true;
    }
    if (mayGoOn && search(loop.body(), start, labels, excluded, again)) {
      return true;
    }
    return loop.greedy() && mayStop && then.test(labels);
  }

  private boolean fits(char variable, int start, List<Label> labels) {
    Integer within = clause.withinSeconds();
    long since = rows.get(labels.getLast().position()).ts() - rows.get(start).ts();
    if (within != null && since >= within * 1000L) {
      return false;
    }
    Ex condition = clause.define().get(variable);
    var view = new View(rows, labels, labels, clause.subsets(), start, 0);
    return condition == null || Boolean.TRUE.equals(condition.of(view));
  }

  // ---- what is told of them ----

  private List<List<@Nullable Object>> output(List<Found> all) {
    Set<Integer> unmatched = clause.output() == Output.ALL_UNMATCHED ? unmatched(all) : Set.of();
    var left = new TreeSet<>(unmatched);
    var out = new ArrayList<List<@Nullable Object>>();
    for (Found match : all) {
      while (!left.isEmpty() && left.first() < match.start) {
        out.add(line(rows.get(left.removeFirst()), null));
      }
      tell(match, out);
    }
    left.forEach(row -> out.add(line(rows.get(row), null)));
    return out;
  }

  private Set<Integer> unmatched(List<Found> all) {
    var left = new TreeSet<>(IntStream.range(0, rows.size()).boxed().toList());
    for (Found match : all) {
      left.remove(match.start);
      match.labels.forEach(label -> left.remove(label.position()));
    }
    return left;
  }

  private void tell(Found match, List<List<@Nullable Object>> out) {
    List<Label> labels = match.labels;
    if (clause.output() == Output.ONE || labels.isEmpty()) {
      if (!labels.isEmpty() || clause.output() != Output.ALL_OMIT) {
        out.add(line(rows.get(match.start), view(match, labels)));
      }
      return;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.get(i).excluded()) {
        Row row = rows.get(labels.get(i).position());
        out.add(line(row, view(match, labels.subList(0, i + 1))));
      }
    }
  }

  private View view(Found match, List<Label> running) {
    return new View(rows, running, match.labels, clause.subsets(), match.start, match.number);
  }

  /** The columns of a row; without a view it is in no match. */
  private List<@Nullable Object> line(Row row, @Nullable View view) {
    var values = new ArrayList<@Nullable Object>();
    if (clause.byKey() || clause.output() != Output.ONE) {
      values.add(row.k());
    }
    if (clause.output() != Output.ONE) {
      values.add((Long) (long) row.n());
      values.add(row.l());
      values.add(row.v() == null ? null : (Long) (long) row.v());
    }
    for (Ex measure : clause.measures().values()) {
      values.add(view == null ? null : measure.of(view));
    }
    return Objects.requireNonNull(values);
  }
}
