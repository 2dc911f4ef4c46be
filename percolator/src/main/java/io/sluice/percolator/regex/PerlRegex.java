package io.sluice.percolator.regex;

import java.util.List;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as people of the log trade write it: Perl's notation, letter case counts
 * unless {@code (?i)} says otherwise, and it is enough that a part of the value fits. {@code \d \w
 * \s \b} are about ASCII; a dot is anything but a line break.
 */
public final class PerlRegex {
  /** What turning it into a deterministic automaton may cost. */
  private static final int MAX_EFFORT = 20_000;

  private static final int MAX_STATES = 1500;

  private final String text;
  private final LazyAutomaton lazy;
  private final List<byte[]> necessary;

  private PerlRegex(String text, LazyAutomaton lazy, List<byte[]> necessary) {
    this.text = text;
    this.lazy = lazy;
    this.necessary = necessary;
  }

  /**
   * @throws BadRegexException if it cannot be read, or cannot be decided by an automaton of sane
   *     size
   */
  public static PerlRegex of(String text) {
    Node tree = new RegexReader(text).read();
    Automaton automaton = automaton(tree);
    if (automaton.getNumStates() > MAX_STATES) {
      automaton = determinized(automaton);
      if (automaton == null) {
        throw new BadRegexException(0, "The regular expression is too complex.");
      }
    }
    return new PerlRegex(text, new LazyAutomaton(automaton), Necessary.of(tree));
  }

  private static Automaton automaton(Node tree) {
    return Operations.removeDeadStates(Unrolled.automaton(Machine.of(tree)));
  }

  private static @Nullable Automaton determinized(Automaton automaton) {
    try {
      return Operations.removeDeadStates(Operations.determinize(automaton, MAX_EFFORT));
    } catch (TooComplexToDeterminizeException tooLarge) {
      return null;
    }
  }

  public boolean isFoundIn(byte[] utf8, int from, int length) {
    return lazy.accepts(utf8, from, length);
  }

  /**
   * Texts in UTF-8 of which one stands in every value that the expression is found in, letter case
   * of ASCII aside. Empty where none is known.
   */
  public List<byte[]> necessary() {
    return necessary;
  }

  /**
   * The automaton, over code points, of all values that the expression is found in; deterministic
   * where that is not too large.
   */
  public Automaton automaton() {
    Automaton automaton = automaton(new RegexReader(text).read());
    Automaton made = determinized(automaton);
    return made == null ? automaton : made;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PerlRegex that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
