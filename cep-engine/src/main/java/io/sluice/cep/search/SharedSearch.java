package io.sluice.cep.search;

import io.sluice.cep.event.Event;
import io.sluice.percolator.DocumentException;
import io.sluice.percolator.QuerySyntaxException;
import io.sluice.percolator.Search;
import io.sluice.percolator.SearchSet;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All queries that statements ask of rows of one kind, whether they are written in conditions or
 * are rows of a table: one index, and a row is asked of it once, whoever asks. A query by itself is
 * asked by itself. Queries that nobody asks any more go when the memory of who asked does.
 *
 * <p>Statements may be at different times: a row may be asked about again when others have come,
 * and queries may have been added meanwhile. An answer is good for all queries that were there when
 * it was found.
 */
public final class SharedSearch {
  /** Rows whose answers are kept: those that statements which merge streams may still come to. */
  private static final int KEPT = 64;

  private final SearchTarget target;
  private final Map<String, Known> byText = new HashMap<>();
  private final ReferenceQueue<Asked> gone = new ReferenceQueue<>();
  private final @Nullable Answer[] answers = new Answer[KEPT];

  /** From the second query on. */
  private @Nullable SearchSet all;

  private long additions;

  SharedSearch(SearchTarget target) {
    this.target = target;
  }

  /** A query; who asks it holds it. */
  public static final class Asked {
    private final String text;
    private final long added;
    private @Nullable Search alone;

    private Asked(String text, long added) {
      this.text = text;
      this.added = added;
    }
  }

  private static final class Known extends WeakReference<Asked> {
    private final String text;

    Known(Asked asked, ReferenceQueue<Asked> gone) {
      super(asked, gone);
      this.text = asked.text;
    }
  }

  /**
   * @param additions how many queries had been added
   * @param found null where some query could not be asked
   */
  private record Answer(Event row, long additions, @Nullable Set<Asked> found) {}

  public SearchTarget target() {
    return target;
  }

  /**
   * The query of this text, which is one for all who ask it.
   *
   * @throws QuerySyntaxException if the text is no query over these rows
   */
  public Asked ask(String text) {
    forget();
    Known known = byText.get(text);
    Asked there = known == null ? null : known.get();
    if (there != null) {
      return there;
    }
    var asked = new Asked(text, ++additions);
    if (all != null) {
      all.put(text, text);
    } else {
      alone(asked);
      if (byText.values().stream().anyMatch(other -> other.get() != null)) {
        var set = new SearchSet(target.fields());
        byText.keySet().forEach(other -> set.put(other, other));
        set.put(text, text);
        all = set;
      }
    }
    byText.put(text, new Known(asked, gone));
    return asked;
  }

  private void forget() {
    for (Object last = gone.poll(); last != null; last = gone.poll()) {
      String text = ((Known) last).text;
      if (byText.remove(text, last) && all != null) {
        all.remove(text);
      }
    }
  }

  /**
   * Whether a row fits the query; null where nothing is known of it.
   *
   * @throws DocumentException if a value can not be searched
   */
  public @Nullable Boolean matches(Asked asked, Event row) {
    if (target.isAbsent(row)) {
      return null;
    }
    Set<Asked> found = all == null ? null : found(row, asked.added);
    return found == null ? matchesAlone(asked, row) : found.contains(asked);
  }

  /**
   * The queries that a row fits, of those that were added up to {@code added} and maybe others;
   * null where some query can not be asked.
   */
  @Nullable Set<Asked> matching(Event row, long added) {
    if (target.isAbsent(row)) {
      return Set.of();
    }
    if (all != null) {
      return found(row, added);
    }
    var found = new HashSet<Asked>();
    for (Known known : byText.values()) {
      Asked asked = known.get();
      try {
        if (asked != null && matchesAlone(asked, row)) {
          found.add(asked);
        }
      } catch (DocumentException e) {
        return null;
      }
    }
    return found;
  }

  /** The same for all queries. */
  public @Nullable Set<Asked> matching(Event row) {
    return matching(row, additions);
  }

  /** When the query was added: answers from then on know of it. */
  static long added(Asked asked) {
    return asked.added;
  }

  /**
   * @throws DocumentException if a value that this query looks at can not be searched
   */
  boolean matchesAlone(Asked asked, Event row) {
    Search search = alone(asked);
    return search.matches(EventDocument.of(row, target.schema(), search.reads()));
  }

  private Search alone(Asked asked) {
    Search search = asked.alone;
    if (search == null) {
      search = target.search(asked.text);
      asked.alone = search;
    }
    return search;
  }

  private @Nullable Set<Asked> found(Event row, long added) {
    int place = (int) row.offset() & KEPT - 1;
    Answer known = answers[place];
    if (known == null || known.additions() < added || !isSame(known.row(), row)) {
      known = new Answer(row, additions, find(row));
      answers[place] = known;
    }
    return known.found();
  }

  private @Nullable Set<Asked> find(Event row) {
    try {
      var found = new HashSet<Asked>();
      for (String text :
          Objects.requireNonNull(all).matching(EventDocument.of(row, target.schema()))) {
        Known known = byText.get(text);
        Asked asked = known == null ? null : known.get();
        if (asked != null) {
          found.add(asked);
        }
      }
      return found;
    } catch (DocumentException e) {
      return null;
    }
  }

  /** Statements that merge streams have a row of their own for an event, with the same values. */
  @SuppressWarnings("ReferenceEquality") // equal values would do too, and cost more to compare
  private boolean isSame(Event a, Event b) {
    if (a == b) {
      return true;
    }
    if (a.offset() != b.offset() || !a.stream().equals(b.stream()) || a.extra() != b.extra()) {
      return false;
    }
    for (int i = 0; i < target.schema().size(); i++) {
      if (a.values()[i] != b.values()[i]) {
        return false;
      }
    }
    return true;
  }
}
