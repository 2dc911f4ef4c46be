package io.sluice.cep.duel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of elements with arrows between them, written in our form and in ISO's (language: 7.2):
 * what lies between is a gap of excluded rows, of which {@code G1, G2, ...} are the variables.
 *
 * @param absentFirst a variable that must not have come before, or null
 * @param absentLast a variable that must not come after, or null
 */
record Chain(
    boolean bounded,
    List<Element> elements,
    List<Arrow> arrows,
    Map<String, String> conditions,
    String rows,
    String skip,
    @Nullable Integer within,
    @Nullable Integer gap,
    @Nullable String absentFirst,
    @Nullable String absentLast) {

  /** Rows at most, so that PREV and NEXT can reach them all. */
  static final int MOST_ROWS = 14;

  enum Form {
    ONE,
    CHOICE,
    LOOP,
    RELAXED_LOOP
  }

  /**
   * @param names one variable; two of a CHOICE
   */
  record Element(Form form, List<String> names) {
    String ours() {
      String name = names.getFirst();
      return switch (form) {
        case ONE -> name;
        case CHOICE -> "(" + String.join(" | ", names) + ")";
        case LOOP -> name + "+";
        case RELAXED_LOOP -> "RELAXED(" + name + "{2,})";
      };
    }
  }

  /**
   * @param text {@code ->}, {@code ->>} or nothing
   * @param not the variable that ends the attempt, or null
   */
  record Arrow(String text, @Nullable String not) {}

  static Chain next(Random random) {
    var conditions = new LinkedHashMap<String, String>();
    var elements = new ArrayList<Element>();
    var arrows = new ArrayList<Arrow>();
    boolean bounded = random.nextBoolean();
    int form = random.nextInt(10);
    boolean first = form == 0;
    boolean last = form == 1 && bounded;
    int n = first || last ? 1 + random.nextInt(2) : 2 + random.nextInt(3);
    for (int i = 0; i < n; i++) {
      boolean plain = first || last;
      Arrow arrow = i == 0 ? null : plain ? new Arrow("", null) : arrow(random, elements.getLast());
      Form of = plain ? Form.ONE : Form.values()[random.nextInt(4)];
      boolean loops = of == Form.LOOP || of == Form.RELAXED_LOOP;
      if (loops && arrow != null && arrow.not != null || of == Form.RELAXED_LOOP && i == n - 1) {
        of = Form.ONE;
      }
      var names = new ArrayList<String>();
      for (int k = 0; k < (of == Form.CHOICE ? 2 : 1); k++) {
        String name = String.valueOf((char) ('A' + conditions.size()));
        names.add(name);
        conditions.put(name, condition(random, i > 0, elements));
      }
      elements.add(new Element(of, names));
      if (arrow != null) {
        arrows.add(arrow);
      }
    }
    for (int i = 0; i + 1 < elements.size(); i++) {
      // Behind a relaxed loop stands the arrow that 7.2 rewrites.
      if (elements.get(i).form == Form.RELAXED_LOOP) {
        arrows.set(i, new Arrow("->", null));
      }
    }
    boolean nots = first || last || arrows.stream().anyMatch(a -> a.not != null);
    if (nots) {
      conditions.put("N", letters(random, "N", "X"));
    }
    String skip =
        random.nextInt(3) == 0 && !last
            ? "NO SKIP"
            : random.nextBoolean() ? "SKIP PAST LAST ROW" : "SKIP TO NEXT ROW";
    boolean needed = first || last || skip.equals("NO SKIP");
    return new Chain(
        bounded,
        elements,
        arrows,
        conditions,
        random.nextInt(3) == 0 ? "ALL ROWS PER MATCH" : "ONE ROW PER MATCH",
        skip,
        needed || random.nextBoolean() ? (Integer) (2 + random.nextInt(9)) : null,
        random.nextInt(4) == 0 && !last ? (Integer) (1 + random.nextInt(4)) : null,
        first ? "N" : null,
        last ? "N" : null);
  }

  private static Arrow arrow(Random random, Element before) {
    return switch (random.nextInt(7)) {
      case 0 -> new Arrow("", null);
      case 1, 2 -> new Arrow("->>", null);
      case 3, 4 -> new Arrow("->", "N");
      default -> new Arrow("->", null);
    };
  }

  private static String condition(Random random, boolean later, List<Element> before) {
    String own = letters(random, "X", "ABC".substring(random.nextInt(3)).substring(0, 1));
    boolean known = later && before.getFirst().form == Form.ONE;
    return known && random.nextInt(3) == 0 ? own + " AND %1$s.v >= A.v" : own;
  }

  private static String letters(Random random, String often, String sure) {
    Set<String> letters = new LinkedHashSet<>(List.of(sure));
    for (String letter : List.of("A", "B", "C", "X")) {
      if (random.nextInt(10) < (letter.equals(often) ? 6 : 3)) {
        letters.add(letter);
      }
    }
    return "%1$s.l IN ("
        + letters.stream().map(l -> "'" + l + "'").collect(Collectors.joining(", "))
        + ")";
  }

  // ---- our form ----

  String ours() {
    var pattern = new StringBuilder();
    if (absentFirst != null) {
      pattern.append("NOT ").append(absentFirst).append(" -> ");
    }
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        Arrow arrow = arrows.get(i - 1);
        pattern.append(" ").append(arrow.text);
        pattern.append(arrow.not == null ? " " : " NOT " + arrow.not + " -> ");
      }
      pattern.append(elements.get(i).ours());
    }
    if (absentLast != null) {
      pattern.append(" -> NOT ").append(absentLast);
    }
    var define = new LinkedHashMap<String, String>();
    conditions.forEach((name, condition) -> define.put(name, condition.formatted(name)));
    String bounds =
        (within == null ? "" : " WITHIN INTERVAL '%d' SECOND".formatted(within))
            + (gap == null ? "" : " GAP INTERVAL '%d' SECOND".formatted(gap));
    return statement("(" + pattern + ")" + bounds, define);
  }

  private String statement(String pattern, Map<String, String> define) {
    String matched =
        elements.stream().flatMap(e -> e.names.stream()).collect(Collectors.joining(", "));
    var measures =
        new ArrayList<>(List.of("ARRAY_AGG(M.n) AS ns", "LAST(M.v) AS v", "CLASSIFIER(M) AS c"));
    for (String name : elements.stream().flatMap(e -> e.names.stream()).toList()) {
      measures.add("COUNT(%1$s.*) AS n_%1$s".formatted(name));
    }
    return "%sSELECT * FROM e MATCH_RECOGNIZE (\n  PARTITION BY k ORDER BY ts, n\n  MEASURES %s\n  %s\n  AFTER MATCH %s\n  PATTERN %s\n  SUBSET M = (%s)\n  DEFINE %s\n) AS m;"
        .formatted(
            bounded ? "" : "CREATE PATTERN p WITH (unbounded = 'true') AS\n",
            String.join(", ", measures),
            rows,
            skip,
            pattern,
            matched,
            define.entrySet().stream()
                .map(e -> e.getKey() + " AS " + e.getValue())
                .collect(Collectors.joining(",\n         ")));
  }

  // ---- ISO's form ----

  String iso() {
    var define = new LinkedHashMap<String, String>();
    var pattern = new StringBuilder("(");
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        pattern.append(" ").append(gap(i, define)).append(" ");
      }
      Element element = elements.get(i);
      for (String name : element.names) {
        define.put(name, bounded(i, name));
      }
      pattern.append(
          switch (element.form) {
            case ONE, CHOICE, LOOP -> element.ours();
            case RELAXED_LOOP -> relaxed(i, define);
          });
    }
    pattern.append(")");
    if (skip.equals("NO SKIP")) {
      // The conditions say it; this bounds the loops, without which NO SKIP is refused.
      pattern.append(" WITHIN INTERVAL '%d' SECOND".formatted(within));
    }
    return statement(pattern.toString(), define);
  }

  /** The condition of a variable of element {@code i}, with what its bounds and NOTs add. */
  private String bounded(int i, String name) {
    var all = new ArrayList<String>();
    all.add("(" + conditions.get(name).formatted(name) + ")");
    if (i > 0 && arrows.get(i - 1).not != null) {
      all.add(none(name, List.of("N")));
    }
    if (within != null) {
      all.add("%s.ts < FIRST(M.ts) + INTERVAL '%d' SECOND".formatted(name, within));
    }
    if (gap != null) {
      all.add("COALESCE(%s.ts < LAST(M.ts, 1) + INTERVAL '%d' SECOND, TRUE)".formatted(name, gap));
    }
    if (absentFirst != null && i == 0) {
      around("PREV", "%1$s > %2$s.ts - INTERVAL '%3$d' SECOND AND %1$s < %2$s.ts", name, all);
    }
    if (absentLast != null && i == elements.size() - 1) {
      around("NEXT", "%1$s < FIRST(M.ts) + INTERVAL '%3$d' SECOND", name, all);
    }
    return String.join(" AND ", all);
  }

  private void around(String where, String inTime, String name, List<String> all) {
    IntStream.range(1, MOST_ROWS)
        .forEach(
            k -> {
              String at = "%s(%s.%s, %d)";
              String fits =
                  conditions
                      .get("N")
                      .formatted("#")
                      .replace("#.l", at.formatted(where, name, "l", k));
              String time = inTime.formatted(at.formatted(where, name, "ts", k), name, within);
              all.add("COALESCE(NOT (%s AND %s), TRUE)".formatted(fits, time));
            });
  }

  /** The row labelled {@code name} fits none of the variables. */
  private String none(String name, List<String> variables) {
    return variables.stream()
        .map(v -> "COALESCE(NOT (" + conditions.get(v).formatted(name) + "), TRUE)")
        .collect(Collectors.joining(" AND "));
  }

  /** What lies between element {@code i} and the one before. */
  private String gap(int i, Map<String, String> define) {
    Arrow arrow = arrows.get(i - 1);
    Element before = elements.get(i - 1);
    if (arrow.text.isEmpty() || before.form == Form.RELAXED_LOOP) {
      return "";
    }
    String any = "G" + i;
    if (arrow.text.equals("->>")) {
      return "{- %s*? -}".formatted(any);
    }
    var stop = new ArrayList<>(elements.get(i).names);
    if (arrow.not != null) {
      stop.add(arrow.not);
    }
    define.put(any, none(any, stop));
    if (before.form != Form.LOOP) {
      return "{- %s* -}".formatted(any);
    }
    // The first row of the gap must not carry the loop on.
    String first = "H" + i;
    stop.add(before.names.getFirst());
    define.put(first, none(first, stop));
    return "{- (%s %s*)? -}".formatted(first, any);
  }

  /** R NR* R (N* R)* N*, the gap to the next element being part of it. */
  private String relaxed(int i, Map<String, String> define) {
    String r = elements.get(i).names.getFirst();
    define.put("R" + i, none("R" + i, List.of(r)));
    var stop = new ArrayList<>(elements.get(i + 1).names);
    stop.add(r);
    define.put("S" + i, none("S" + i, stop));
    return "%1$s {- R%2$d* -} %1$s ({- S%2$d* -} %1$s)* {- S%2$d* -}".formatted(r, i);
  }
}
