package io.sluice.percolator.regex;

import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * A regular expression as people of the log trade write it: Perl's notation, letter case counts
 * unless {@code (?i)} says otherwise, and it is enough that a part of the value fits. {@code \d \w
 * \s \b} are about ASCII; a dot is anything but a line break.
 */
public final class PerlRegex {
  /** What turning it into a deterministic automaton may cost. */
  private static final int MAX_EFFORT = 20_000;

  private static final int MAX_STATES = 1500;

  private PerlRegex() {}

  /**
   * The automaton, over code points, of all values that the expression is found in; deterministic
   * where that is not too large.
   *
   * @throws BadRegexException if it cannot be read, or cannot be decided by an automaton of sane
   *     size
   */
  public static Automaton automaton(String regex) {
    Machine machine = Machine.of(new RegexReader(regex).read());
    Automaton automaton = Operations.removeDeadStates(Unrolled.automaton(machine));
    try {
      return Operations.removeDeadStates(Operations.determinize(automaton, MAX_EFFORT));
    } catch (TooComplexToDeterminizeException tooLarge) {
      if (automaton.getNumStates() <= MAX_STATES) {
        return automaton;
      }
      throw new BadRegexException(0, "The regular expression is too complex.");
    }
  }
}
