package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.place.PlaceCodec;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Starts that take rows together, see {@link OffsetPattern}: a row costs the same whatever their
 * number, and a little for each that it leads on. All are followed side by side; where a match
 * takes rows from later starts, or must be told in their order, it waits for its turn.
 */
final class StartsByOffset implements Starts, Compaction.Owner {
  private final MatchProgram program;
  private final TakenRows rows;
  private final Nodes nodes;
  private final Letters letters;
  private final Owner owner;
  private final PlaceMoves moves;
  private final OffsetStarts marks;
  private final OffsetPaths paths;
  private final OffsetRow meeting;
  private final OffsetPattern pattern;
  private final long within;
  private final int mostOfKey;

  /** Whether a match takes rows, so that there is one attempt for those who count. */
  private final boolean consumes;

  /** Whether matches are told in the order of their starts. */
  private final boolean ordered;

  private @Nullable OffsetKey[] keys = new OffsetKey[8];
  private int total;

  StartsByOffset(
      MatchProgram program,
      OffsetPattern pattern,
      PlaceMoves moves,
      OffsetRow meeting,
      Letters letters,
      int mostOfKey,
      Owner owner) {
    this.program = program;
    this.pattern = pattern;
    this.moves = moves;
    this.meeting = meeting;
    this.rows = meeting.rows;
    this.nodes = meeting.nodes;
    this.marks = meeting.starts;
    this.paths = meeting.paths;
    this.letters = letters;
    this.owner = owner;
    this.within = program.within().orElseThrow();
    this.mostOfKey = mostOfKey;
    this.consumes = program.consumes();
    this.ordered = consumes || program.bounded();
  }

  TakenRows rows() {
    return rows;
  }

  Nodes nodes() {
    return nodes;
  }

  @Override
  public boolean mayBegin(int letter) {
    return mayBegin(letters.letter(letter));
  }

  private boolean mayBegin(long letter) {
    return (letter & Letters.BLOCKED) == 0 && (letter & moves.asked(pattern.startsAt())) != 0;
  }

  @Override
  public boolean row(int key, int letter, Event event, long clock) {
    OffsetKey of = room(key);
    long may = letters.letter(letter);
    int before = of.attempts;
    int oldest = of.oldest(marks);
    if (!meeting.step(event, key, of, may, mayBegin(may))) {
      return false;
    }
    if (meeting.hasBegun()) {
      begin(key, of, event, before, oldest);
    }
    settle(key, of);
    return true;
  }

  private void begin(int key, OffsetKey of, Event event, int before, int oldest) {
    int start = meeting.taken();
    rows.begins(start);
    of.began(start);
    total += !consumes || before == 0 ? 1 : 0;
    of.attempts++;
    if (!consumes && before + 1 > mostOfKey) {
      owner.problems(key).tooManyOfKey(key, event);
      end(of, oldest == Nodes.NONE ? start : oldest);
    }
  }

  /** Its thread goes no further. */
  private void end(OffsetKey of, int start) {
    if (marks.isOpen(start)) {
      marks.ends(start);
      of.decided(start);
    }
  }

  /** Tells what is decided; in the order of starts where their turns matter. */
  private void settle(int key, OffsetKey of) {
    int before = of.attempts;
    if (ordered) {
      of.forgetDecided(marks);
      for (int start = of.oldest(marks);
          start != Nodes.NONE && !marks.isOpen(start);
          start = of.oldest(marks)) {
        FoundRows match = owner.tell(key, paths.plain(marks.match(start)), Long.MIN_VALUE);
        of.over(owner.skips(key).end(match, start), marks);
      }
    } else {
      of.sortDecided(rows.first());
      for (int i = 0; i < of.decided; i++) {
        int start = of.decidedAt(i);
        if (marks.hasMatch(start)) {
          owner.tell(key, paths.plain(marks.match(start)), Long.MIN_VALUE);
        }
        marks.found(start, Nodes.NONE);
      }
      of.forgetDecided(marks);
    }
    int left = of.attempts;
    total -= consumes ? before > 0 && left == 0 ? 1 : 0 : before - left;
    if (left == 0) {
      keys[key] = null;
    }
  }

  // ---- bounds, limits ----

  @Override
  public void pass(int key, long time) {
    pass(key, time, false);
  }

  @Override
  public void passOldest(int key, long time) {
    pass(key, time, !consumes);
  }

  private void pass(int key, long time, boolean one) {
    OffsetKey of = room(key);
    int oldest = of.oldest(marks);
    for (int start = oldest; start != Nodes.NONE; start = one ? Nodes.NONE : of.after(start)) {
      if (PreferredCore.bound(rows.time(start), within) > time) {
        break;
      }
      end(of, start);
    }
    settle(key, of);
  }

  @Override
  public int drop(int key) {
    if (!isActive(key)) {
      return 0;
    }
    OffsetKey of = room(key);
    int dropped = consumes ? 1 : of.attempts;
    for (int start = of.oldest(marks); start != Nodes.NONE; start = of.oldest(marks)) {
      marks.over(start);
    }
    keys[key] = null;
    total -= dropped;
    return dropped;
  }

  @Override
  public void giveUpOldest(int key) {
    OffsetKey of = room(key);
    end(of, of.oldest(marks));
    settle(key, of);
  }

  @Override
  public boolean isActive(int key) {
    OffsetKey of = key < keys.length ? keys[key] : null;
    return of != null && of.attempts > 0;
  }

  /** It is not looked for. */
  @Override
  public boolean isQuiet(int key) {
    return false;
  }

  @Override
  public int oldest(int key) {
    return room(key).oldest(marks);
  }

  @Override
  public boolean isOldest(int key, int row) {
    return isActive(key) && room(key).oldest(marks) == row;
  }

  @Override
  public int attempts() {
    return total;
  }

  @Override
  public long asked(int key, int letter) {
    long begin = letters.blocks(letter) ? 0 : moves.asked(pattern.startsAt());
    if (key < 0 || !isActive(key)) {
      return begin;
    }
    OffsetKey of = room(key);
    if (consumes) {
      int place = marks.place(of.oldest(marks));
      return place == Nodes.NONE ? 0 : moves.asked(place);
    }
    long asked = begin;
    for (OffsetTable table : of.tables) {
      asked |= table != null && !table.isEmpty() ? moves.asked(table.place) : 0;
    }
    return asked;
  }

  @Override
  public void count(int key, Census to) {
    OffsetKey of = room(key);
    int turn = consumes ? of.oldest(marks) : Nodes.NONE;
    for (OffsetTable table : of.tables) {
      for (int run = 0; table != null && run < table.size; run++) {
        int start = table.starts[run];
        if (start != Nodes.NONE
            && marks.isOpen(start)
            && (turn == Nodes.NONE || start == turn)
            && to.lives(rows.time(start))) {
          to.attempt(rows.time(start));
          int label = paths.lastLabel(table.set(run), table.head, table.entry(run));
          to.thread(moves.place(table.place), label);
        }
      }
    }
  }

  @Override
  public void clear() {
    keys = new OffsetKey[8];
    total = 0;
    marks.clear();
  }

  private OffsetKey room(int key) {
    if (key >= keys.length) {
      keys = Arrays.copyOf(keys, Math.max(2 * keys.length, key + 1));
    }
    OffsetKey of = keys[key];
    if (of == null) {
      of = new OffsetKey(pattern.places().size(), meeting.sums());
      keys[key] = of;
    }
    return of;
  }

  @Override
  public int keys() {
    return keys.length;
  }

  /** It has no numbers of letters, and rows and labels keep theirs: WITHIN bounds them. */
  @Override
  public void rewrite(Compaction.References references) {}

  // ---- state ----

  @Override
  public void write(int key, PartOutput out) {
    OffsetKey of = room(key);
    for (OffsetTable table : of.tables) {
      if (table == null) {
        continue;
      }
      out.flag(true);
      PlaceCodec.write(moves.place(table.place), out);
      out.number(table.head);
      for (int run = 0; run < table.size; run++) {
        if (table.isHere(run) && marks.isOpen(table.starts[run])) {
          out.flag(true).number(table.starts[run]);
          out.number(table.set(run)).number(table.entry(run));
        }
      }
      out.flag(false);
    }
    out.flag(false);
    of.each(
        start -> {
          if (marks.isHere(start)) {
            out.flag(true).number(start).number(marks.match(start));
          }
        });
    out.flag(false);
  }

  @Override
  public void read(int key, PartInput in) {
    OffsetKey of = room(key);
    while (in.flag()) {
      int place = moves.number(PlaceCodec.read(in, program.pattern()));
      var stored = new OffsetKey.Stored(place, in.count());
      while (in.flag()) {
        stored.add(in.count(), in.count(), in.count());
      }
      of.store(stored);
    }
    var matches = new OffsetKey.Stored(OffsetKey.Stored.MATCHES, Nodes.NONE);
    while (in.flag()) {
      int start = in.count();
      of.began(start);
      matches.add(start, in.count(), Nodes.NONE);
      of.attempts++;
    }
    of.store(matches);
    total += consumes ? 1 : of.attempts;
  }

  /** Sums are not stored: the rows have what they say. */
  @Override
  public void restored() {
    marks.restored();
    for (OffsetKey of : keys) {
      if (of != null && of.stored != null) {
        for (OffsetKey.Stored stored : of.stored) {
          if (stored.place() == OffsetKey.Stored.MATCHES) {
            stored.runs().forEach(run -> marks.found(run[0], run[1]));
          } else {
            meeting.restore(of, stored);
          }
        }
        of.stored = null;
      }
    }
  }
}
