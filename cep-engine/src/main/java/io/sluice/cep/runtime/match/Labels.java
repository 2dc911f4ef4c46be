package io.sluice.cep.runtime.match;

import io.sluice.cep.program.expr.Fold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labelled rows of an attempt, the last one first: a persistent list, so that threads which
 * branch share what they have in common.
 */
public final class Labels {
  /** By their first rows, then by their second ones, and so on; then by their variables. */
  static final Comparator<Labels> IN_ORDER = Labels::compare;

  /**
   * From the last row back the later row goes first, then the variable that comes first, then what
   * has no further row: which matches that one row completes are the nearest to it.
   */
  static final Comparator<Labels> NEAREST = Labels::compareBack;

  private final @Nullable Labels before;
  private final Row row;
  private final int variable;
  private final boolean excluded;
  private final Row first;
  private final int size;
  private final int hash;
  private @Nullable Kept kept;

  /** The state of an aggregate over the rows up to here; not part of what a match is. */
  private record Kept(Fold<?> fold, Object state, @Nullable Kept next) {}

  public Labels(@Nullable Labels before, Row row, int variable, boolean excluded) {
    this.before = before;
    this.row = row;
    this.variable = variable;
    this.excluded = excluded;
    this.first = before == null ? row : before.first;
    this.size = before == null ? 1 : before.size + 1;
    this.hash =
        31 * (31 * (before == null ? 0 : before.hash) + Long.hashCode(row.position())) + variable;
  }

  public @Nullable Labels before() {
    return before;
  }

  public Row row() {
    return row;
  }

  public int variable() {
    return variable;
  }

  /** Whether the row stands inside {@code {- -}}. */
  public boolean excluded() {
    return excluded;
  }

  public Row first() {
    return first;
  }

  public int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // what was kept for a fold is of its own type
  <S> @Nullable S kept(Fold<S> fold) {
    for (Kept at = kept; at != null; at = at.next) {
      if (at.fold == fold) {
        return (S) at.state;
      }
    }
    return null;
  }

  <S extends Object> void keep(Fold<S> fold, S state) {
    kept = new Kept(fold, state, kept);
  }

  /** The entries in the order of their rows. */
  public List<Labels> inOrder() {
    var entries = new ArrayDeque<Labels>(size);
    for (Labels at = this; at != null; at = at.before) {
      entries.addFirst(at);
    }
    return new ArrayList<>(entries);
  }

  private static int compare(Labels a, Labels b) {
    List<Labels> x = a.inOrder();
    List<Labels> y = b.inOrder();
    int common = Math.min(x.size(), y.size());
    for (int i = 0; i < common; i++) {
      int byRow = Long.compare(x.get(i).row.position(), y.get(i).row.position());
      if (byRow != 0) {
        return byRow;
      }
    }
    for (int i = 0; i < common; i++) {
      int byVariable = Integer.compare(x.get(i).variable, y.get(i).variable);
      if (byVariable != 0) {
        return byVariable;
      }
    }
    return Integer.compare(x.size(), y.size());
  }

  private static int compareBack(Labels a, Labels b) {
    Labels x = a;
    Labels y = b;
    while (x != null && y != null) {
      int byRow = Long.compare(y.row.position(), x.row.position());
      if (byRow != 0) {
        return byRow;
      }
      int byVariable = Integer.compare(x.variable, y.variable);
      if (byVariable != 0) {
        return byVariable;
      }
      x = x.before;
      y = y.before;
    }
    return x == y ? 0 : x == null ? -1 : 1;
  }

  /** Equal rows with equal variables. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Labels that) || hash != that.hash || size != that.size) {
      return false;
    }
    Labels a = this;
    Labels b = that;
    while (a != b && a != null && b != null) {
      if (a.row.position() != b.row.position() || a.variable != b.variable) {
        return false;
      }
      a = a.before;
      b = b.before;
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
