package io.sluice.cep.duel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A statement of ISO SQL over the stream {@code e (k, n, l, v, ts)}: a bounded query, or a standing
 * pattern.
 *
 * @param define variables without an entry fit any row
 * @param skip NEXT, PAST, NONE, FIRST or LAST
 * @param target the variable of FIRST and LAST
 * @param withinSeconds null for no bound
 */
record Clause(
    boolean bounded,
    boolean byKey,
    Map<String, Ex> measures,
    Output output,
    Skip skip,
    String target,
    Pat pattern,
    @Nullable Integer withinSeconds,
    Map<String, String> subsets,
    Map<Character, Ex> define) {

  static final String STREAM =
      "CREATE STREAM e (k STRING, n INT, l STRING, v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '4' SECOND);";

  enum Skip {
    NEXT,
    PAST,
    NONE,
    FIRST,
    LAST
  }

  enum Output {
    ONE("ONE ROW PER MATCH"),
    ALL("ALL ROWS PER MATCH"),
    ALL_SHOW("ALL ROWS PER MATCH SHOW EMPTY MATCHES"),
    ALL_OMIT("ALL ROWS PER MATCH OMIT EMPTY MATCHES"),
    ALL_UNMATCHED("ALL ROWS PER MATCH WITH UNMATCHED ROWS");

    private final String text;

    Output(String text) {
      this.text = text;
    }
  }

  List<String> columns() {
    var columns = new ArrayList<String>();
    if (byKey || output != Output.ONE) {
      columns.add("k");
    }
    if (output != Output.ONE) {
      columns.addAll(List.of("n", "l", "v"));
    }
    columns.addAll(measures.keySet());
    return columns;
  }

  String statement() {
    var out = new StringBuilder();
    out.append(bounded ? "" : "CREATE PATTERN p WITH (unbounded = 'true') AS\n");
    out.append("SELECT ").append(String.join(", ", columns()));
    out.append(" FROM e MATCH_RECOGNIZE (\n  ").append(byKey ? "PARTITION BY k " : "");
    out.append("ORDER BY ts, n\n");
    var parts = new ArrayList<String>();
    measures.forEach((name, ex) -> parts.add(ex.text() + " AS " + name));
    if (!parts.isEmpty()) {
      out.append("  MEASURES ").append(String.join(",\n           ", parts)).append("\n");
    }
    out.append("  ").append(output.text).append("\n  AFTER MATCH ").append(skipText());
    out.append("\n  PATTERN (").append(pattern.text()).append(")");
    if (withinSeconds != null) {
      out.append(" WITHIN INTERVAL '%d' SECOND".formatted(withinSeconds));
    }
    var sets = new ArrayList<String>();
    subsets.forEach(
        (name, of) -> sets.add("%s = (%s)".formatted(name, String.join(", ", of.split("")))));
    if (!sets.isEmpty()) {
      out.append("\n  SUBSET ").append(String.join(", ", sets));
    }
    var conditions = new ArrayList<String>();
    define.forEach((name, ex) -> conditions.add(name + " AS " + ex.text()));
    if (!conditions.isEmpty()) {
      out.append("\n  DEFINE ").append(String.join(",\n         ", conditions));
    }
    return out.append("\n) AS m;\n").toString();
  }

  private String skipText() {
    return switch (skip) {
      case NEXT -> "SKIP TO NEXT ROW";
      case PAST -> "SKIP PAST LAST ROW";
      case NONE -> "NO SKIP";
      case FIRST -> "SKIP TO FIRST " + target;
      case LAST -> "SKIP TO LAST " + target;
    };
  }

  /** The letters of a variable or SUBSET. */
  String lettersOf(String name) {
    return subsets.getOrDefault(name, name);
  }

  /** Whether matches come in the order of their first rows, and have their numbers by it. */
  boolean isOrdered() {
    return skip != Skip.NONE && (bounded || skip != Skip.NEXT);
  }

  // ---- shrinking ----

  Clause with(Pat other) {
    return new Clause(
        bounded,
        byKey,
        measures,
        output,
        skip,
        target,
        other,
        withinSeconds,
        subsets,
        new TreeMap<>(
            define.entrySet().stream()
                .filter(d -> other.has(p -> p.equals(new Pat.Var(d.getKey()))))
                .collect(
                    java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
  }

  private Clause with(Map<String, Ex> otherMeasures, Map<Character, Ex> otherDefine) {
    return new Clause(
        bounded,
        byKey,
        otherMeasures,
        output,
        skip,
        target,
        pattern,
        withinSeconds,
        subsets,
        otherDefine);
  }

  private Clause with(Output other, Skip skipping, @Nullable Integer bound, boolean keyed) {
    return new Clause(
        bounded, keyed, measures, other, skipping, target, pattern, bound, subsets, define);
  }

  /** Clauses with a piece less; some of them are no longer legal. */
  List<Clause> simpler() {
    var all = new ArrayList<Clause>();
    for (String name : measures.keySet()) {
      var fewer = new LinkedHashMap<>(measures);
      fewer.remove(name);
      all.add(with(fewer, define));
    }
    for (Pat other : pattern.simpler()) {
      all.add(with(other));
    }
    for (Map.Entry<Character, Ex> condition : define.entrySet()) {
      var fewer = new TreeMap<>(define);
      fewer.remove(condition.getKey());
      all.add(with(measures, fewer));
      if (condition.getValue() instanceof Ex.Both both) {
        for (Ex side : List.of(both.left(), both.right())) {
          var changed = new TreeMap<>(define);
          changed.put(condition.getKey(), side);
          all.add(with(measures, changed));
        }
      }
    }
    all.add(with(Output.ONE, skip, withinSeconds, byKey));
    all.add(with(output, Skip.PAST, withinSeconds, byKey));
    all.add(with(output, Skip.NEXT, withinSeconds, byKey));
    all.add(with(output, skip, null, byKey));
    all.add(with(output, skip, withinSeconds, false));
    return all.stream().filter(c -> !c.equals(this)).toList();
  }
}
