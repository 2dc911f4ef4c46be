package io.sluice.cep.runtime.match;

import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.MatchPlan;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.program.MatchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A clause of letters as a case file, so that what a duel finds can be read, run and kept. Loops
 * that go round over {@code ->>} or a NOT have no form in the language and are written without.
 */
public final class CaseText {
  private CaseText() {}

  public static String of(Letters clause, List<Event> rows) {
    var out = new StringBuilder("# A duel of the matcher with the definition.\n");
    out.append("CREATE STREAM e (l STRING, v INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\n");
    out.append(clause.bounded ? "" : "CREATE PATTERN p WITH (unbounded = 'true') AS\n");
    out.append("SELECT labels, at FROM e MATCH_RECOGNIZE (\n  ORDER BY ts\n");
    out.append("  MEASURES ARRAY_AGG(CLASSIFIER()) AS labels, MATCH_ROWTIME() AS at\n");
    out.append("  ").append(rowsOf(clause)).append("\n  AFTER MATCH ").append(skip(clause));
    out.append("\n  PATTERN (").append(pattern(clause)).append(")");
    clause.within.ifPresent(d -> out.append(" WITHIN ").append(seconds(d)));
    clause.gap.ifPresent(d -> out.append(" GAP ").append(seconds(d)));
    out.append("\n  ").append(define(clause)).append("\n) AS m");
    out.append(clause.early ? "\nEMIT EARLY;\n" : ";\n").append("-- events\n");
    for (Event row : rows) {
      out.append(
          "e {\"l\":\"%s\",\"v\":%s,\"ts\":\"%s\"}\n"
              .formatted(row.values()[0], row.values()[1], Timestamps.format(row.time())));
    }
    out.append("-- rows unordered\n");
    for (Match match : new NaiveMatcher(clause, rows).told()) {
      out.append(clause.bounded ? "result" : "p").append(row(match)).append("\n");
    }
    return out.toString();
  }

  private static String row(Match match) {
    Labels labels = match.labels();
    String names =
        labels == null
            ? "null"
            : labels.inOrder().stream()
                .map(l -> "\"" + (char) ('A' + l.variable()) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    return " {\"labels\":%s,\"at\":\"%s\"}".formatted(names, Timestamps.format(match.time()));
  }

  private static String rowsOf(Letters clause) {
    String rows =
        clause.rows == MatchProgram.Rows.ALL_WITH_UNMATCHED
            ? "ALL ROWS PER MATCH WITH UNMATCHED ROWS"
            : "ONE ROW PER MATCH";
    return clause.timeouts ? rows + " SHOW TIMEOUT MATCHES" : rows;
  }

  private static String skip(Letters clause) {
    return switch (clause.skip) {
      case PAST_LAST_ROW -> "SKIP PAST LAST ROW";
      case TO_NEXT_ROW -> "SKIP TO NEXT ROW";
      case NO_SKIP -> "NO SKIP";
      case TO_FIRST -> "SKIP TO FIRST " + target(clause);
      case TO_LAST -> "SKIP TO LAST " + target(clause);
    };
  }

  private static String target(Letters clause) {
    return clause.skipTarget.length() == 1 ? clause.skipTarget : "T";
  }

  private static String seconds(long millis) {
    return "INTERVAL '%d' SECOND".formatted(millis / 1000);
  }

  /** The pattern as the plan prints it. */
  private static String pattern(Letters clause) {
    var variables = new ArrayList<MatchPlan.Variable>();
    for (char c = 'A'; c <= 'Z'; c++) {
      variables.add(new MatchPlan.Variable(String.valueOf(c), null));
    }
    var schema = new Schema(List.of(), false);
    var match =
        new MatchPlan(
            List.of(),
            true,
            List.of(),
            variables,
            clause.pattern,
            Letters.indexes(clause.leadingNot),
            Letters.indexes(clause.trailingNot),
            null,
            null,
            List.of(),
            MatchPlan.RowsPerMatch.ONE,
            false,
            false,
            new MatchPlan.Skip(MatchPlan.Skip.Mode.TO_NEXT_ROW, RowSet.ALL),
            schema);
    var stream = new StreamDef("e", schema, -1, 0, -1, null, -1, "");
    return PlanPrinter.print(new Plan.Match(new Plan.Scan(stream), match))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("pattern "))
        .findFirst()
        .orElseThrow()
        .substring("pattern ".length());
  }

  private static String define(Letters clause) {
    String pattern = pattern(clause);
    var conditions = new ArrayList<String>();
    for (char c = 'A'; c <= 'Z'; c++) {
      String name = String.valueOf(c);
      if (!pattern.replaceAll("PERMUTE|RELAXED|STRICT|NOT", "").contains(name)) {
        continue;
      }
      String letters =
          clause
              .lettersOf(c)
              .chars()
              .mapToObj(l -> "'" + (char) l + "'")
              .collect(Collectors.joining(", "));
      Character other = clause.atLeast.get(c);
      String condition = letters.isEmpty() ? "FALSE" : "%s.l IN (%s)".formatted(name, letters);
      conditions.add(
          "%s AS %s%s"
              .formatted(
                  name,
                  condition,
                  other == null || other == c
                      ? ""
                      : " AND COALESCE(%s.v >= LAST(%s.v), TRUE)".formatted(name, other)));
    }
    String subset =
        clause.skipTarget.length() > 1
            ? "SUBSET T = (%s)\n  ".formatted(String.join(", ", clause.skipTarget.split("")))
            : "";
    return subset + "DEFINE " + String.join(",\n         ", conditions);
  }
}
