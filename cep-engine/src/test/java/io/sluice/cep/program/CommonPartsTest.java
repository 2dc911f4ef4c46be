package io.sluice.cep.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.program.expr.RowCondition;
import io.sluice.cep.program.expr.RowPart;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CommonPartsTest {
  private static final String STREAMS =
      """
      CREATE STREAM s (k STRING, c STRING, v DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
      CREATE STREAM t (v DOUBLE, k STRING, c STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);
      """;

  private final CommonParts common = new CommonParts();

  private MatchProgram compile(String stream, String category, int least) {
    String text =
        """
        CREATE PATTERN p AS SELECT a, b FROM %s MATCH_RECOGNIZE (
          PARTITION BY k ORDER BY ts MEASURES A.v AS a, LAST(B.v) AS b
          PATTERN (A -> B) WITHIN INTERVAL '1' HOUR
          DEFINE A AS A.c = '%s' AND A.v > %d, B AS B.c = 'x' AND B.v > 100)"""
            .formatted(stream, category, least);
    CompileResult result = StatementCompiler.compile(STREAMS + text, Catalog.EMPTY);
    assertThat(result.isValid()).as("%s", result.diagnostics()).isTrue();
    var query = (Compiled.Query) result.statements().getLast();
    return Objects.requireNonNull(QueryCompiler.compile(query.standing(), common).match());
  }

  private static List<RowPart> parts(MatchProgram program, int variable) {
    return ((RowCondition) Objects.requireNonNull(program.condition(variable))).parts();
  }

  @Test
  void what_does_not_differ_is_kept_once() {
    MatchProgram one = compile("s", "gold", 100);
    MatchProgram other = compile("s", "silver", 200);
    assertThat(other.pattern()).isSameAs(one.pattern());
    assertThat(other.facts()).isSameAs(one.facts());
    assertThat(other.measures()).isSameAs(one.measures());
    assertThat(other.columns()).isSameAs(one.columns());
    assertThat(other.output()).isSameAs(one.output());
    assertThat(parts(other, 1).getFirst()).isSameAs(parts(one, 1).getFirst());
    assertThat(parts(other, 0)).isNotEqualTo(parts(one, 0));
    assertThat(other.told()).isEqualTo(one.told());
  }

  /** {@code c = 'x'} reads alike and looks at another place of the row. */
  @Test
  void columns_of_two_streams_are_not_one() {
    Object[] ofT = {1.0, "k", "x", 0L};
    assertThat(parts(compile("s", "a", 1), 1).getFirst())
        .isInstanceOfSatisfying(
            RowPart.Named.class, part -> assertThat(part.test().holds(ofT)).isFalse());
    assertThat(parts(compile("t", "a", 1), 1).getFirst())
        .isInstanceOfSatisfying(
            RowPart.Named.class, part -> assertThat(part.test().holds(ofT)).isTrue());
  }
}
