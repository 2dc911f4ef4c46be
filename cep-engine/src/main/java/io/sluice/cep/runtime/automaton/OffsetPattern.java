package io.sluice.cep.runtime.automaton;

import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.program.expr.JoinedCondition;
import io.sluice.cep.program.expr.RunningTotal;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of which each start has one open thread at most, which goes forward or takes rows where
 * it stands ({@code A -> RELAXED(B+) -> C}), and whose conditions look at other rows through a sum
 * or a count: so starts at one place take the same rows, unless such a condition tells them apart.
 *
 * @param places where a thread may stand
 */
record OffsetPattern(List<Integer> places, int startsAt) {
  private static final int MOST_PLACES = 64;
  private static final int MOST_ASKED = 6;

  /** Whether it runs a statement. */
  static boolean fits(MatchProgram program) {
    if (!isPlain(program)) {
      return false;
    }
    var letters = new Letters(program);
    return of(program, letters, new PlaceMoves(program, letters)) != null;
  }

  private static boolean isPlain(MatchProgram program) {
    boolean skips =
        program.skip() == MatchProgram.Skip.TO_NEXT_ROW
            || program.skip() == MatchProgram.Skip.PAST_LAST_ROW && !program.bounded();
    int sums = 0;
    for (int variable : Letters.used(program)) {
      Condition condition = program.variables().get(variable);
      if (condition.readsLabels()) {
        sums++;
        if (!(condition.evaluator() instanceof JoinedCondition joined) || joined.total() == null) {
          return false;
        }
      }
    }
    return sums > 0
        && sums <= OffsetTable.MOST_SUMS
        && skips
        && program.within().isPresent()
        && program.gap().isEmpty()
        && !program.timeouts()
        && !program.early()
        && !program.numbered()
        && !program.anchored()
        && !program.looksAround()
        && !program.facts().empty()
        && program.history() == 0
        && program.overflow().policy() != Overflow.Policy.DROP_NEWEST
        && program.rows() != MatchProgram.Rows.ALL_WITH_UNMATCHED
        && program.rows() != MatchProgram.Rows.ONE_PER_LAST_ROW;
  }

  /** Null where it is none. */
  static @Nullable OffsetPattern of(MatchProgram program, Letters letters, PlaceMoves moves) {
    var walk = new Walk(program, letters, moves);
    return walk.go(moves.start()) && walk.readsWhatStays()
        ? new OffsetPattern(List.copyOf(walk.done), moves.start())
        : null;
  }

  private static final class Walk {
    private final MatchProgram program;
    private final Letters letters;
    private final PlaceMoves moves;
    private final Set<Integer> used;
    private final List<Integer> done = new ArrayList<>();
    private final Map<Integer, Set<Integer>> then = new HashMap<>();

    /** By place the variables that are taken there, and behind it. */
    private final Map<Integer, Set<Integer>> taken = new HashMap<>();

    private final Map<Integer, Set<Integer>> asked = new HashMap<>();

    Walk(MatchProgram program, Letters letters, PlaceMoves moves) {
      this.program = program;
      this.letters = letters;
      this.moves = moves;
      this.used = Letters.used(program);
    }

    /** Whether all that begins at a place goes one way. */
    boolean go(int at) {
      if (taken.containsKey(at)) {
        return true;
      }
      long all = moves.asked(at);
      if (done.size() == MOST_PLACES
          || Long.bitCount(all) > MOST_ASKED
          || awaits(moves.place(at))) {
        return false;
      }
      done.add(at);
      var takes = new HashSet<Integer>();
      var next = new HashSet<Integer>();
      taken.put(at, takes);
      then.put(at, next);
      asked.put(at, guarded(all));
      for (long fits = all; ; fits = fits - 1 & all) {
        int[] to = isApart(fits) ? new int[0] : moves.moves(at, fits);
        int threads = 0;
        for (int i = 0; i < to.length; i += 3) {
          if (to[i] == PlaceMoves.NOWHERE) {
            continue;
          }
          if (to[i + 2] != 0 || ++threads > 1) {
            return false;
          }
          if (to[i + 1] != PlaceMoves.PASSED) {
            takes.add(to[i + 1]);
          }
          next.add(to[i]);
        }
        if (fits == 0) {
          break;
        }
      }
      return next.stream().allMatch(this::go);
    }

    /** Whether no row fits all of them. */
    private boolean isApart(long fits) {
      for (List<Integer> pair : program.apart()) {
        if (used.containsAll(pair)
            && letters.fits(fits, pair.getFirst())
            && letters.fits(fits, pair.getLast())) {
          return true;
        }
      }
      return false;
    }

    /** What is taken at a place is taken behind those, too, that lead to it. */
    private void close() {
      boolean more = true;
      while (more) {
        more = false;
        for (int at : done) {
          for (int next : set(then, at)) {
            more |= set(taken, at).addAll(set(taken, next));
          }
        }
      }
    }

    private static Set<Integer> set(Map<Integer, Set<Integer>> of, int place) {
      return of.computeIfAbsent(place, _ -> new HashSet<>());
    }

    private static boolean awaits(Place place) {
      return place.ways().stream().anyMatch(way -> way.kind() != Alternative.Kind.TAKE);
    }

    private Set<Integer> guarded(long bits) {
      var variables = new HashSet<Integer>();
      for (int variable : Letters.used(program)) {
        if ((bits & letters.bit(variable)) != 0
            && program.condition(variable) instanceof JoinedCondition) {
          variables.add(variable);
        }
      }
      return variables;
    }

    /** What a start is compared with is known when it is asked first, and does not change. */
    boolean readsWhatStays() {
      if (!set(asked, moves.start()).isEmpty()) {
        return false;
      }
      close();
      for (Map.Entry<Integer, Set<Integer>> at : asked.entrySet()) {
        for (int variable : at.getValue()) {
          if (program.condition(variable) instanceof JoinedCondition joined
              && joined.total() != null
              && changes(joined.total().by(), set(taken, at.getKey()))) {
            return false;
          }
        }
      }
      return true;
    }

    private static boolean changes(RunningTotal total, Set<Integer> by) {
      for (RowSet rows : total.reads()) {
        if (by.stream().anyMatch(rows::contains)) {
          return true;
        }
      }
      return false;
    }
  }
}
