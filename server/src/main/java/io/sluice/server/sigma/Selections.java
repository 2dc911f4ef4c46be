package io.sluice.server.sigma;

import io.sluice.grammar.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The named selections of a rule, each read when the condition first names it. */
final class Selections {
  private final Map<String, @Nullable Object> written;
  private final Matching matching;
  private final Map<String, Criterion> known = new HashMap<>();

  Selections(Map<String, @Nullable Object> written, Matching matching) {
    this.written = written;
    this.matching = matching;
  }

  Criterion named(String name) throws Refused {
    Criterion criterion = known.get(name);
    if (criterion == null) {
      if (!written.containsKey(name)) {
        String help =
            NearestName.to(name, written.keySet())
                .map(near -> " Did you mean `" + near + "`?")
                .orElse("");
        throw Refused.broken("The condition names `" + name + "`, which is no selection." + help);
      }
      criterion = selection(name, written.get(name));
      known.put(name, criterion);
    }
    return criterion;
  }

  /**
   * Those whose names fit {@code filter_*}; {@code them} are all without an underscore in front.
   */
  List<Criterion> fitting(String pattern) throws Refused {
    var criteria = new ArrayList<Criterion>();
    Pattern names =
        Pattern.compile(
            pattern.equals("them") ? "[^_].*" : Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    for (String name : written.keySet()) {
      if (names.matcher(name).matches()) {
        criteria.add(named(name));
      }
    }
    if (criteria.isEmpty()) {
      throw Refused.broken("No selection fits `" + pattern + "` of the condition.");
    }
    return criteria;
  }

  /** A map is fulfilled by all of its lines, a list by any of its elements. */
  private Criterion selection(String name, @Nullable Object selection) throws Refused {
    return switch (selection) {
      case null -> throw Refused.broken("The selection `" + name + "` is empty.");
      case Map<?, ?> map -> lines(name, map);
      case List<?> list -> {
        var any = new ArrayList<Criterion>();
        for (Object element : list) {
          any.add(
              element instanceof Map<?, ?> || element instanceof List<?>
                  ? selection(name, element)
                  : matching.item("", element));
        }
        if (any.isEmpty()) {
          throw Refused.broken("The selection `" + name + "` is empty.");
        }
        yield Criterion.any(any);
      }
      default -> matching.item("", selection);
    };
  }

  private Criterion lines(String name, Map<?, ?> map) throws Refused {
    var all = new ArrayList<Criterion>();
    for (Map.Entry<?, ?> line : map.entrySet()) {
      all.add(matching.item(String.valueOf(line.getKey()), line.getValue()));
    }
    if (all.isEmpty()) {
      throw Refused.broken("The selection `" + name + "` is empty.");
    }
    return Criterion.all(all);
  }
}
