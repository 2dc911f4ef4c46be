package io.sluice.server.http;

import io.sluice.server.wire.Documents;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Pages of named things, in the order of their names. */
final class Pages {
  private Pages() {}

  static <T> Documents.Page of(
      Call call, NavigableMap<String, T> all, Function<T, ? extends Object> document) {
    return of(call, all, _ -> true, document);
  }

  /**
   * @param wanted which of them are on the list
   */
  static <T> Documents.Page of(
      Call call,
      NavigableMap<String, T> all,
      Predicate<T> wanted,
      Function<T, ? extends Object> document) {
    int limit = call.limit();
    String after = call.cursor();
    var rest = after == null ? all : all.tailMap(after, false);
    var items = new ArrayList<Object>();
    String next = null;
    String last = "";
    for (var entry : rest.entrySet()) {
      if (!wanted.test(entry.getValue())) {
        continue;
      }
      if (items.size() == limit) {
        next = call.cursorOf(last);
        break;
      }
      items.add(document.apply(entry.getValue()));
      last = entry.getKey();
    }
    return new Documents.Page(items, next);
  }
}
