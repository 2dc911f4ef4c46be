package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.runtime.automaton.OffsetGuards.Added;
import io.sluice.cep.runtime.automaton.OffsetGuards.Guard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The row that the starts of a key meet, place by place. What most of a place do with it they do
 * together; the others, which a comparison tells from them, are looked up and go their own way.
 */
final class OffsetRow {
  private static final int FEW = 16;

  final TakenRows rows;
  final Nodes nodes;
  final OffsetStarts starts;
  final OffsetPaths paths;
  private final OffsetPattern pattern;
  private final PlaceMoves moves;
  private final OffsetGuards guards;
  private final long within;
  private final int width;

  private @Nullable Event event;
  private int key;
  private int number;
  private boolean begun;
  private boolean changed;

  // ---- of each guard, for the place at hand ----

  /** What the row adds where it is the guard's own. */
  private final Added[] own;

  /** What it says beside. */
  private final Added[] here;

  private final Added added = new Added();

  /** What the row adds at most, and then what it is compared with at most. */
  private final double[] adds;

  // ---- starts that go their own way ----

  private int[] found = new int[FEW];
  private long[] fits = new long[FEW];
  private int many;

  /** Starts that do not fit. */
  private int[] others = new int[FEW];

  private final BitSet seen = new BitSet();

  /** What comes to a place when all have met the row: place, start, labels, flags. */
  private int[] made = new int[4 * FEW];

  private double[] brings;
  private int making;
  private final double[] brought;

  OffsetRow(
      TakenRows rows,
      Nodes nodes,
      OffsetPattern pattern,
      PlaceMoves moves,
      OffsetGuards guards,
      long within) {
    this.rows = rows;
    this.nodes = nodes;
    this.starts = new OffsetStarts(rows);
    this.paths = new OffsetPaths(nodes);
    this.pattern = pattern;
    this.moves = moves;
    this.guards = guards;
    this.within = within;
    this.width = OffsetTable.WIDTH * guards.count();
    this.brought = new double[width];
    this.brings = new double[FEW * width];
    this.adds = new double[2 * guards.count()];
    this.own = new Added[guards.count()];
    this.here = new Added[guards.count()];
    Arrays.setAll(own, _ -> new Added());
    Arrays.setAll(here, _ -> new Added());
  }

  int sums() {
    return guards.count();
  }

  /**
   * The next row.
   *
   * @param may what it may fit
   * @return whether anything changed
   */
  boolean step(Event row, int itsKey, OffsetKey of, long may, boolean mayBegin) {
    event = row;
    key = itsKey;
    number = Nodes.NONE;
    begun = false;
    changed = false;
    of.sizes.row(row.time(), within);
    for (int i = 0; i < of.tables.length; i++) {
      OffsetTable table = of.tables[i];
      if (table != null && !table.isEmpty()) {
        meet(of, table, may);
        if (table.isEmpty()) {
          of.tables[i] = null;
        }
      }
    }
    if (mayBegin) {
      begin(of, may);
    }
    come(of);
    keepSizes(of);
    return changed;
  }

  private void keepSizes(OffsetKey of) {
    for (int i = 0; i < guards.count(); i++) {
      of.sizes.add(i, adds[2 * i] + adds[2 * i + 1]);
    }
    Arrays.fill(adds, 0);
  }

  private void adds(int at) {
    adds[at] = Math.max(adds[at], added.failed ? Double.POSITIVE_INFINITY : added.size);
  }

  boolean hasBegun() {
    return begun;
  }

  private Event row() {
    return Objects.requireNonNull(event);
  }

  /** The number of the row, which is kept from now on. */
  int taken() {
    if (number == Nodes.NONE) {
      number = rows.add(row(), key, nodes.next());
      starts.taken(number);
      changed = true;
    }
    return number;
  }

  private void begin(OffsetKey of, long may) {
    int place = pattern.startsAt();
    int[] all = moves.moves(place, may & moves.asked(place));
    if (all.length == 0) {
      return;
    }
    begun = true;
    int start = taken();
    Arrays.fill(brought, 0);
    go(of, all, start, Nodes.bottom(start), none());
  }

  /** Of a start without a row. */
  private int none() {
    int bits = 0;
    for (int i = 0; i < guards.count(); i++) {
      bits |= guards.guard(i).sums ? OffsetTable.NONE_YET << OffsetTable.FLAGS * i : 0;
    }
    return bits;
  }

  // ---- one place ----

  private void meet(OffsetKey of, OffsetTable table, long may) {
    long asked = may & moves.asked(table.place);
    if (asked == 0 && moves.rests(table.place)) {
      return;
    }
    table.tidy(row().time(), within, starts::isOpen);
    if (table.isEmpty()) {
      return;
    }
    long plain = asked & ~guards.bits();
    many = 0;
    long all = plain;
    long guarded = mattering(table.place, plain, asked & guards.bits());
    long looking = looking(table, guarded);
    if (looking < 0) {
      each(table, plain, guarded);
    } else if (Long.bitCount(looking) == 1) {
      all = find(table, plain, guardOf(looking));
    } else if (looking != 0) {
      find(table, plain, looking);
    }
    int[] together = moves.moves(table.place, all);
    for (int i = 0; i < many; i++) {
      int[] alone = moves.moves(table.place, fits[i]);
      if (!Arrays.equals(alone, together)) {
        go(of, table, found[i], alone);
      }
    }
    if (!table.isEmpty()) {
      goTogether(of, table, together);
    }
  }

  /** Of the guards {@code of} those that are asked though the row fits {@code plain}. */
  private long mattering(int place, long plain, long of) {
    long mattering = 0;
    for (long rest = of; rest != 0; rest &= rest - 1) {
      long bit = Long.lowestOneBit(rest);
      if (differ(place, plain, plain | bit) || differ(place, plain | of & ~bit, plain | of)) {
        mattering |= bit;
      }
    }
    return mattering;
  }

  private boolean differ(int place, long fit, long other) {
    return !Arrays.equals(moves.moves(place, fit), moves.moves(place, other));
  }

  /**
   * Which guards some starts may fit, or -1 where all must be asked since something can not be
   * computed.
   */
  private long looking(OffsetTable table, long asked) {
    long looking = 0;
    for (int i = 0; i < guards.count(); i++) {
      Guard guard = guards.guard(i);
      if ((asked & guard.bit) == 0) {
        continue;
      }
      OffsetTable.Sum sum = table.sums[i];
      own[i].clear();
      here[i].clear();
      boolean mayFit = OffsetGuards.fits(guard, row());
      if (guard.addsItself) {
        guards.add(guard, row(), guard.variable, own[i]);
      }
      guards.here(guard, row(), here[i]);
      boolean noValue = guard.sumsItself() && own[i].none;
      if (own[i].failed
          || here[i].failed
          || sum.odd > 0
          || sum.isBroken(own[i].size + here[i].size)
          || mayFit && noValue) {
        return -1;
      }
      looking |= mayFit && !here[i].none ? guard.bit : 0;
    }
    return looking;
  }

  private int guardOf(long bit) {
    for (int i = 0; ; i++) {
      if (guards.guard(i).bit == bit) {
        return i;
      }
    }
  }

  private void each(OffsetTable table, long plain, long looking) {
    for (int run = 0; run < table.size; run++) {
      if (isAlive(table, run)) {
        long fit = plain;
        for (int i = 0; i < guards.count(); i++) {
          boolean asked = (looking & guards.guard(i).bit) != 0;
          fit |= asked && holds(table, run, i) ? guards.guard(i).bit : 0;
        }
        keep(run, fit);
      }
    }
  }

  private boolean isAlive(OffsetTable table, int run) {
    if (!table.isHere(run)) {
      return false;
    }
    if (!starts.isOpen(table.starts[run])) {
      table.remove(run);
      return false;
    }
    return true;
  }

  private void keep(int run, long fit) {
    if (many == found.length) {
      found = Arrays.copyOf(found, 2 * many);
      fits = Arrays.copyOf(fits, 2 * many);
    }
    found[many] = run;
    fits[many++] = fit;
  }

  /** What a start's key must be less than, or equal to. */
  private double threshold(OffsetTable table, int i) {
    return table.sums[i].offset + own[i].number + here[i].number;
  }

  private double slack(OffsetTable table, int i) {
    return table.sums[i].slack(here[i], own[i]);
  }

  private boolean fits(OffsetTable table, int run, int i) {
    double key = table.sums[i].key(run);
    double threshold = threshold(table, i);
    double slack = slack(table, i);
    boolean orEqual = guards.guard(i).total.by().orEqual();
    boolean surely =
        slack > 0 ? key < threshold - slack : orEqual ? key <= threshold : key < threshold;
    boolean never =
        slack > 0 ? key > threshold + slack : orEqual ? key > threshold : key >= threshold;
    return !never && (surely && guards.guard(i).total.sole() || holds(table, run, i));
  }

  /** What is written out of a start's labels for that is its own from now on: once a row. */
  private boolean holds(OffsetTable table, int run, int i) {
    int labels = paths.plain(table.set(run), table.head, table.entry(run));
    table.hasTaken(run, labels);
    return guards.holds(guards.guard(i), row(), labels);
  }

  /** The greatest key of starts that may fit. */
  private double most(OffsetTable table, int i) {
    double slack = slack(table, i);
    double threshold = threshold(table, i);
    return slack > 0
        ? threshold + slack
        : guards.guard(i).total.by().orEqual() ? threshold : Math.nextDown(threshold);
  }

  /** The least key of starts that may not fit. */
  private double least(OffsetTable table, int i) {
    double slack = slack(table, i);
    double threshold = threshold(table, i);
    return slack > 0
        ? threshold - slack
        : guards.guard(i).total.by().orEqual() ? Math.nextUp(threshold) : threshold;
  }

  private void find(OffsetTable table, long plain, long looking) {
    seen.clear();
    for (int i = 0; i < guards.count(); i++) {
      if ((looking & guards.guard(i).bit) == 0) {
        continue;
      }
      OffsetTable.Sum sum = table.sums[i];
      double most = most(table, i);
      for (int run = sum.nextUpTo(0, most); run >= 0; run = sum.nextUpTo(run + 1, most)) {
        if (!seen.get(run) && isAlive(table, run)) {
          keep(run, plain);
        }
        seen.set(run);
      }
    }
    for (int n = 0; n < many; n++) {
      for (int i = 0; i < guards.count(); i++) {
        boolean asked = (looking & guards.guard(i).bit) != 0;
        boolean shown = asked && table.isShown(found[n], i);
        fits[n] |= shown && fits(table, found[n], i) ? guards.guard(i).bit : 0;
      }
    }
  }

  /**
   * Those that fit, or those that do not, whichever are fewer: both are looked for in turns.
   *
   * @return what all others fit
   */
  private long find(OffsetTable table, long plain, int i) {
    Guard guard = guards.guard(i);
    OffsetTable.Sum sum = table.sums[i];
    double most = most(table, i);
    double least = least(table, i);
    int low = sum.nextUpTo(0, most);
    int high = guard.total.sole() && sum.hidden == 0 ? sum.nextFrom(0, least) : 0;
    boolean both = guard.total.sole() && sum.hidden == 0;
    int lows = 0;
    int highs = 0;
    for (int room = FEW; low >= 0 && (!both || high >= 0); room *= 2) {
      for (; low >= 0 && (lows < room || !both); low = sum.nextUpTo(low + 1, most)) {
        if (isAlive(table, low)) {
          keep(low, plain);
          lows++;
        }
      }
      if (both && room > others.length) {
        others = Arrays.copyOf(others, room);
      }
      for (; low >= 0 && both && high >= 0 && highs < room; high = sum.nextFrom(high + 1, least)) {
        if (isAlive(table, high)) {
          others[highs++] = high;
        }
      }
    }
    long all = plain;
    if (low >= 0) {
      all |= guard.bit;
      many = 0;
      for (int n = 0; n < highs; n++) {
        keep(others[n], plain);
      }
    }
    for (int n = 0; n < many; n++) {
      fits[n] |= fits(table, found[n], i) ? guard.bit : 0;
    }
    return all;
  }

  // ---- going on ----

  /** A start leaves its place, or goes on there with labels of its own. */
  private void go(OffsetKey of, OffsetTable table, int run, int[] all) {
    int bits = table.bring(run, brought, 0, of.sizes);
    int start = table.starts[run];
    int set = paths.of(table.set(run), table.head, table.entry(run));
    table.remove(run);
    changed = true;
    go(of, all, start, set, bits);
  }

  private void go(OffsetKey of, int[] all, int start, int set, int bits) {
    boolean goes = false;
    for (int i = 0; i < all.length; i += 3) {
      int variable = all[i + 1];
      if (variable == PlaceMoves.PASSED) {
        make(all[i], start, set, bits, PlaceMoves.PASSED);
        goes = true;
        continue;
      }
      int labels = nodes.output(set, taken(), variable);
      if (all[i + 2] != 0) {
        starts.found(start, labels);
      }
      if (all[i] != PlaceMoves.NOWHERE) {
        make(all[i], start, labels, bits, variable);
        goes = true;
      }
    }
    if (!goes) {
      starts.ends(start);
      of.decided(start);
    }
  }

  private void make(int place, int start, int set, int bits, int variable) {
    if (4 * (making + 1) > made.length) {
      made = Arrays.copyOf(made, 2 * made.length);
      brings = Arrays.copyOf(brings, 2 * brings.length);
    }
    int at = making * width;
    System.arraycopy(brought, 0, brings, at, width);
    int now = variable == PlaceMoves.PASSED ? bits : add(at, variable, bits);
    made[4 * making] = place;
    made[4 * making + 1] = start;
    made[4 * making + 2] = set;
    made[4 * making + 3] = compare(at, place, set, now);
    making++;
  }

  /** Adds the row to the sums at {@code at}; the flags then. */
  private int add(int at, int variable, int bits) {
    int now = bits;
    for (int i = 0; i < guards.count(); i++) {
      guards.add(guards.guard(i), row(), variable, added);
      adds(2 * i);
      now = bring(i, at, now);
      now &= added.none ? -1 : ~(OffsetTable.NONE_YET << OffsetTable.FLAGS * i);
    }
    return now;
  }

  /** Adds what a start is compared with, where that is asked for first; the flags then. */
  private int compare(int at, int place, int set, int bits) {
    int now = bits;
    for (int i = 0; i < guards.count(); i++) {
      Guard guard = guards.guard(i);
      boolean asked = (moves.asked(place) & guard.bit) != 0;
      if (!asked || (OffsetTable.flags(now, i) & OffsetTable.KNOWN) != 0) {
        continue;
      }
      guards.there(guard, row(), paths.plain(set), added);
      adds(2 * i + 1);
      boolean odd = added.failed || !(added.size < guard.total.by().most());
      int known = OffsetTable.KNOWN;
      known |= added.none ? OffsetTable.NEVER : 0;
      known |= odd ? OffsetTable.ODD : 0;
      now |= known << OffsetTable.FLAGS * i;
      now = odd ? now : bring(i, at, now);
    }
    return now;
  }

  private int bring(int i, int at, int bits) {
    int from = at + i * OffsetTable.WIDTH;
    brings[from + OffsetTable.VALUE] += added.number;
    brings[from + OffsetTable.SIZE] += added.failed ? Double.POSITIVE_INFINITY : added.size;
    brings[from + OffsetTable.STEPS]++;
    return added.exact ? bits : bits | OffsetTable.ROUGH << OffsetTable.FLAGS * i;
  }

  /** What was made stands at its place. */
  private void come(OffsetKey of) {
    for (int i = 0; i < making; i++) {
      int place = made[4 * i];
      int start = made[4 * i + 1];
      OffsetTable table = table(of, place);
      table.tidy(row().time(), within, starts::isOpen);
      table.add(start, made[4 * i + 2], brings, i * width, made[4 * i + 3]);
      starts.at(start, place);
    }
    making = 0;
  }

  private OffsetTable table(OffsetKey of, int place) {
    int at = pattern.places().indexOf(place);
    OffsetTable table = of.tables[at];
    if (table == null) {
      table = new OffsetTable(place, guards, moves.asked(place));
      of.tables[at] = table;
    }
    return table;
  }

  private void goTogether(OffsetKey of, OffsetTable table, int[] all) {
    boolean stays = all.length > 0 && all[0] == table.place;
    if (stays && all[1] == PlaceMoves.PASSED) {
      return;
    }
    if (!stays) {
      for (int run = 0; run < table.size; run++) {
        if (isAlive(table, run)) {
          go(of, table, run, all);
        }
      }
      table.clear();
      return;
    }
    int variable = all[1];
    int row = taken();
    if (all.length > 3) {
      for (int run = 0; run < table.size; run++) {
        if (isAlive(table, run)) {
          int set = paths.of(table.set(run), table.head, table.entry(run));
          starts.found(table.starts[run], nodes.output(set, row, all[4]));
        }
      }
    }
    table.head = paths.chain(table.head, row, variable);
    addAll(table, variable);
  }

  private void addAll(OffsetTable table, int variable) {
    for (int i = 0; i < guards.count(); i++) {
      guards.add(guards.guard(i), row(), variable, added);
      adds(2 * i);
      table.add(i, added);
    }
  }

  // ---- restore ----

  /** Starts come in where they came in, and the rows of the chain behind them are added again. */
  void restore(OffsetKey of, OffsetKey.Stored stored) {
    if (stored.runs().isEmpty()) {
      return;
    }
    OffsetTable table = table(of, stored.place());
    var entering = new HashMap<Integer, List<int[]>>();
    stored.runs().forEach(run -> entering.computeIfAbsent(run[2], _ -> new ArrayList<>()).add(run));
    var chain = new ArrayList<Integer>();
    int at = stored.head();
    for (int left = entering.size(); at >= 0; at = nodes.left(at)) {
      left -= entering.containsKey(at) ? 1 : 0;
      if (left == 0) {
        break;
      }
      chain.add(at);
    }
    table.head = at < 0 ? Nodes.NONE : at;
    var most = new double[guards.count()];
    enter(table, entering, most);
    for (int node : chain.reversed()) {
      event = rows.event(nodes.right(node));
      table.head = node;
      addAll(table, nodes.label(node));
      of.sizes.rows(1);
      keepSizes(of);
      enter(table, entering, most);
    }
    for (int i = 0; i < guards.count(); i++) {
      of.sizes.add(i, most[i]);
    }
    of.sizes.rows(rows.size());
  }

  /**
   * @param most what each sum of a start has at most, so far
   */
  private void enter(OffsetTable table, Map<Integer, List<int[]>> entering, double[] most) {
    for (int[] run : entering.getOrDefault(table.head, List.of())) {
      Arrays.fill(brought, 0);
      event = rows.event(run[0]);
      int bits = none();
      var labels = new ArrayList<Integer>();
      int set = paths.plain(run[1]);
      for (int at = set; at >= 0; at = nodes.left(at)) {
        labels.add(at);
      }
      System.arraycopy(brought, 0, brings, 0, width);
      for (int node : labels.reversed()) {
        event = rows.event(nodes.right(node));
        bits = add(0, nodes.label(node), bits);
      }
      bits = compare(0, table.place, set, bits);
      for (int i = 0; i < guards.count(); i++) {
        most[i] = Math.max(most[i], brings[i * OffsetTable.WIDTH + OffsetTable.SIZE]);
      }
      Arrays.fill(adds, 0);
      table.enter(run[0], set, brings, 0, bits);
      starts.at(run[0], table.place);
    }
  }
}
