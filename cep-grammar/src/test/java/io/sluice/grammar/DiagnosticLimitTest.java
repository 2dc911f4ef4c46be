package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticLimitTest {
  private static List<Diagnostic> errors(int count) {
    List<Diagnostic> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Diagnostic.error("P2101", "no stream", new Span(i, i + 1, 1, i + 1), ""));
    }
    return all;
  }

  @Test
  void a_hundred_are_all_shown() {
    assertThat(DiagnosticLimit.of(errors(100))).isEqualTo(errors(100));
  }

  @Test
  void the_last_line_says_how_many_more() {
    List<Diagnostic> shown = DiagnosticLimit.of(errors(5_000));

    assertThat(shown).hasSize(101);
    assertThat(shown.getLast().message()).isEqualTo("4900 more errors are not shown");
    assertThat(shown.getLast().span().start()).isEqualTo(100);
  }

  @Test
  void warnings_do_not_push_errors_out() {
    List<Diagnostic> all = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      all.add(Diagnostic.warning("W2001", "odd", new Span(i, i + 1, 1, i + 1), ""));
    }
    all.addAll(errors(2));
    List<Diagnostic> shown = DiagnosticLimit.of(all);

    assertThat(shown).hasSize(103);
    assertThat(shown.getLast().message()).isEqualTo("1 more warning is not shown");
    assertThat(shown.getLast().severity()).isEqualTo(Diagnostic.Severity.WARNING);
  }

  @Test
  void errors_that_were_never_looked_for_are_not_counted() {
    String bad = "SELECT FROM t;\n".repeat(150);
    List<Diagnostic> all = new ArrayList<>(StatementParser.parse(bad).diagnostics());
    assertThat(DiagnosticLimit.of(all).getLast().message()).isEqualTo("more than 100 errors");

    all.addAll(errors(3));
    assertThat(DiagnosticLimit.of(all).getLast().message())
        .isEqualTo("at least 3 more errors are not shown");
  }
}
