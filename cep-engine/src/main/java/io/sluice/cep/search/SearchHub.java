package io.sluice.cep.search;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/**
 * The searches of all statements of a task, by what they look at; kept while a statement has them.
 */
public final class SearchHub {
  /**
   * Those of the statement that is being compiled: conditions deep in it find them here. Unbound
   * where an expression is compiled for itself.
   */
  public static final ScopedValue<SearchHub> CURRENT = ScopedValue.newInstance();

  private final Map<SearchTarget, WeakReference<SharedSearch>> byTarget = new HashMap<>();

  /** Those of the statement that is being compiled, else fresh ones. */
  public static SharedSearch shared(SearchTarget target) {
    return CURRENT.isBound() ? CURRENT.get().of(target) : new SharedSearch(target);
  }

  private SharedSearch of(SearchTarget target) {
    WeakReference<SharedSearch> known = byTarget.get(target);
    SharedSearch there = known == null ? null : known.get();
    if (there == null) {
      byTarget.values().removeIf(other -> other.get() == null);
      there = new SharedSearch(target);
      byTarget.put(target, new WeakReference<>(there));
    }
    return there;
  }
}
