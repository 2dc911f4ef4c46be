package io.sluice.cep.program;

import java.util.List;
import java.util.TreeSet;

/**
 * Which rows a place in a pattern may pass over, with variables as indexes.
 *
 * @param forbidden variables of NOT: a row that fits one ends the attempt that stands here
 */
public record GapRule(Kind kind, List<Integer> forbidden) {
  /** In order from tight to loose. */
  public enum Kind {
    NONE,
    SKIP_TILL_NEXT,
    SKIP_TILL_ANY
  }

  public static final GapRule NONE = new GapRule(Kind.NONE, List.of());

  public GapRule {
    forbidden = List.copyOf(forbidden);
  }

  /**
   * Two gaps with nothing between them, as around an optional step that is left out: what either
   * lets pass may pass, what either forbids is forbidden.
   */
  public GapRule then(GapRule next) {
    if (next.equals(NONE)) {
      return this;
    }
    if (equals(NONE)) {
      return next;
    }
    var all = new TreeSet<>(forbidden);
    all.addAll(next.forbidden);
    return new GapRule(kind.compareTo(next.kind) >= 0 ? kind : next.kind, List.copyOf(all));
  }
}
