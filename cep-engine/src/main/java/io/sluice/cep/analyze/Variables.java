package io.sluice.cep.analyze;

import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import io.sluice.grammar.ast.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of one PATTERN in the order of first appearance, and its SUBSETs. */
final class Variables {
  private static final int STRANGER = Integer.MAX_VALUE;

  private final List<String> names = new ArrayList<>();
  private final List<Name> firstUse = new ArrayList<>();
  private final Set<Integer> positive = new HashSet<>();
  private final List<Name> strangers = new ArrayList<>();
  private final Map<Integer, On> streams = new HashMap<>();
  private final Map<String, RowSet> subsets = new LinkedHashMap<>();

  /**
   * DEFINE ... ON.
   *
   * @param name of the stream in MERGE
   * @param schema the columns of its rows
   * @param words how messages call it
   */
  record On(String name, Schema schema, String words) {}

  void takesFrom(int variable, On stream) {
    streams.put(variable, stream);
  }

  /** The stream that all rows of the set are of, or null. */
  @Nullable On on(RowSet rows) {
    On only = rows.isAll() ? null : streams.get(rows.variables().getFirst());
    return only != null && rows.variables().stream().allMatch(v -> only.equals(streams.get(v)))
        ? only
        : null;
  }

  /** A name that DEFINE has and PATTERN does not: said once, and known from then on. */
  void addStranger(Name name) {
    strangers.add(name);
  }

  boolean isStranger(Name name) {
    return strangers.stream().anyMatch(s -> s.key().equals(name.key()));
  }

  int use(Name name, boolean isPositive) {
    int index = same(name);
    if (index < 0) {
      index = names.size();
      names.add(name.text());
      firstUse.add(name);
    }
    if (isPositive) {
      positive.add(index);
    }
    return index;
  }

  int indexOf(Name name) {
    int same = same(name);
    if (same >= 0) {
      return same;
    }
    // Nothing else can be meant: so "Up" may be called up, and Up "Up".
    for (int i = 0; i < names.size(); i++) {
      if (name.means(names.get(i)) || (name.quoted() && firstUse.get(i).means(name.text()))) {
        return i;
      }
    }
    return -1;
  }

  /** ISO: {@code "a"} is another name than {@code a}, which is {@code A}. */
  private int same(Name name) {
    for (int i = 0; i < names.size(); i++) {
      Name known = firstUse.get(i);
      boolean same =
          known.quoted() == name.quoted()
              ? known.means(name.text())
              : known.quoted() ? isSpelt(known, name) : isSpelt(name, known);
      if (same) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSpelt(Name quoted, Name plain) {
    return quoted.text().equals(plain.text().toUpperCase(Locale.ROOT));
  }

  /** Whether rows can carry its label: it stands somewhere without NOT. */
  boolean hasRows(int variable) {
    return variable == STRANGER || positive.contains(variable);
  }

  /** Those that stand behind NOT only. */
  Set<Integer> negated() {
    Set<Integer> all = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!positive.contains(i)) {
        all.add(i);
      }
    }
    return all;
  }

  List<String> names() {
    return names;
  }

  Name firstUse(int variable) {
    return firstUse.get(variable);
  }

  RowSet single(int variable) {
    return new RowSet(names.get(variable), List.of(variable));
  }

  void addSubset(String name, List<Integer> members) {
    subsets.put(name, new RowSet(name, members.stream().distinct().sorted().toList()));
  }

  @Nullable RowSet subset(Name name) {
    for (Map.Entry<String, RowSet> each : subsets.entrySet()) {
      if (name.means(each.getKey())) {
        return each.getValue();
      }
    }
    return null;
  }

  /** A variable or a subset, or null. */
  @Nullable RowSet find(Name name) {
    int index = indexOf(name);
    if (index >= 0) {
      return single(index);
    }
    RowSet subset = subset(name);
    return subset == null && isStranger(name) ? new RowSet(name.text(), List.of(STRANGER)) : subset;
  }

  Collection<String> all() {
    var all = new ArrayList<>(names);
    all.addAll(subsets.keySet());
    return all;
  }
}
