package io.sluice.cep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Declared;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticText;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementCompilerTest {
  @Test
  void statements_see_what_those_before_them_declare() {
    CompileResult result =
        compile("CREATE STREAM s (a INT); CREATE PATTERN p AS SELECT a FROM s; SELECT * FROM S;");
    assertThat(result.isValid()).isTrue();
    assertThat(result.statements()).hasSize(3);
    assertThat(result.catalog().streams()).containsOnlyKeys("s");
    assertThat(result.catalog().patterns()).containsOnlyKeys("p");
  }

  @Test
  void the_catalog_that_was_given_is_seen_and_not_changed() {
    Catalog before = compile("CREATE STREAM s (a INT);").catalog();
    CompileResult result = StatementCompiler.compile("DROP STREAM s;", before);
    assertThat(result.isValid()).isTrue();
    assertThat(result.catalog().streams()).isEmpty();
    assertThat(before.streams()).containsKey("s");
  }

  @Test
  void what_hangs_on_a_statement_with_a_syntax_error_is_no_error() {
    CompileResult result = compile("CREATE STREAM bad (a STRING b INT);\nSELECT a FROM bad;");
    assertThat(result.diagnostics())
        .filteredOn(d -> d.severity() == Diagnostic.Severity.ERROR)
        .hasSize(1)
        .first()
        .satisfies(d -> assertThat(d.code()).startsWith("P1"));
  }

  @Test
  void errors_of_syntax_and_meaning_come_in_the_order_of_the_text() {
    CompileResult result =
        compile("SELECT a FROM nosuch;\nSELEC b FROM x;\nCREATE STREAM s (a NOTYPE);");
    assertThat(result.isValid()).isFalse();
    assertThat(result.diagnostics()).extracting(d -> d.span().line()).isSorted();
    assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("P2101", "P2107");
  }

  @Test
  void an_explained_statement_declares_nothing() {
    CompileResult result =
        compile("CREATE STREAM s (a INT); EXPLAIN INSERT INTO s SELECT a FROM t;");
    assertThat(result.isValid()).isFalse();
    CompileResult fine =
        compile("CREATE STREAM s (a INT); EXPLAIN CREATE PATTERN p AS SELECT a FROM s;");
    assertThat(fine.isValid()).isTrue();
    assertThat(fine.catalog().patterns()).isEmpty();
    assertThat(fine.statements().getLast()).isInstanceOf(Compiled.Explain.class);
  }

  @Test
  void or_replace_takes_the_place_of_the_old_one_letter_case_aside() {
    CompileResult result =
        compile(
            "CREATE STREAM s (a INT, b INT); CREATE PATTERN p AS SELECT a FROM s;"
                + " CREATE OR REPLACE PATTERN P AS SELECT b FROM s;");
    assertThat(result.isValid()).isTrue();
    assertThat(result.catalog().patterns()).containsOnlyKeys("P");
  }

  @Test
  void a_bare_select_is_bounded_and_the_others_are_not() {
    CompileResult result =
        compile(
            "CREATE STREAM s (a INT); CREATE STREAM t (a INT); SELECT a FROM s;"
                + " INSERT INTO t SELECT a FROM s;");
    Standing query = ((Compiled.Query) result.statements().get(2)).standing();
    Standing feed = ((Compiled.Query) result.statements().get(3)).standing();
    assertThat(query.bounded()).isTrue();
    assertThat(query.target()).isEqualTo(new Standing.Result());
    assertThat(feed.bounded()).isFalse();
    assertThat(feed.target()).isEqualTo(new Standing.Feed("t", -1));
    assertThat(result.catalog().feeds()).containsExactly(Declared.of(feed));
  }

  @Test
  void the_text_of_a_statement_compiles_to_the_same() {
    String script =
        "CREATE STREAM s (a INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);"
            + " CREATE PATTERN p (x INT DEFAULT 3) AS SELECT n FROM s MATCH_RECOGNIZE (ORDER BY ts"
            + " MEASURES COUNT(A.*) AS n PATTERN (RELAXED(A{2,}) -> NOT B -> C)"
            + " WITHIN INTERVAL '1' HOUR DEFINE A AS A.a > :x, B AS B.a = 0);";
    CompileResult first = compile(script);
    assertThat(first.isValid()).isTrue();
    String canonical =
        first.statements().stream().map(Compiled::text).reduce("", (a, b) -> a + b + ";\n");
    CompileResult second = compile(canonical);
    assertThat(second.statements())
        .extracting(Compiled::text)
        .containsExactlyElementsOf(first.statements().stream().map(Compiled::text).toList());
  }

  @Test
  void nothing_is_no_error() {
    assertThat(compile("").isValid()).isTrue();
    assertThat(compile(" ; -- nothing\n ;").statements()).isEmpty();
  }

  private static CompileResult compile(String script) {
    return StatementCompiler.compile(script, Catalog.EMPTY);
  }

  @Test
  void thousands_of_errors_are_counted_and_a_hundred_are_told() {
    String script = "SELECT a FROM missing WHERE b = 1;\n".repeat(5_000);
    CompileResult result = StatementCompiler.compile(script, Catalog.EMPTY);
    assertThat(result.isValid()).isFalse();
    assertThat(result.diagnostics()).hasSize(101);
    assertThat(result.diagnostics().getLast().message())
        .isEqualTo("4900 more errors are not shown");
  }

  @Test
  void an_answer_about_a_huge_statement_is_small() {
    for (String script :
        List.of(
            "SELECT " + "x".repeat(1_000_000) + " FROM logs",
            "SELECT '" + "x ".repeat(500_000) + "' + 1 AS x FROM logs",
            "SELECT * FROM " + "x".repeat(1_000_000),
            "SELECT " + "7".repeat(1_000_000) + " AS x FROM logs",
            "SELECT " + "7".repeat(1_000_000) + ".5 AS x FROM logs",
            "SELECT CAST('" + "7".repeat(1_000_000) + "' AS INT) AS x FROM logs")) {
      long start = System.nanoTime();
      CompileResult result =
          StatementCompiler.compile(
              script,
              StatementCompiler.compile("CREATE STREAM logs (host STRING);", Catalog.EMPTY)
                  .catalog());
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(millis).as(script.substring(0, 20)).isLessThan(2_000);
      assertThat(result.isValid()).isFalse();
      for (Diagnostic problem : result.diagnostics()) {
        assertThat(DiagnosticText.format(problem, "script", script))
            .as(script.substring(0, 20))
            .hasSizeLessThan(1_500);
      }
    }
  }
}
