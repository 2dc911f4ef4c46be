package io.sluice.grammar;

import io.sluice.grammar.parser.SluiceParser;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** The words of the language, read from the grammar itself. */
public final class Keywords {
  private static final IntervalSet NAMES =
      SluiceParser._ATN.nextTokens(
          SluiceParser._ATN.ruleToStartState[SluiceParser.RULE_identifier]);

  private static final SortedSet<String> ALL = words(true);
  private static final SortedSet<String> RESERVED = words(false);

  private Keywords() {}

  private static SortedSet<String> words(boolean names) {
    return IntStream.rangeClosed(1, SluiceParser.VOCABULARY.getMaxTokenType())
        .filter(Phrases::isWord)
        .filter(type -> names || !NAMES.contains(type))
        .mapToObj(Phrases::word)
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(TreeSet::new), Collections::unmodifiableSortedSet));
  }

  /** Every word, in upper case. */
  public static SortedSet<String> all() {
    return ALL;
  }

  /** The words that are names only in double quotes, in upper case. */
  public static SortedSet<String> reserved() {
    return RESERVED;
  }

  /** Whether a name spelled like this needs double quotes. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name.toUpperCase(Locale.ROOT));
  }
}
