package io.sluice.cep.duel;

import io.sluice.cep.StatementException;
import io.sluice.cep.duel.Labels.Row;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.testing.Tasks;
import io.sluice.grammar.Diagnostic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A clause and rows, run by the engine and judged.
 *
 * @param arrivals the rows as they come; the judge sees them in the order of ts and n
 * @param restart whether to compare with a task that is restored after every row, too
 */
record Duel(Clause clause, List<Row> arrivals, boolean restart) {
  private static final String ERROR = "an error";

  List<String> script() {
    return List.of(Clause.STREAM, clause.statement());
  }

  /** The code of the error for which a statement is no duel. */
  static String why(StatementException refused) {
    return refused.diagnostics().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .findFirst()
        .orElseThrow()
        .code();
  }

  Judge.Verdict judged() {
    return Judge.judge(clause, arrivals.stream().sorted(Comparator.comparingInt(Row::n)).toList());
  }

  /**
   * What is different, or null.
   *
   * @throws StatementException where the statement is refused
   * @throws Judge.TooManyStrings where the engine gives partial matches up, as its limits say
   */
  @Nullable String difference() {
    Tasks.Told told = Tasks.run(script(), RandomRows.events(arrivals), false);
    if (told.beyondLimits()) {
      throw new Judge.TooManyStrings();
    }
    Map<String, List<String>> actual = byPartition(told.rows());
    Judge.Verdict verdict = judged();
    Map<String, List<String>> expected = new LinkedHashMap<>();
    verdict
        .rows()
        .forEach((key, rows) -> put(expected, key, rows.stream().map(Duel::text).toList()));
    if (verdict.failed() || told.failed() != null) {
      return verdict.failed() == (told.failed() != null)
          ? null
          : "expected %s, got %s"
              .formatted(
                  verdict.failed() ? ERROR : expected,
                  told.failed() != null ? told.failed() : actual);
    }
    if (!expected.equals(actual)) {
      return "expected %s%n     got %s".formatted(expected, actual);
    }
    if (restart) {
      List<String> straight = told.inFull();
      List<String> restored = Tasks.run(script(), RandomRows.events(arrivals), true).inFull();
      if (!straight.equals(restored)) {
        return "straight %s%nrestored %s".formatted(straight, restored);
      }
    }
    return null;
  }

  private void put(Map<String, List<String>> to, String key, List<String> rows) {
    if (!rows.isEmpty()) {
      to.put(key, clause.isOrdered() ? rows : rows.stream().sorted().toList());
    }
  }

  private Map<String, List<String>> byPartition(List<OutputRow> rows) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (OutputRow row : rows) {
      String key = clause.byKey() ? String.valueOf(row.values()[0]) : "";
      lines.computeIfAbsent(key, _ -> new ArrayList<>()).add(text(Arrays.asList(row.values())));
    }
    var sorted = new LinkedHashMap<String, List<String>>();
    lines.forEach((key, of) -> put(sorted, key, of));
    return sorted;
  }

  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Number n -> new BigDecimal(n.toString()).stripTrailingZeros().toPlainString();
      case List<?> list ->
          list.stream().map(Duel::text).collect(Collectors.joining(", ", "[", "]"));
      case Object[] array -> text(Arrays.asList(array));
      default -> value.toString();
    };
  }

  // ---- shrinking ----

  /** The smallest duel on the way down that still shows a difference. */
  Duel shrunk() {
    Duel best = this;
    for (Duel next = best.smaller(); next != null; next = best.smaller()) {
      best = next;
    }
    return best;
  }

  private @Nullable Duel smaller() {
    var all = new ArrayList<Duel>();
    for (int i = 0; i < arrivals.size(); i++) {
      var fewer = new ArrayList<>(arrivals);
      fewer.remove(i);
      all.add(new Duel(clause, fewer, restart));
    }
    clause.simpler().forEach(c -> all.add(new Duel(c, arrivals, restart)));
    return all.stream().filter(Duel::fails).findFirst().orElse(null);
  }

  private boolean fails() {
    try {
      return difference() != null;
    } catch (Judge.TooManyStrings | StatementException e) {
      return false;
    }
  }

  // ---- as a case file ----

  /** With the rows that the judge expects. */
  String caseText() {
    var out = new StringBuilder("# A duel of the engine with the definition.\n");
    script().forEach(s -> out.append(s).append("\n"));
    out.append("-- events\n");
    for (Row row : arrivals) {
      out.append(
          "e {\"k\":%s,\"n\":%d,\"l\":\"%s\",\"v\":%s,\"ts\":\"%s\"}\n"
              .formatted(
                  row.k() == null ? "null" : "\"" + row.k() + "\"",
                  row.n(),
                  row.l(),
                  row.v(),
                  Timestamps.format(row.ts())));
    }
    Judge.Verdict verdict = judged();
    if (verdict.failed()) {
      return out.append("-- error\n").toString();
    }
    out.append("-- rows unordered\n");
    List<String> columns = clause.columns();
    for (List<List<@Nullable Object>> partition : verdict.rows().values()) {
      for (List<@Nullable Object> row : partition) {
        var fields = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
          fields.add("\"%s\":%s".formatted(columns.get(i), json(columns.get(i), row.get(i))));
        }
        out.append(clause.bounded() ? "result {" : "p {");
        out.append(String.join(",", fields)).append("}\n");
      }
    }
    return out.toString();
  }

  private String json(String column, @Nullable Object value) {
    if (value instanceof Long time
        && clause.measures().get(column) instanceof Ex.Property property
        && !property.name().equals("MATCH_NUMBER")) {
      return "\"" + Timestamps.format(time) + "\"";
    }
    return switch (value) {
      case null -> "null";
      case String s -> "\"" + s + "\"";
      case List<?> list ->
          list.stream().map(v -> json("", v)).collect(Collectors.joining(",", "[", "]"));
      default -> text(Objects.requireNonNull(value));
    };
  }
}
