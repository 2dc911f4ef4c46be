package io.sluice.cep.runtime.automaton;

import java.util.HashMap;
import java.util.Map;

/**
 * Which sets have a labelling that begins with a row.
 *
 * @param start the row
 * @param known of nodes that were looked at
 */
record Leading(int start, Map<Integer, Boolean> known) {
  Leading(int start) {
    this(start, new HashMap<>());
  }

  boolean isKnown(int set) {
    return set < 0 || known.containsKey(set);
  }

  /** Of a set that is known. */
  boolean leads(int set) {
    return set < 0 ? (set & TakenRows.MASK) == start : known.getOrDefault(set, false);
  }
}
