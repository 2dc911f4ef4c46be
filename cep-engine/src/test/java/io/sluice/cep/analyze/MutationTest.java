package io.sluice.cep.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.testing.Goldens;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Statements with words taken away, doubled, swapped and borrowed never make the analyzer fall. */
class MutationTest {
  private static final int STATEMENTS = 800 * Integer.getInteger("times", 1);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Pattern WORD =
      Pattern.compile("\\s+|[A-Za-z_]\\w*|'[^']*'|\\d+(?:\\.\\d+)?|->>?|\\{-|-\\}|.");

  /** Of this thread alone: the machine may have other work. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  @Test
  void no_statement_makes_the_analyzer_throw() {
    long seed = Long.getLong("seed", 1);
    var random = new Random(seed);
    List<List<String>> statements = new ArrayList<>();
    for (String folder : List.of("errors", "plans")) {
      Goldens.inputs("io/sluice/cep/analyze/" + folder).forEach(s -> statements.add(words(s)));
    }
    Catalog catalog = AnalyzerGoldenTest.CATALOG;
    int analysed = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      String text = mutate(statements, random);
      try {
        long start = CPU.getCurrentThreadCpuTime();
        CompileResult result = StatementCompiler.compile(text, catalog);
        assertThat(Duration.ofNanos(CPU.getCurrentThreadCpuTime() - start))
            .as("-Dseed=%d, statement %d:%n%s", seed, i, text)
            .isLessThan(LONGEST);
        analysed += result.statements().isEmpty() ? 0 : 1;
        result.diagnostics().forEach(d -> check(d, text));
      } catch (RuntimeException e) {
        fail("-Dseed=%d, statement %d:%n%s".formatted(seed, i, text), e);
      }
    }
    assertThat(analysed).as("-Dseed=%d: some mutants are still valid", seed).isPositive();
  }

  private static void check(Diagnostic problem, String text) {
    assertThat(problem.message()).isNotBlank().doesNotContain("null", "io.sluice", "Exception");
    assertThat(problem.span().start()).isBetween(0, problem.span().end());
    assertThat(problem.span().end()).isLessThanOrEqualTo(text.length());
    assertThat(DiagnosticText.format(problem, "statement", text)).contains(problem.code());
  }

  private static List<String> words(String statement) {
    var words = new ArrayList<String>();
    var matcher = WORD.matcher(statement);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  private static String mutate(List<List<String>> statements, Random random) {
    var words = new ArrayList<>(statements.get(random.nextInt(statements.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && words.size() > 2; i++) {
      int at = random.nextInt(words.size());
      List<String> other = statements.get(random.nextInt(statements.size()));
      switch (random.nextInt(5)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(random.nextInt(words.size())));
        case 2 -> words.set(at, words.get(random.nextInt(words.size())));
        case 3 -> words.set(at, other.get(random.nextInt(other.size())));
        default -> {
          int from = random.nextInt(other.size());
          int to = Math.min(other.size(), from + 1 + random.nextInt(8));
          words.addAll(at, other.subList(from, to));
        }
      }
    }
    return String.join("", words);
  }
}
