package io.sluice.cep.runtime.automaton;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.runtime.census.Census;
import io.sluice.cep.runtime.match.Environment;
import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import io.sluice.cep.task.Limits;

/**
 * Starts of a key that are few are followed one by one, which is less work for each of them; many
 * go in {@link Cohorts}, until none is left.
 */
final class StartsTogether implements Starts, Compaction.Owner {
  /** The few of a key. */
  sealed interface Few extends Starts permits StartsInTurn, StartsSideBySide {
    /** Whether they have become many. */
    boolean isMany(int key);

    /** Hands them over. */
    void move(int key, Cohorts to);

    /** What has their numbers of rows and sets. */
    Compaction.Owner references();
  }

  private final Few few;
  private final Cohorts many;

  /**
   * Any number of a key may be open, which costs a row no more, unless the statement or the host
   * says how many.
   */
  static StartsTogether of(
      MatchProgram program,
      Attempts attempts,
      Letters letters,
      Environment environment,
      Owner owner) {
    int perKey = environment.limits().attemptsPerKey();
    boolean said =
        !program.overflow().equals(Overflow.UNSAID) || perKey != Limits.DEFAULT.attemptsPerKey();
    int most = said ? perKey : Integer.MAX_VALUE;
    return new StartsTogether(program, attempts, letters, most, owner);
  }

  private StartsTogether(
      MatchProgram program, Attempts attempts, Letters letters, int mostOfKey, Owner owner) {
    this.few =
        program.consumes()
            ? new StartsInTurn(program, attempts, letters, owner)
            : new StartsSideBySide(program, attempts, mostOfKey, owner);
    this.many = new Cohorts(program, attempts, letters, mostOfKey, owner);
  }

  @Override
  public boolean mayBegin(int letter) {
    return few.mayBegin(letter);
  }

  @Override
  public boolean row(int key, int letter, Event row, long clock) {
    if (many.has(key)) {
      return many.row(key, letter, row);
    }
    boolean changed = few.row(key, letter, row, clock);
    gather(key);
    return changed;
  }

  @Override
  public boolean firstRow(int key, int letter, Event row, long clock) {
    return few.firstRow(key, letter, row, clock);
  }

  private void gather(int key) {
    if (few.isMany(key)) {
      many.open(key);
      few.move(key, many);
    }
  }

  @Override
  public void pass(int key, long time) {
    if (many.has(key)) {
      many.pass(key, time, Integer.MAX_VALUE);
    } else {
      few.pass(key, time);
      gather(key);
    }
  }

  @Override
  public void passOldest(int key, long time) {
    if (many.has(key)) {
      many.pass(key, time, 1);
    } else {
      few.passOldest(key, time);
      gather(key);
    }
  }

  @Override
  public int drop(int key) {
    return many.has(key) ? many.drop(key) : few.drop(key);
  }

  @Override
  public void giveUpOldest(int key) {
    if (many.has(key)) {
      many.giveUpOldest(key);
    } else {
      few.giveUpOldest(key);
      gather(key);
    }
  }

  @Override
  public boolean isActive(int key) {
    return many.has(key) || few.isActive(key);
  }

  @Override
  public boolean isQuiet(int key) {
    return many.has(key) ? many.isQuiet(key) : few.isQuiet(key);
  }

  @Override
  public boolean isOldest(int key, int row) {
    return many.has(key) ? many.oldest(key) == row : few.isOldest(key, row);
  }

  @Override
  public int oldest(int key) {
    return many.has(key) ? many.oldest(key) : few.oldest(key);
  }

  @Override
  public int open(int key) {
    return many.has(key) ? many.size(key) : few.open(key);
  }

  @Override
  public int attempts() {
    return few.attempts() + many.attempts();
  }

  @Override
  public long asked(int key, int letter) {
    return key >= 0 && many.has(key) ? many.asked(key, letter) : few.asked(key, letter);
  }

  @Override
  public void count(int key, Census to) {
    if (many.has(key)) {
      many.count(key, to);
    } else {
      few.count(key, to);
    }
  }

  @Override
  public void clear() {
    few.clear();
    many.clear();
  }

  @Override
  public int keys() {
    return Math.max(few.references().keys(), many.keys());
  }

  @Override
  public void rewrite(Compaction.References references) {
    few.references().rewrite(references);
    for (int key = 0; key < many.keys(); key++) {
      if (many.has(key)) {
        many.rewrite(key, references);
      }
    }
  }

  @Override
  public void write(int key, PartOutput out) {
    out.flag(many.has(key));
    if (many.has(key)) {
      many.write(key, out);
    } else {
      few.write(key, out);
    }
  }

  @Override
  public void read(int key, PartInput in) {
    if (in.flag()) {
      many.read(key, in);
    } else {
      few.read(key, in);
    }
  }
}
