package io.sluice.percolator;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.ByteRunAutomaton;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of one field (prefixes, wildcards, regular expressions, fuzzy words, ranges of
 * words): each is a predicate that holds where any token of the field is accepted by Lucene's own
 * automaton.
 *
 * <p>Tokens of a stream repeat, so the verdict on a token is remembered: the patterns it fits, and
 * how many patterns had been asked. A pattern that came later is asked when the token comes next,
 * so a verdict never gets stale. Two generations of verdicts bound the memory: when the young one
 * is full it becomes the old one, and what is still in use moves over.
 */
final class TokenPatterns {
  /** Longer tokens (command lines, addresses) seldom repeat. */
  private static final int MAX_REMEMBERED_BYTES = 64;

  private static final int GENERATION = 1 << 16;
  private static final int[] NONE = {};

  @SuppressWarnings("ArrayRecordComponent") // flat arrays, shared on purpose, never compared
  private record Verdict(int asked, int[] predicates) {}

  private ByteRunAutomaton[] automata = new ByteRunAutomaton[8];
  private int[] predicates = new int[8];
  private volatile int count;

  private volatile ConcurrentHashMap<BytesRef, Verdict> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<BytesRef, Verdict> old = new ConcurrentHashMap<>();
  private final AtomicInteger youngSize = new AtomicInteger();

  /** By the one writing thread. */
  void add(ByteRunAutomaton automaton, int predicate) {
    int at = count;
    if (at == automata.length) {
      automata = Arrays.copyOf(automata, 2 * at);
      predicates = Arrays.copyOf(predicates, 2 * at);
    }
    automata[at] = automaton;
    predicates[at] = predicate;
    count = at + 1; // publishes the arrays
  }

  /** The predicates that the token makes true. */
  int[] fitting(BytesRef token) {
    int all = count;
    if (token.length > MAX_REMEMBERED_BYTES) {
      return ask(token, 0, all, NONE);
    }
    Verdict known = young.get(token);
    boolean fresh = known == null;
    if (fresh) {
      known = old.get(token);
    }
    if (known != null && known.asked >= all && !fresh) {
      return known.predicates;
    }
    return remember(token, known, all);
  }

  private int[] remember(BytesRef token, @Nullable Verdict known, int all) {
    int[] fitting =
        known == null ? ask(token, 0, all, NONE) : ask(token, known.asked, all, known.predicates);
    int asked = known == null ? all : Math.max(all, known.asked);
    if (young.put(BytesRef.deepCopyOf(token), new Verdict(asked, fitting)) == null
        && youngSize.incrementAndGet() == GENERATION) {
      old = young;
      young = new ConcurrentHashMap<>();
      youngSize.set(0);
    }
    return fitting;
  }

  private int[] ask(BytesRef token, int from, int to, int[] already) {
    ByteRunAutomaton[] asked = automata;
    int[] numbers = predicates;
    int[] found = already;
    int size = already.length;
    for (int i = from; i < to; i++) {
      if (asked[i].run(token.bytes, token.offset, token.length)) {
        if (size == found.length) {
          found = Arrays.copyOf(found, Math.max(4, 2 * size));
        }
        found[size++] = numbers[i];
      }
    }
    return size == found.length ? found : Arrays.copyOf(found, size);
  }
}
