package io.sluice.cep.runtime.automaton;

import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.place.Alternative;
import io.sluice.cep.runtime.place.Place;
import io.sluice.cep.runtime.place.Places;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one thread of the preferred match does with a row, by its place and by what the row fits of
 * all that the place asks for. Worked out once.
 */
final class PlaceMoves {
  static final int NOWHERE = -1;
  static final int PASSED = -1;

  /** For a place that asks for more, moves stand in a map. */
  private static final int MOST_IN_TABLE = 8;

  private final Letters letters;
  private final Places places;
  private final Map<Place, Integer> numbers = new HashMap<>();
  private final int start;
  private Place[] known = new Place[16];
  private long[] asked = new long[16];
  private boolean[] rests = new boolean[16];
  private int @Nullable [][][] tables = new int[16][][];
  private final Map<Integer, Map<Long, int[]>> maps = new HashMap<>();
  private final Map<Integer, Integer> awaiting = new HashMap<>();
  private int count;

  PlaceMoves(MatchProgram program, Letters letters) {
    this.letters = letters;
    this.places = new Places(program.pattern(), false);
    this.start = number(places.start(false));
  }

  int start() {
    return start;
  }

  Place place(int number) {
    return known[number];
  }

  /** Variables that a thread here asks a row for. */
  long asked(int place) {
    return asked[place];
  }

  /** Whether a row that fits nothing of that leaves the thread where it is. */
  boolean rests(int place) {
    return rests[place];
  }

  boolean awaits(int place) {
    return awaitsEnd(known[place]);
  }

  /** Whether a thread there is a match when its bound passes, or the partition ends. */
  static boolean awaitsEnd(Place place) {
    return place.awaitsBound() || place.leadsTo(Alternative.Kind.AT_END);
  }

  /**
   * The most preferred first: the place that follows or NOWHERE, the variable that takes the row or
   * PASSED, and 1 where that is a match, behind which nothing is preferred any more.
   *
   * @param fits of what is asked for here
   */
  int[] moves(int place, long fits) {
    int[][] table = tables[place];
    if (table == null) {
      return maps.computeIfAbsent(place, _ -> new HashMap<>())
          .computeIfAbsent(fits, letter -> work(place, letter));
    }
    int at = (int) Long.compress(fits, asked[place]);
    int[] found = table[at];
    if (found == null) {
      found = work(place, fits);
      table[at] = found;
    }
    return found;
  }

  /** The same place where no row can be taken any more, or NOWHERE. */
  int awaiting(int place) {
    return awaiting.computeIfAbsent(
        place,
        number -> {
          List<Alternative> ways = known[number].ways();
          var keep = new boolean[ways.size()];
          for (int i = 0; i < keep.length; i++) {
            keep[i] = ways.get(i).kind() == Alternative.Kind.AWAIT_BOUND;
          }
          Place left = known[number].keep(keep);
          return left == null ? NOWHERE : number(left);
        });
  }

  private int[] work(int number, long letter) {
    Place place = known[number];
    List<Alternative> ways = place.ways();
    Moves moves = Moves.of(place, letters, letter);
    int[] made = new int[3 * (ways.size() + 1)];
    int at = 0;
    for (int i = 0; i < place.live(); i++) {
      if (!moves.takes()[i]) {
        continue;
      }
      Place after = places.after(ways.get(i));
      made[at++] = after.live() > 0 ? number(after) : NOWHERE;
      made[at++] = ways.get(i).variable();
      made[at++] = after.accepts() ? 1 : 0;
      if (after.accepts()) {
        return Arrays.copyOf(made, at);
      }
    }
    Place left = moves.left();
    if (left != null) {
      made[at++] = number(left);
      made[at++] = PASSED;
      made[at++] = 0;
    }
    return Arrays.copyOf(made, at);
  }

  int number(Place place) {
    Integer found = numbers.get(place);
    if (found != null) {
      return found;
    }
    int number = count++;
    numbers.put(place, number);
    if (number == known.length) {
      known = Arrays.copyOf(known, 2 * number);
      asked = Arrays.copyOf(asked, 2 * number);
      rests = Arrays.copyOf(rests, 2 * number);
      tables = Arrays.copyOf(tables, 2 * number);
    }
    known[number] = place;
    asked[number] = askedAt(place, letters);
    rests[number] = place.restful();
    if (Long.bitCount(asked[number]) <= MOST_IN_TABLE) {
      tables[number] = new int[1 << Long.bitCount(asked[number])][];
    }
    return number;
  }

  /** Variables that a thread at {@code place} asks a row for. */
  static long askedAt(Place place, Letters letters) {
    long asked = 0;
    for (Alternative way : place.ways()) {
      if (way.mayPass()) {
        asked |= letters.mask(way.gap().forbidden());
      }
      if (way.kind() == Alternative.Kind.TAKE) {
        asked |= letters.bit(way.variable());
      }
    }
    return asked;
  }
}
