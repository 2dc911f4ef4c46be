package io.sluice.cep.analyze;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.explain.Explanation;
import io.sluice.cep.program.ProgramLimitException;
import io.sluice.cep.program.QueryCompiler;
import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.DiagnosticText;
import io.sluice.grammar.ParseResult;
import io.sluice.grammar.StatementParser;
import io.sluice.grammar.print.AstPrinter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for every text: it is parsed, analysed, compiled and explained without a crash, within
 * a second, in words for people, at places inside of the text; and what has no error says the same
 * when it is printed and read again. {@link #fuzzerTestOneInput} is what Jazzer calls ({@code mvn
 * -Pfuzz}, the module's pom says how), {@link StatementFuzzTest} runs it on the seeds and on all
 * that was ever found.
 */
public final class StatementFuzz {
  private static final long LONGEST_NANOS = 1_000_000_000L;

  /** Names of tokens and classes; what the user wrote may be quoted back. */
  private static final Pattern NOT_FOR_PEOPLE =
      Pattern.compile(
          "\\w*_KW\\b|EOF|\\bIDENT\\b|\\bQUOTED\\b|\\b[LR]PAREN\\b|\\bSTRANGE\\b|\\bOPEN_\\w+|"
              + "\\w*Exception\\b|\\w+Context\\b|org\\.antlr|io\\.sluice|java\\.\\w+|lucene|\\bnull\\b|"
              + "mismatched|extraneous|viable|@[0-9a-f]{6,8}\\b");

  private StatementFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    check(new String(input, StandardCharsets.UTF_8));
  }

  /**
   * @throws AssertionError where the text shows a fault
   */
  static void check(String text) {
    long spent = timed(text);
    if (spent > LONGEST_NANOS) {
      // A second look, as the first one may have paid for loading and compiling classes.
      spent = Math.min(spent, timed(text));
    }
    if (spent > LONGEST_NANOS) {
      throw new AssertionError("took %d ms".formatted(spent / 1_000_000));
    }
  }

  private static long timed(String text) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    said(text);
    return threads.getCurrentThreadCpuTime() - start;
  }

  private static void said(String text) {
    ParseResult parsed = StatementParser.parse(text);
    CompileResult result = StatementCompiler.compile(text, AnalyzerGoldenTest.CATALOG);
    result.diagnostics().forEach(d -> check(d, text));
    if (parsed.isValid()) {
      String printed = AstPrinter.print(parsed.script());
      ParseResult again = StatementParser.parse(printed);
      if (!again.isValid() || !AstPrinter.print(again.script()).equals(printed)) {
        throw new AssertionError("printed as something else:\n" + printed);
      }
    }
    if (result.isValid()) {
      result.statements().forEach(StatementFuzz::run);
    }
  }

  private static void run(Compiled compiled) {
    switch (compiled) {
      case Compiled.Query query -> {
        try {
          QueryCompiler.compile(query.standing());
        } catch (ProgramLimitException tooLarge) {
          return;
        }
        Explanation.of(query.standing());
      }
      case Compiled.Explain explain -> run(explain.of());
      case Compiled.Stream _, Compiled.DropObject _, Compiled.Pause _ -> {}
    }
  }

  private static void check(Diagnostic problem, String text) {
    if (problem.message().isBlank()) {
      throw new AssertionError("an error that says nothing: " + problem);
    }
    if (problem.span().start() < 0
        || problem.span().end() < problem.span().start()
        || problem.span().end() > text.length()) {
      throw new AssertionError("an error outside of the text: " + problem);
    }
    DiagnosticText.format(problem, "statement", text);
    String said =
        problem.message()
            + "\n"
            + problem.label()
            + "\n"
            + problem.notes()
            + "\n"
            + (problem.help() == null ? "" : problem.help());
    checkWords(said, text);
  }

  static void checkWords(String said, String text) {
    String written = text.toLowerCase(Locale.ROOT);
    Matcher word = NOT_FOR_PEOPLE.matcher(said);
    while (word.find()) {
      if (!written.contains(word.group().toLowerCase(Locale.ROOT))) {
        throw new AssertionError("'%s' is no word for people: %s".formatted(word.group(), said));
      }
    }
  }
}
