package io.sluice.cep.program;

import io.sluice.cep.event.Schema;
import io.sluice.cep.program.expr.RowPart;
import io.sluice.cep.search.SearchHub;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What programs have in common, kept once: of a hundred thousand statements most differ in a few
 * constants. What no program has any more goes by itself.
 */
public final class CommonParts {
  private static final int LAST = 64;

  private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

  /** The last ones of a kind: of rules in a row most parts are those, and need not be hashed. */
  private final @Nullable Object[] last = new Object[LAST];

  /** By the columns that a name speaks of: two streams may call different ones alike. */
  private final Map<Schema, Map<String, WeakReference<RowPart.Named>>> named = new WeakHashMap<>();

  private final Map<Schema, Map<String, WeakReference<Trigger.Wake>>> wakes = new WeakHashMap<>();

  private final SearchHub searches = new SearchHub();

  /** What the programs search. */
  SearchHub searches() {
    return searches;
  }

  /** The one that equals {@code part}: itself, where it is the first of its kind. */
  @SuppressWarnings("unchecked") // equal parts are of one type
  <T> T of(T part) {
    int kind = kind(part) & LAST - 1;
    Object before = last[kind];
    if (before != null && before.getClass() == part.getClass() && before.equals(part)) {
      return (T) before;
    }
    WeakReference<Object> found = known.get(part);
    Object there = found == null ? null : found.get();
    if (there == null || there.getClass() != part.getClass()) {
      there = part;
      known.put(part, new WeakReference<>(part));
    }
    last[kind] = there;
    return (T) there;
  }

  private static int kind(Object part) {
    int hash = part.getClass().getName().hashCode();
    if (part instanceof List<?> list && !list.isEmpty()) {
      hash += 31 * list.size() + list.getFirst().getClass().getName().hashCode();
    }
    return hash ^ hash >>> 6 ^ hash >>> 15;
  }

  /** Parts of one name give one answer on rows of one schema. */
  List<RowPart> parts(Schema rows, List<RowPart> parts) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case RowPart.Named test -> one(named, rows, test, RowPart.Named::name);
                  case RowPart.Bound bound -> of((RowPart) bound);
                })
        .toList();
  }

  List<Trigger.Wake> wakes(Schema rows, List<Trigger.Wake> tests) {
    return of(tests.stream().map(wake -> one(wakes, rows, wake, Trigger.Wake::name)).toList());
  }

  private static <T> T one(
      Map<Schema, Map<String, WeakReference<T>>> all, Schema rows, T it, Function<T, String> name) {
    var ofRows = all.computeIfAbsent(rows, _ -> new WeakHashMap<>());
    WeakReference<T> found = ofRows.get(name.apply(it));
    T there = found == null ? null : found.get();
    if (there == null) {
      // The name is the part's own, so that they go together.
      ofRows.remove(name.apply(it));
      ofRows.put(name.apply(it), new WeakReference<>(it));
      return it;
    }
    return there;
  }
}
