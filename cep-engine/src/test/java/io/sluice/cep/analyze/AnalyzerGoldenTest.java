package io.sluice.cep.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.PlanPrinter;
import io.sluice.cep.testing.Goldens;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Statements as people mistype them, and as they are meant; all against one set of streams. */
class AnalyzerGoldenTest {
  private static final String FOLDER = "io/sluice/cep/analyze/";

  static final Catalog CATALOG = catalog();

  @TestFactory
  List<DynamicTest> errors() {
    return Goldens.tests(FOLDER + "errors", AnalyzerGoldenTest::diagnostics);
  }

  @TestFactory
  List<DynamicTest> plans() {
    return Goldens.tests(FOLDER + "plans", AnalyzerGoldenTest::plan);
  }

  @Test
  void there_are_many_wrong_statements() {
    assertThat(Goldens.inputs(FOLDER + "errors")).hasSizeGreaterThan(90);
  }

  @Test
  void statements_of_the_plans_have_no_error() {
    assertThat(Goldens.inputs(FOLDER + "plans"))
        .allSatisfy(s -> assertThat(StatementCompiler.compile(s, CATALOG).isValid()).isTrue());
  }

  private static Catalog catalog() {
    try (var in = AnalyzerGoldenTest.class.getResourceAsStream("schema.sql")) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      CompileResult result = StatementCompiler.compile(script, Catalog.EMPTY);
      assertThat(result.diagnostics()).isEmpty();
      return result.catalog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String diagnostics(String text) {
    CompileResult result = StatementCompiler.compile(text, CATALOG);
    return result.diagnostics().stream()
        .map(d -> DiagnosticText.format(d, "statement", text) + edits(d, text))
        .collect(Collectors.joining("\n"));
  }

  private static String edits(Diagnostic problem, String text) {
    return problem.edits().stream()
        .map(
            e ->
                "\n  edit: '%s' becomes '%s'"
                    .formatted(text.substring(e.range().start(), e.range().end()), e.newText()))
        .collect(Collectors.joining());
  }

  private static String plan(String text) {
    CompileResult result = StatementCompiler.compile(text, CATALOG);
    return result.statements().stream()
            .map(AnalyzerGoldenTest::print)
            .collect(Collectors.joining("\n"))
            .stripTrailing()
        + (result.diagnostics().isEmpty() ? "" : "\n" + diagnostics(text));
  }

  private static String print(Compiled compiled) {
    return switch (compiled) {
      case Compiled.Stream s -> PlanPrinter.print(s.def());
      case Compiled.Query q -> PlanPrinter.print(q.standing());
      case Compiled.DropObject d -> "drop " + d.drop().kind() + " " + d.name();
      case Compiled.Pause p -> (p.paused() ? "pause " : "resume ") + p.pattern();
      case Compiled.Explain e -> "explain " + print(e.of());
    };
  }
}
