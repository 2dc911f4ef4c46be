package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.match.MatchCounters;
import java.util.BitSet;

/**
 * How much the automaton of a statement knows at most. States and letters are found while rows
 * come, and there may be very many of them; beyond the limit all that no partial match stands at is
 * forgotten, and found again when it is needed (RE2's cache of states, R. Cox 2010). Where partial
 * matches stand at more than half of the limit it moves, so that forgetting stays rare.
 */
final class Caps {
  /** So many letters are known at most, whatever the limit. */
  static final int MOST_LETTERS = 4096;

  /** What finds states. */
  interface Automaton {
    /** Threads stand at places of the pattern, which are not forgotten. */
    Automaton NONE =
        new Automaton() {
          @Override
          public int size() {
            return 0;
          }

          @Override
          public void keep(BitSet states) {}
        };

    /** How much it knows, in states; those of very many places count for more. */
    int size();

    /** Forgets all other states, and what rows of any letter do. */
    void keep(BitSet states);
  }

  private final Automaton automaton;
  private final Letters letters;
  private final Compaction.Owner owner;
  private final MatchCounters counters;
  private final int limit;
  private int mostStates;
  private int mostLetters;

  /**
   * @param owner has numbers of states and letters
   * @param limit how many states
   */
  Caps(
      Automaton automaton,
      Letters letters,
      Compaction.Owner owner,
      MatchCounters counters,
      int limit) {
    this.automaton = automaton;
    this.letters = letters;
    this.owner = owner;
    this.counters = counters;
    this.limit = limit;
    this.mostStates = limit;
    this.mostLetters = Math.min(limit, MOST_LETTERS);
  }

  /** Between two rows: nobody else may have the number of a letter. */
  void check() {
    if (automaton.size() > mostStates || letters.numbers() > mostLetters) {
      forget();
    }
  }

  private void forget() {
    var live = new BitSet();
    long[] then = letters.begin();
    owner.rewrite(new Live(live, letters, then));
    automaton.keep(live);
    counters.forgotten++;
    mostStates = Math.max(limit, 2 * automaton.size());
    mostLetters = Math.max(Math.min(limit, MOST_LETTERS), 2 * letters.numbers());
  }

  /** Notes the states that are in use, and gives letters new numbers. */
  static final class Live implements Compaction.References {
    private final BitSet states;
    private final Letters letters;
    private final long[] then;

    Live(BitSet states, Letters letters, long[] then) {
      this.states = states;
      this.letters = letters;
      this.then = then;
    }

    @Override
    public int row(int number) {
      return number;
    }

    @Override
    public int set(int set) {
      return set;
    }

    @Override
    public void changed(int key) {}

    @Override
    public void state(int number) {
      states.set(number);
    }

    @Override
    public int letter(int number) {
      return letters.number(then[number]);
    }
  }
}
