package io.sluice.cep.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.explain.Automaton.Edge;
import io.sluice.cep.explain.Automaton.Pass;
import io.sluice.cep.plan.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final String STREAM =
      "CREATE STREAM tx (card STRING, kind STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts"
          + " AS ts);";

  private static Explanation explain(String statement) {
    CompileResult result = StatementCompiler.compile(STREAM + statement, Catalog.EMPTY);
    assertThat(result.diagnostics()).noneMatch(d -> d.code().startsWith("P"));
    return Explanation.of(((Compiled.Query) result.statements().getLast()).standing());
  }

  private static Explanation pattern(String pattern, String define) {
    return explain(
        """
        CREATE PATTERN p AS SELECT card FROM tx MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY ts
          MEASURES MATCH_ROWTIME() AS t
          PATTERN %s
          DEFINE %s) AS m"""
            .formatted(pattern, define));
  }

  @Test
  void a_pattern_in_words() {
    var explanation =
        pattern(
            "(RELAXED(PROBE{3,}) -> NOT OK -> BIG) WITHIN INTERVAL '10' MINUTE",
            "PROBE AS PROBE.amount < 2, BIG AS BIG.amount > 200, OK AS OK.kind = 'ok'");
    assertThat(explanation.words())
        .containsExactly(
            "For each `card`, in order of `ts`:",
            "at least 3 `PROBE` (amount < 2.0),",
            "then, without `OK` (kind = 'ok') in between, one `BIG` (amount > 200.0),",
            "all within 10 minutes.",
            "Each is an alert.");
    assertThat(explanation.finality()).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(explanation.stateBound().kind()).isEqualTo(StateBound.Kind.TIME);
  }

  @Test
  void a_pattern_as_a_graph() {
    Automaton automaton =
        pattern(
                "(A{2,5} -> B? C) WITHIN INTERVAL '1' HOUR",
                "A AS A.amount < 2, B AS B.amount = 3, C AS C.amount > 4")
            .automaton();
    assertThat(automaton.states())
        .extracting(Automaton.State::id)
        .containsExactly("start", "s1", "s2", "s3", "match");
    assertThat(automaton.groups())
        .containsExactly(new Automaton.Group("g1", List.of("s1"), 2, 5, true));
    assertThat(automaton.edges())
        .containsExactlyInAnyOrder(
            new Edge("start", "s1", Pass.NONE, List.of(), null, false),
            new Edge("s1", "s1", Pass.NONE, List.of(), "g1", false),
            new Edge("s1", "s2", Pass.SKIP_TILL_NEXT, List.of(), null, false),
            new Edge("s1", "s3", Pass.SKIP_TILL_NEXT, List.of(), null, false),
            new Edge("s2", "s3", Pass.NONE, List.of(), null, false),
            new Edge("s3", "match", Pass.NONE, List.of(), null, false));
  }

  @Test
  void when_a_match_is_reported_and_what_is_kept() {
    String define = "A AS A.amount < 2, B AS B.amount > 2";
    var strict = pattern("(A B)", define);
    assertThat(strict.finality()).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(strict.stateBound().kind()).isEqualTo(StateBound.Kind.ROWS);
    var run = pattern("(A B+) WITHIN INTERVAL '1' HOUR", define);
    assertThat(run.finality()).isEqualTo(Finality.ONE_ROW_LATER);
    assertThat(pattern("((A B)+) WITHIN INTERVAL '1' HOUR", define).finality())
        .isEqualTo(Finality.SOME_ROWS_LATER);
    assertThat(pattern("(A B+?) WITHIN INTERVAL '1' HOUR", define).finality())
        .isEqualTo(Finality.AT_LAST_ROW);
    var relaxed = pattern("(A -> RELAXED(B+)) WITHIN INTERVAL '1' HOUR", define);
    assertThat(relaxed.finality()).isEqualTo(Finality.AT_BOUND);
    var absence = pattern("(A -> NOT B) WITHIN INTERVAL '15' MINUTE", define);
    assertThat(absence.finality()).isEqualTo(Finality.AT_BOUND);
    assertThat(absence.words())
        .contains("and then no `B` (amount > 2.0) until 15 minutes after the first row.");
    assertThat(absence.automaton().edges())
        .contains(new Edge("s1", "match", Pass.SKIP_TILL_NEXT, List.of("B"), null, true));
    var filter = explain("SELECT card FROM tx WHERE amount > 5");
    assertThat(filter.automaton()).isNull();
    assertThat(filter.stateBound().kind()).isEqualTo(StateBound.Kind.NONE);
    assertThat(filter.words())
        .containsExactly(
            "Every event of `tx`.", "Only where amount > 5.0.", "Each is a row of the result.");
  }

  @Test
  void how_much_a_key_can_hold_is_counted_out() {
    String define = "A AS A.amount < 2";
    assertThat(pattern("(A{2,5} -> B (C | D C)) WITHIN INTERVAL '1' HOUR", define).stateBound())
        .isEqualTo(new StateBound(StateBound.Kind.ROWS_AND_TIME, 8L, 3_600_000L));
    assertThat(pattern("(A -> B C) GAP INTERVAL '1' MINUTE", define).stateBound().words())
        .isEqualTo(
            "keeps a bounded number of rows for a bounded time: at most 3 rows each, over after 2"
                + " minutes");
    assertThat(pattern("(A{5,}) GAP INTERVAL '1' MINUTE", define).stateBound().kind())
        .isEqualTo(StateBound.Kind.SILENCE);
    assertThat(pattern("(A+ B) WITHIN INTERVAL '1' HOUR", define).stateBound().words())
        .isEqualTo("keeps rows for a bounded time: over after 1 hour");
  }

  @Test
  void loops_of_one_length_and_ways_that_share_rows_are_seen_in_when_it_is_reported() {
    assertThat(reported("(A{3})")).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(reported("((A B){2})")).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(reported("((A B?){2})")).isEqualTo(Finality.ONE_ROW_LATER);
    assertThat(reported("(RELAXED(A{2}))")).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(reported("(RELAXED(A{2,3}))")).isEqualTo(Finality.AT_BOUND);
    assertThat(reported("(PERMUTE(A, B))")).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(reported("(PERMUTE(A+, B))")).isEqualTo(Finality.ONE_ROW_LATER);
    assertThat(reported("(A (A -> B)?)")).isEqualTo(Finality.AT_BOUND);
    assertThat(reported("((A -> B) | A)")).isEqualTo(Finality.AT_BOUND);
    assertThat(reported("(A B | A)")).isEqualTo(Finality.ONE_ROW_LATER);
    assertThat(reported("(A B B | A)")).isEqualTo(Finality.SOME_ROWS_LATER);
    assertThat(reported("(A | A B)")).isEqualTo(Finality.AT_LAST_ROW);
    assertThat(reported("(A B | B A)")).isEqualTo(Finality.AT_LAST_ROW);
  }

  private static Finality reported(String pattern) {
    return pattern(pattern + " WITHIN INTERVAL '1' HOUR", "A AS A.amount < 2").finality();
  }

  @Test
  void next_in_a_condition_delays_the_decision() {
    var explanation = pattern("(A B)", "A AS NEXT(A.amount, 2) > A.amount");
    assertThat(explanation.lookahead()).isEqualTo(2);
    assertThat(explanation.reported()).endsWith("; NEXT in a condition waits for 2 more rows");
  }

  @Test
  void the_program_is_shown_with_its_stages() {
    assertThat(pattern("(A -> B) WITHIN INTERVAL '1' HOUR", "A AS A.amount < 2").program())
        .isEqualTo(
            """
            read tx
            match by card, within 3600000 ms, skip past_last_row
               0  take A
               1  pass ->
               2  take B
               3  match
            project card
            alert as p
            matched by SETS: partial matches are sets, which cost an event the same whatever their number
            """);
  }

  @Test
  void what_is_counted_is_said_not_to_be_listed() {
    var explanation =
        explain(
            """
            CREATE PATTERN p AS SELECT * FROM tx MATCH_RECOGNIZE (
              PARTITION BY card ORDER BY ts
              MEASURES COUNT(*) AS n
              ONE ROW PER LAST ROW
              AFTER MATCH NO SKIP
              PATTERN (A ->> B) WITHIN INTERVAL '1' HOUR
              DEFINE A AS A.amount < 2) AS m""");
    assertThat(explanation.words()).contains("One row for all matches that end at a row.");
    assertThat(explanation.plan()).contains("rows one per last row", "after match no skip");
    assertThat(explanation.program())
        .endsWith(
            "matched by COUNTS: matches are counted without being listed, whatever their number\n");
  }

  @Test
  void the_nearest_matches_are_said_to_be_some_of_all() {
    var explanation =
        explain(
            """
            CREATE PATTERN p AS SELECT * FROM tx MATCH_RECOGNIZE (
              PARTITION BY card ORDER BY ts
              MEASURES A.amount AS a
              AFTER MATCH NO SKIP LIMIT 3 PER ROW
              PATTERN (A ->> B) WITHIN INTERVAL '1' HOUR
              DEFINE A AS A.amount < 2) AS m""");
    assertThat(explanation.words())
        .contains("Of the matches that end at a row the 3 nearest ones.");
    assertThat(explanation.plan()).contains("after match no skip, limit 3 per row");
    assertThat(explanation.program()).contains("matched by SETS");
  }

  @Test
  void the_matcher_is_named_and_why_it_is_no_faster_one() {
    String define = "B AS B.amount > NEXT(B.amount)";
    String pattern = "(A ->> B) WITHIN INTERVAL '1' HOUR";
    assertThat(pattern(pattern, define).program()).contains("matched by TABLE");
    assertThat(pattern(pattern + " GAP INTERVAL '1' MINUTE", define).program())
        .endsWith(
            """
            matched by CLEAR: partial matches are followed one by one, since an expression asks for NEXT, and there is a GAP
            """);
  }

  @Test
  void how_partial_matches_are_found_that_wait_for_a_variable() {
    String pattern = "AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> B -> C) WITHIN INTERVAL '1' HOUR";
    String define =
        "A AS A.amount < 2, B AS B.kind = A.kind AND B.amount > A.amount, C AS C.amount > B.amount";
    assertThat(waiting(pattern, define))
        .isEqualTo("{A=RUNS, B=HASH(B.kind = A.kind), C=TREE(C.amount > B.amount)}");
    assertThat(waiting(pattern.replace("B ->", "B+ ->"), define))
        .isEqualTo("{A=RUNS, B=RUNS, C=RUNS}");
    assertThat(waiting(pattern, "A AS A.amount < 2")).isEqualTo("{A=SETS, B=SETS, C=SETS}");
  }

  @Test
  void arithmetic_is_looked_up_where_it_can_not_fail() {
    String pattern = "AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> B) WITHIN INTERVAL '1' HOUR";
    assertThat(waiting(pattern, "B AS B.amount / 10 > A.amount"))
        .isEqualTo("{A=RUNS, B=TREE((B.amount / 10.0) > A.amount)}");
    assertThat(waiting(pattern, "B AS B.amount - A.amount > 5"))
        .isEqualTo("{A=RUNS, B=TREE((B.amount - A.amount) > 5.0)}");
    assertThat(waiting(pattern, "B AS B.ts - A.ts < INTERVAL '5' SECOND"))
        .startsWith("{A=RUNS, B=TREE(");
    assertThat(waiting(pattern, "B AS B.amount * A.amount > 5")).isEqualTo("{A=RUNS, B=RUNS}");
    assertThat(waiting(pattern, "B AS CHAR_LENGTH(B.kind) + 1 > CHAR_LENGTH(A.kind)"))
        .isEqualTo("{A=RUNS, B=RUNS}");
  }

  @Test
  void sums_over_a_loop_are_shared_where_starts_take_the_same_rows() {
    String pattern = "AFTER MATCH SKIP TO NEXT ROW PATTERN (%s) WITHIN INTERVAL '1' HOUR";
    String loop = pattern.formatted("A -> RELAXED(B+) -> C");
    assertThat(waiting(loop, "C AS C.kind = 'c' AND SUM(B.amount) > 10 * A.amount"))
        .isEqualTo("{A=COHORT, B=COHORT, C=OFFSET(SUM(B.amount) > (10.0 * A.amount))}");
    assertThat(waiting(loop, "B AS COUNT(B.*) < 4, C AS SUM(B.amount) - C.amount <= A.amount"))
        .isEqualTo(
            "{A=COHORT, B=OFFSET(COUNT(B.*) < 4), "
                + "C=OFFSET((SUM(B.amount) - C.amount) <= A.amount)}");
    assertThat(waiting(loop, "C AS SUM(DISTINCT B.amount) > 10"))
        .as("not a sum of what rows add")
        .isEqualTo("{A=RUNS, B=RUNS, C=RUNS}");
    assertThat(waiting(loop, "C AS SUM(B.amount) > 10 AND C.kind = A.kind AND COUNT(*) > 3"))
        .as("two sums")
        .isEqualTo("{A=RUNS, B=RUNS, C=RUNS}");
    assertThat(waiting(loop, "C AS SUM(B.amount) > LAST(B.amount)"))
        .as("a row of the loop")
        .isEqualTo("{A=RUNS, B=RUNS, C=RUNS}");
    assertThat(waiting(pattern.formatted("A -> RELAXED(B+) -> C -> D"), "C AS SUM(B.amount) > 10"))
        .as("a row may be B and C: two partial matches of a start")
        .isEqualTo("{A=RUNS, B=RUNS, C=RUNS, D=RUNS}");
    assertThat(
            waiting(
                pattern.formatted("A -> RELAXED(B+) -> C -> D"),
                "B AS B.kind = 'b', C AS SUM(B.amount) > 10 AND C.kind = 'c'"))
        .as("no row is B and C")
        .isEqualTo("{A=COHORT, B=COHORT, C=OFFSET(SUM(B.amount) > 10.0), D=COHORT}");
  }

  @Test
  void what_all_rows_of_a_match_have_in_common_is_a_key() {
    String pattern = "AFTER MATCH SKIP TO NEXT ROW PATTERN (%s) WITHIN INTERVAL '1' HOUR";
    String chain = pattern.formatted("A -> NOT N -> B -> C");
    String define =
        "A AS A.amount < 2, N AS N.kind = A.kind, B AS B.kind = A.kind, C AS C.kind = B.kind";
    assertThat(waiting(chain, define))
        .isEqualTo("{A=SETS, B=KEY(kind) SETS, C=KEY(kind) SETS, N=KEY(kind) SETS}");
    assertThat(waiting(chain, define + " AND C.amount > B.amount"))
        .isEqualTo(
            "{A=RUNS, B=KEY(kind) RUNS, C=KEY(kind) TREE(C.amount > B.amount), N=KEY(kind) RUNS}");
    assertThat(waiting(chain, define.replace("N.kind = A.kind", "N.amount = 1")))
        .as("a NOT of any kind")
        .isEqualTo("{A=RUNS, B=HASH(B.kind = A.kind), C=HASH(C.kind = B.kind), N=RUNS}");
    assertThat(waiting(chain.replace("SKIP TO NEXT ROW", "SKIP PAST LAST ROW"), define))
        .as("matches of one kind take rows from the others")
        .isEqualTo(
            "{A=RUNS, B=HASH(B.kind = A.kind), C=HASH(C.kind = B.kind), N=HASH(N.kind = A.kind)}");
    assertThat(waiting(pattern.formatted("A -> NOT N -> (B C)"), define))
        .as("a row of another kind ends what waits for C")
        .isEqualTo(
            "{A=RUNS, B=HASH(B.kind = A.kind), C=HASH(C.kind = B.kind), N=HASH(N.kind = A.kind)}");
    assertThat(waiting(pattern.formatted("(A | B) -> NOT N -> C"), define))
        .as("behind A there is no B to be equal to")
        .isEqualTo("{A=RUNS, B=RUNS, C=KEY(kind) RUNS, N=KEY(kind) RUNS}");
    assertThat(waiting(pattern.formatted("A B"), "B AS B.card = A.card"))
        .as("PARTITION BY has it")
        .isEqualTo("{A=TABLE, B=TABLE}");
  }

  /** Of a key that no row of the match has to have. */
  @Test
  void what_a_NOT_waits_for_is_said_too() {
    String pattern = "AFTER MATCH SKIP TO NEXT ROW PATTERN (A -> NOT N) WITHIN INTERVAL '1' HOUR";
    assertThat(waiting(pattern, "N AS N.kind = A.kind AND N.amount > 2"))
        .isEqualTo("{A=TABLE, N=KEY(kind) TABLE}");
  }

  @Test
  void what_feeds_a_stream_is_run_by_what_may_tell_rows_in_its_order() {
    String feed =
        """
        CREATE STREAM pairs (a DOUBLE, t TIMESTAMP(3), WATERMARK FOR t AS t);
        INSERT INTO pairs SELECT amount, t FROM tx MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY ts
          MEASURES A.amount AS amount, %s AS t
          AFTER MATCH NO SKIP
          PATTERN (A -> B) WITHIN INTERVAL '1' HOUR) AS m""";
    assertThat(explain(feed.formatted("B.ts")).program()).contains("matched by SETS");
    assertThat(explain(feed.formatted("A.ts")).program())
        .contains("matched by CLEAR")
        .contains("rows of the target stream may have an earlier time");
  }

  private static String waiting(String pattern, String define) {
    return explain(
            "CREATE PATTERN p AS SELECT card FROM tx MATCH_RECOGNIZE (PARTITION BY card ORDER BY ts"
                + " MEASURES MATCH_ROWTIME() AS t %s DEFINE %s) AS m".formatted(pattern, define))
        .waiting()
        .toString();
  }
}
