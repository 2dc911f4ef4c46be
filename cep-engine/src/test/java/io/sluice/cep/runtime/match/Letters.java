package io.sluice.cep.runtime.match;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.PatternPlan;
import io.sluice.cep.plan.PatternPlan.Gap;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.Overflow;
import io.sluice.cep.program.PatternCompiler;
import io.sluice.cep.program.PatternFacts;
import io.sluice.cep.program.PatternProgram;
import io.sluice.cep.program.expr.Evaluator;
import io.sluice.cep.task.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Patterns over letters: a word is a sequence of rows, one a second, and variable X fits the letter
 * X unless {@link #fits} says otherwise. A match is written under the word: the variables at their
 * rows, a dot for rows before it and in gaps; {@code AXB} and {@code A -> B} give {@code A.B}. An
 * empty match is {@code ()} at its row, an unmatched row {@code -}; {@code !3} behind a partial
 * match says when WITHIN ended it.
 */
public final class Letters {
  static final Gap NEXT = new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of());
  static final Gap ANY = new Gap(Gap.Kind.SKIP_TILL_ANY, List.of());

  final PatternPlan pattern;
  final Map<Character, String> fits = new LinkedHashMap<>();

  /** Variables that also ask their row's value to be at least that of the last row of another. */
  final Map<Character, Character> atLeast = new LinkedHashMap<>();

  /** Variables that also ask their row's value to be at least that of so many rows before. */
  public final Map<Character, Integer> rises = new LinkedHashMap<>();

  public MatchProgram.Skip skip = MatchProgram.Skip.PAST_LAST_ROW;
  public String skipTarget = "";
  public OptionalLong within = OptionalLong.empty();
  public OptionalLong gap = OptionalLong.empty();
  public String trailingNot = "";
  public String leadingNot = "";
  public boolean bounded;
  public MatchProgram.Rows rows = MatchProgram.Rows.ONE;
  public List<MatchProgram.Total> totals = List.of();
  public int perRow;
  public boolean timeouts;
  public boolean early;

  /** Whether the pattern ends with {@code $}, one branch of it, or none. */
  public End end = End.NONE;

  /** Which branch the end of the partition stands in. */
  public enum End {
    NONE,
    ALL,
    FIRST,
    LAST
  }

  /** Whether MATCH_NUMBER() is asked for. */
  public boolean numbered;

  Limits limits = Limits.DEFAULT;

  private Letters(PatternPlan pattern) {
    this.pattern = pattern;
  }

  static Letters match(PatternPlan pattern) {
    return new Letters(pattern);
  }

  // ---- patterns ----

  static PatternPlan v(char variable) {
    return new PatternPlan.Take(variable - 'A');
  }

  static final PatternPlan A = v('A');
  static final PatternPlan B = v('B');
  static final PatternPlan C = v('C');
  static final PatternPlan D = v('D');

  static PatternPlan seq(PatternPlan... parts) {
    var gaps = new ArrayList<Gap>();
    for (int i = 1; i < parts.length; i++) {
      gaps.add(Gap.NONE);
    }
    return new PatternPlan.Sequence(List.of(parts), gaps);
  }

  static PatternPlan join(PatternPlan left, Gap gap, PatternPlan right) {
    return new PatternPlan.Sequence(List.of(left, right), List.of(gap));
  }

  static PatternPlan next(PatternPlan left, PatternPlan right) {
    return join(left, NEXT, right);
  }

  static PatternPlan any(PatternPlan left, PatternPlan right) {
    return join(left, ANY, right);
  }

  /** {@code left -> NOT not -> right}. */
  static PatternPlan without(PatternPlan left, char not, PatternPlan right) {
    return join(left, new Gap(Gap.Kind.SKIP_TILL_NEXT, List.of(not - 'A')), right);
  }

  static PatternPlan or(PatternPlan... branches) {
    return new PatternPlan.Choice(List.of(branches));
  }

  static PatternPlan times(PatternPlan body, int min, Integer max) {
    return new PatternPlan.Repeat(body, min, max, true, Gap.NONE);
  }

  static PatternPlan reluctant(PatternPlan body, int min, Integer max) {
    return new PatternPlan.Repeat(body, min, max, false, Gap.NONE);
  }

  static PatternPlan relaxed(PatternPlan body, int min, Integer max) {
    return new PatternPlan.Repeat(body, min, max, true, NEXT);
  }

  static PatternPlan plus(PatternPlan body) {
    return times(body, 1, null);
  }

  static PatternPlan star(PatternPlan body) {
    return times(body, 0, null);
  }

  static PatternPlan optional(PatternPlan body) {
    return times(body, 0, 1);
  }

  // ---- the rest of the clause ----

  /** {@code variable} fits exactly these letters. */
  Letters fits(char variable, String letters) {
    fits.put(variable, letters);
    return this;
  }

  Letters atLeast(char variable, char other) {
    atLeast.put(variable, other);
    return this;
  }

  Letters skip(MatchProgram.Skip mode) {
    skip = mode;
    return this;
  }

  Letters skip(MatchProgram.Skip mode, String target) {
    skipTarget = target;
    return skip(mode);
  }

  Letters within(long seconds) {
    within = OptionalLong.of(seconds * 1000);
    return this;
  }

  /** Conditions look at their own row only. */
  public Letters plain() {
    atLeast.clear();
    return this;
  }

  Letters gap(long seconds) {
    gap = OptionalLong.of(seconds * 1000);
    return this;
  }

  Letters thenNot(String variables) {
    trailingNot = variables;
    return this;
  }

  Letters firstNot(String variables) {
    leadingNot = variables;
    return this;
  }

  Letters bounded() {
    bounded = true;
    return this;
  }

  Letters unmatched() {
    rows = MatchProgram.Rows.ALL_WITH_UNMATCHED;
    return this;
  }

  Letters timeouts() {
    timeouts = true;
    return this;
  }

  Letters early() {
    early = true;
    return this;
  }

  Letters limits(int attemptsPerKey, int stepsPerRow) {
    limits = new Limits(attemptsPerKey, 1_000_000, stepsPerRow);
    return this;
  }

  // ---- running ----

  static List<Integer> indexes(String variables) {
    return variables.chars().mapToObj(c -> c - 'A').toList();
  }

  String lettersOf(char variable) {
    return fits.getOrDefault(variable, String.valueOf(variable));
  }

  private Condition condition(int index) {
    char variable = (char) ('A' + index);
    String letters = lettersOf(variable);
    Character other = atLeast.get(variable);
    Integer back = rises.get(variable);
    Evaluator evaluator =
        scope -> {
          boolean fits = letters.contains((String) scope.row().values()[0]);
          if (fits && back != null) {
            Event before = scope.navigate(new Navigation(RowSet.ALL, true, false, 0, -back));
            fits =
                before == null || (Integer) scope.row().values()[1] >= (Integer) before.values()[1];
          }
          if (!fits || other == null) {
            return fits;
          }
          var rows = new RowSet(other.toString(), List.of(other - 'A'));
          Event earlier = scope.navigate(new Navigation(rows, true, false, 0, 0));
          return earlier == null
              || (Integer) scope.row().values()[1] >= (Integer) earlier.values()[1];
        };
    return new Condition(
        String.valueOf(variable), evaluator, other != null, false, "DEFINE " + variable);
  }

  public MatchProgram program() {
    return program(List.of(), List.of());
  }

  /**
   * @param partitionBy what keys the rows, if anything
   */
  public MatchProgram program(List<Evaluator> partitionBy, List<MatchProgram.Measure> measures) {
    var variables = new ArrayList<Condition>();
    for (int i = 0; i < 26; i++) {
      variables.add(condition(i));
    }
    PatternPlan ended = seq(pattern, new PatternPlan.PartitionEnd());
    PatternPlan whole =
        switch (end) {
          case NONE -> pattern;
          case ALL -> ended;
          case FIRST -> or(ended, pattern);
          case LAST -> or(pattern, ended);
        };
    PatternProgram compiled = PatternCompiler.compile(whole, indexes(trailingNot));
    PatternFacts facts = PatternFacts.of(compiled, variables.size());
    List<Integer> depth = facts.depth();
    int history = 0;
    int before = 0;
    for (Map.Entry<Character, Integer> rise : rises.entrySet()) {
      history = Math.max(history, rise.getValue());
      before = Math.max(before, rise.getValue() - Math.max(0, depth.get(rise.getKey() - 'A')));
    }
    return new MatchProgram(
        new Schema(List.of(), false),
        partitionBy,
        schema(partitionBy.size(), "key"),
        true,
        List.of(),
        variables,
        compiled,
        facts,
        indexes(leadingNot),
        within,
        gap,
        history,
        before,
        List.of(),
        0,
        0,
        numbered,
        measures,
        totals,
        rows,
        timeouts,
        early,
        skip,
        new RowSet(skipTarget, indexes(skipTarget)),
        perRow,
        bounded,
        schema(measures.size(), "m"),
        IntStream.range(0, measures.size())
            .<MatchProgram.OutputColumn>mapToObj(MatchProgram.OutputColumn.Measured::new)
            .toList(),
        Overflow.UNSAID,
        List.of(),
        null);
  }

  private static Schema schema(int columns, String name) {
    return new Schema(
        IntStream.range(0, columns)
            .mapToObj(i -> new Schema.Column(name + i, ColumnType.STRING, false))
            .toList(),
        false);
  }

  static List<Event> rows(String word) {
    var rows = new ArrayList<Event>();
    for (int i = 0; i < word.length(); i++) {
      rows.add(row(i, i * 1000L, word.charAt(i), 0));
    }
    return rows;
  }

  public static Event row(int offset, long time, char letter, int value) {
    return new Event(
        "letters", time, offset, new Object[] {String.valueOf(letter), value}, Map.of());
  }

  /** A match, and the row at which it was reported: the row's index, the bound, or the end. */
  record Reported(String at, String match) {}

  /** The matches of a word in the order of reporting, the input being over at its end. */
  List<String> on(String word) {
    return reports(rows(word)).stream().map(Reported::match).toList();
  }

  /** {@code at: match}, where {@code at} is a row's index, {@code bound} or {@code end}. */
  List<String> reportsOn(String word) {
    return reports(rows(word)).stream().map(r -> r.at + ": " + r.match).toList();
  }

  MatchCounters countersOn(String word) {
    var counters = new MatchCounters();
    run(rows(word), counters, (_, _) -> {});
    return counters;
  }

  List<Reported> reports(List<Event> rows) {
    var reports = new ArrayList<Reported>();
    run(rows, new MatchCounters(), (at, match) -> reports.add(new Reported(at, write(match))));
    return reports;
  }

  interface ReportSink {
    void accept(String at, Match match);
  }

  void run(List<Event> rows, MatchCounters counters, ReportSink sink) {
    var environment = new Environment("letters", 1, List.of(), limits);
    var matcher = new Matcher(program(), environment, counters, MatchListener.NONE);
    var partition = new Partition(List.of());
    for (int i = 0; i < rows.size(); i++) {
      Event row = rows.get(i);
      for (long d = matcher.deadline(partition); d <= row.time(); d = matcher.deadline(partition)) {
        matcher.expire(partition, d, match -> sink.accept("bound", match));
      }
      String at = String.valueOf(i);
      matcher.row(partition, row, row.time(), match -> sink.accept(at, match));
    }
    matcher.end(partition, match -> sink.accept("end", match));
  }

  static String write(Match match) {
    Labels labels = match.labels();
    String text;
    if (match.kind() == Match.Kind.UNMATCHED) {
      text = ".".repeat((int) match.start().position()) + "-";
    } else if (labels == null) {
      text = ".".repeat((int) match.start().position()) + "()";
    } else {
      var out = new StringBuilder();
      for (Labels entry : labels.inOrder()) {
        while (out.length() < entry.row().position()) {
          out.append('.');
        }
        out.append((char) ('A' + entry.variable()));
      }
      text = out.toString();
    }
    if (match.kind() == Match.Kind.TIMEOUT) {
      return text + "!" + match.time() / 1000;
    }
    return match.time() == (labels == null ? match.start() : labels.row()).time()
        ? text
        : text + "@" + match.time() / 1000;
  }
}
