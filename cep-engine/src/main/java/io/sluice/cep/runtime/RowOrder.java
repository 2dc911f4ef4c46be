package io.sluice.cep.runtime;

import io.sluice.cep.event.Event;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.runtime.match.Environment;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** ORDER BY of MATCH_RECOGNIZE: time where it comes first, the items, the place in the log. */
final class RowOrder implements Comparator<Event> {
  private final MatchProgram program;
  private final Environment environment;

  RowOrder(MatchProgram program, Environment environment) {
    this.program = program;
    this.environment = environment;
  }

  @Override
  public int compare(Event a, Event b) {
    int result = program.timeFirst() ? Long.compare(a.time(), b.time()) : 0;
    for (int i = 0; i < program.orderBy().size() && result == 0; i++) {
      MatchProgram.SortItem item = program.orderBy().get(i);
      result = compare(item, value(item, a), value(item, b));
    }
    if (result == 0) {
      result = Long.compare(a.time(), b.time());
    }
    return result == 0 ? Long.compare(a.offset(), b.offset()) : result;
  }

  private @Nullable Object value(MatchProgram.SortItem item, Event row) {
    return item.evaluator().evaluate(new RowScope(row, environment));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the analyzer lets only comparable types be sorted
  private static int compare(MatchProgram.SortItem item, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      int nulls = a == b ? 0 : a == null ? -1 : 1;
      return item.nullsFirst() ? nulls : -nulls;
    }
    int result = ((Comparable) a).compareTo(b);
    return item.descending() ? -result : result;
  }
}
