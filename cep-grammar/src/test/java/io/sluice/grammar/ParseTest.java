package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.MatchRecognize;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Query;
import io.sluice.grammar.ast.Relation;
import io.sluice.grammar.ast.Script;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.ast.TypeName;
import io.sluice.grammar.parser.SluiceLexer;
import io.sluice.grammar.parser.SluiceParser;
import io.sluice.grammar.print.AstPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.junit.jupiter.api.Test;

class ParseTest {
  private static final Path TOUR = Path.of("src/test/resources/io/sluice/grammar/tour.sql");

  private static String tour() throws IOException {
    return Files.readString(TOUR, StandardCharsets.UTF_8);
  }

  private static Statement only(String text) {
    ParseResult result = StatementParser.parse(text);
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.script().statements()).hasSize(1);
    return result.script().statements().getFirst();
  }

  private static PatternNode pattern(String pattern) {
    Statement statement =
        only("SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts PATTERN (" + pattern + "))");
    Query query = ((Statement.QueryStatement) statement).query();
    Relation.Matched matched = (Relation.Matched) query.selects().getFirst().from();
    MatchRecognize clause = matched.clause();
    return clause.pattern();
  }

  /** The tree as text with brackets around every operator, to see what binds to what. */
  private static String bound(Expr expr) {
    return switch (expr) {
      case Expr.Binary b ->
          "(" + bound(b.left()) + " " + b.op().sign() + " " + bound(b.right()) + ")";
      case Expr.Unary u -> "(" + u.op().sign() + " " + bound(u.operand()) + ")";
      case Expr.Between b ->
          "(" + bound(b.value()) + " in " + bound(b.low()) + ".." + bound(b.high()) + ")";
      default -> AstPrinter.print(expr);
    };
  }

  private static String bound(String text) {
    return bound(StatementParser.parseExpression(text));
  }

  @Test
  void the_tour_of_the_language_is_read_and_survives_printing() throws IOException {
    ParseResult result = StatementParser.parse(tour());
    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.script().statements().size()).isEqualTo(38);

    Script again = StatementParser.parse(AstPrinter.print(result.script())).script();
    assertThat(Outline.of(again.statements())).isEqualTo(Outline.of(result.script().statements()));
  }

  @Test
  void the_rule_for_whole_scripts_that_the_console_uses_reads_the_same() throws IOException {
    SluiceLexer lexer = new SluiceLexer(CharStreams.fromString(tour()));
    SluiceParser parser = new SluiceParser(new CommonTokenStream(lexer));
    SluiceParser.ScriptContext script = parser.script();
    assertThat(parser.getNumberOfSyntaxErrors()).isZero();
    assertThat(script.statement().size()).isEqualTo(38);
  }

  @Test
  void operators_bind_as_in_the_standard() {
    assertThat(bound("a + b * c - d")).isEqualTo("((a + (b * c)) - d)");
    assertThat(bound("NOT a = b AND c OR d")).isEqualTo("(((NOT (a = b)) AND c) OR d)");
    assertThat(bound("a BETWEEN 1 AND 2 AND b")).isEqualTo("((a in 1..2) AND b)");
    assertThat(bound("a || b = c")).isEqualTo("((a || b) = c)");
    assertThat(bound("- a * b")).isEqualTo("((- a) * b)");
    assertThat(bound("a - b - c")).isEqualTo("((a - b) - c)");
    assertThat(bound("a != b")).isEqualTo("(a <> b)");
  }

  @Test
  void patterns_bind_quantifier_then_juxtaposition_then_arrow_then_bar() {
    PatternNode node = pattern("A B+ -> C | D");

    PatternNode.Alternation bar = (PatternNode.Alternation) node;
    PatternNode.ArrowChain chain = (PatternNode.ArrowChain) bar.branches().getFirst();
    PatternNode.Concatenation sequence = (PatternNode.Concatenation) chain.parts().getFirst();
    assertThat(sequence.parts().get(1)).isInstanceOf(PatternNode.Quantified.class);
    assertThat(AstPrinter.print(node)).isEqualTo("A B+ -> C | D");
  }

  @Test
  void every_negation_stands_in_a_chain() {
    for (String text : List.of("NOT A", "A -> NOT B", "NOT A -> B", "A -> NOT (B | C) -> D")) {
      PatternNode.ArrowChain chain = (PatternNode.ArrowChain) pattern(text);
      assertThat(chain.parts()).anyMatch(PatternNode.Negation.class::isInstance);
      assertThat(chain.arrows()).hasSize(chain.parts().size() - 1);
    }
  }

  @Test
  void quantifiers_have_bounds_and_greed() {
    assertThat(pattern("A{,}?")).matches(p -> bounds(p, 0, null, false));
    assertThat(pattern("A{2}")).matches(p -> bounds(p, 2, 2, true));
    assertThat(pattern("A{,3}")).matches(p -> bounds(p, 0, 3, true));
    assertThat(pattern("A??")).matches(p -> bounds(p, 0, 1, false));
  }

  private static boolean bounds(PatternNode node, int min, Integer max, boolean greedy) {
    return node instanceof PatternNode.Quantified q
        && q.min() == min
        && Objects.equals(q.max(), max)
        && q.greedy() == greedy;
  }

  @Test
  void final_before_a_column_is_its_last_row() {
    assertThat(AstPrinter.print(StatementParser.parseExpression("FINAL A.x + 1")))
        .isEqualTo("FINAL LAST(A.x) + 1");
    assertThat(AstPrinter.print(StatementParser.parseExpression("FINAL (A.x + SUM(B.y))")))
        .isEqualTo("FINAL LAST(A.x) + FINAL SUM(B.y)");
    assertThat(AstPrinter.print(StatementParser.parseExpression("running(x) + running")))
        .isEqualTo("RUNNING LAST(x) + running");
  }

  @Test
  void types_are_kept_as_written_in_upper_case() {
    Statement.CreateStream stream =
        (Statement.CreateStream)
            only("create stream s (a character varying(3), b timestamp(3) with time zone)");
    TypeName a = stream.columns().get(0).type();
    TypeName b = stream.columns().get(1).type();
    assertThat(a.name()).isEqualTo("CHARACTER VARYING");
    assertThat(a.arguments()).containsExactly(3);
    assertThat(b.name()).isEqualTo("TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void keywords_that_are_not_reserved_are_names() {
    only("SELECT state, left, partition, final, gap AS within FROM stream WHERE timestamp > 1");
    only("SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts PATTERN (PAUSE -> RESUME first last))");
  }

  @Test
  void a_quoted_name_is_exact_and_a_string_undoubles_its_quotes() {
    Expr.ColumnRef ref = (Expr.ColumnRef) StatementParser.parseExpression("\"a \"\"b\"\"\"");
    assertThat(ref.path().getFirst().text()).isEqualTo("a \"b\"");
    assertThat(ref.path().getFirst().quoted()).isTrue();
    assertThat(StatementParser.parseExpression("'it''s'"))
        .isEqualTo(new Expr.StringLiteral("it's", new Span(0, 7, 1, 1)));
  }

  @Test
  void one_expression_is_wanted_and_no_more() {
    assertThatThrownBy(() -> StatementParser.parseExpression("a +"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an expression after '+'");
    assertThatThrownBy(() -> StatementParser.parseExpression(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void statements_around_an_error_are_still_read() {
    ParseResult result =
        StatementParser.parse("SELECT 1; SELECT FROM; SELECT 2;; SELECT 'x ; \n SELECT 3");
    assertThat(result.script().statements()).hasSize(2);
    assertThat(result.isValid()).isFalse();
  }

  @Test
  void nothing_is_a_script_too() {
    for (String text : List.of("", " \n ", ";;", "-- only a comment", "/* and */ ;")) {
      assertThat(StatementParser.parse(text).isValid()).isTrue();
      assertThat(StatementParser.parse(text).script().statements()).isEmpty();
    }
  }

  @Test
  void a_gap_written_as_an_exclusion_gets_a_hint_and_is_read() {
    ParseResult result =
        StatementParser.parse("SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A {- X*? -} B))");
    assertThat(result.isValid()).isTrue();
    assertThat(result.script().statements()).hasSize(1);
    assertThat(result.diagnostics())
        .singleElement()
        .matches(d -> d.severity() == Diagnostic.Severity.NOTE && d.code().equals("W1001"));
  }

  @Test
  void reserved_words_are_those_that_cannot_be_names() {
    assertThat(Keywords.all())
        .contains("SELECT", "STREAM", "MINUTE", "SKIP")
        .hasSizeGreaterThan(120);
    assertThat(Keywords.isReserved("order")).isTrue();
    assertThat(Keywords.isReserved("stream")).isFalse();
    for (String word : Keywords.all()) {
      boolean name = StatementParser.parse("DESCRIBE EXTENDED " + word).isValid();
      assertThat(name).as(word).isEqualTo(!Keywords.isReserved(word));
    }
  }

  @Test
  void words_between_arguments_are_commas() {
    for (String[] pair :
        new String[][] {
          {"SUBSTRING(a FROM 2 FOR 3)", "SUBSTRING(a, 2, 3)"},
          {"POSITION('x' IN a)", "POSITION('x', a)"},
          {"TRIM(BOTH 'x' FROM a)", "TRIM(a, 'x')"},
          {"TRIM('x' FROM a)", "TRIM(a, 'x')"},
          {"TRIM(LEADING FROM a)", "LTRIM(a)"},
          {"TRIM(TRAILING 'x' FROM a)", "RTRIM(a, 'x')"},
        }) {
      assertThat(AstPrinter.print(StatementParser.parseExpression(pair[0]))).isEqualTo(pair[1]);
    }
  }

  @Test
  void names_of_such_functions_are_names_of_columns_too() {
    assertThat(StatementParser.parse("SELECT trim, both AS position FROM substring").isValid())
        .isTrue();
  }
}
