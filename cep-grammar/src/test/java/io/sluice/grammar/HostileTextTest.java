package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the text: an answer, soon, and in words for people. {@code -Dseed=n} repeats a run. */
class HostileTextTest {
  private static final int TEXTS = 500 * Integer.getInteger("times", 1);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** Names of tokens and classes have no place in a message. */
  private static final Pattern NOT_FOR_PEOPLE =
      Pattern.compile(
          "_KW\\b|<EOF>|\\bEOF\\b|\\bIDENT\\b|\\bQUOTED\\b|\\b[LR]PAREN\\b|\\bSTRANGE\\b|\\bOPEN_|"
              + "Exception|Context\\b|org\\.antlr|io\\.sluice|\\bnull\\b|mismatched|extraneous|viable");

  private static List<String> statements() throws IOException {
    String tour =
        Files.readString(
            Path.of("src/test/resources/io/sluice/grammar/tour.sql"), StandardCharsets.UTF_8);
    return List.of(tour.split(";\n"));
  }

  @Test
  void mutated_statements_get_an_answer_in_words() throws IOException {
    long seed = Long.getLong("seed", 1);
    System.out.println("HostileTextTest seed " + seed);
    List<String> statements = statements();
    long wrong = 0;
    for (long n = seed; n < seed + TEXTS; n++) {
      String text = mutated(statements, new Random(n));
      ParseResult result = checked(text, "-Dseed=" + n);
      wrong += result.isValid() ? 0 : 1;
    }
    assertThat(wrong).as("a fuzz that makes no errors tests nothing").isGreaterThan(20);
  }

  private static String mutated(List<String> statements, Random random) {
    StringBuilder text = new StringBuilder(statements.get(random.nextInt(statements.size())));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(7)) {
        case 0 -> text.delete(at, Math.min(text.length(), at + 1));
        case 1 -> text.delete(at, to);
        case 2 -> text.insert(at, text.substring(at, to));
        case 3 -> text.insert(at, "'\"`()[]{}|&!^$?;:,.<>=-+*/%@#~\\\n".charAt(random.nextInt(32)));
        case 4 ->
            text.insert(at, one(random, List.of(" NOT ", " ( ", " AS ", " 😀 ", " , ", " 12 ")));
        case 5 ->
            text.insert(at, one(random, List.of("\uD83D", "\uDE00", "\0", "\r", "é", "\uFEFF")));
        default -> {
          if (at + 1 < text.length()) {
            char swapped = text.charAt(at);
            text.setCharAt(at, text.charAt(at + 1));
            text.setCharAt(at + 1, swapped);
          }
        }
      }
    }
    return text.toString();
  }

  private static String one(Random random, List<String> members) {
    return members.get(random.nextInt(members.size()));
  }

  private static ParseResult checked(String text, String where) {
    long start = System.nanoTime();
    ParseResult result = StatementParser.parse(text);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).as(where).isLessThan(LONGEST);
    for (Diagnostic diagnostic : result.diagnostics()) {
      String formatted = DiagnosticText.format(diagnostic, "script", text);
      assertThat(formatted).as(where).isNotBlank();
      String said =
          diagnostic.message()
              + diagnostic.label()
              + diagnostic.notes()
              + (diagnostic.help() == null ? "" : diagnostic.help());
      // What the user wrote may be quoted back; only our own words are judged.
      String ours = said.replaceAll("'[^']*'", "");
      assertThat(NOT_FOR_PEOPLE.matcher(ours).find()).as(where + "\n" + formatted).isFalse();
      assertThat(diagnostic.span().start()).isBetween(0, text.length());
      assertThat(diagnostic.span().end()).isBetween(diagnostic.span().start(), text.length());
    }
    return result;
  }

  @Test
  void deep_nesting_has_a_name() {
    List<String> deep =
        List.of(
            "SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000),
            "SELECT " + "(".repeat(10_000),
            "SELECT " + "NOT ".repeat(10_000) + "a",
            "SELECT " + "- ".repeat(10_000) + "1",
            "SELECT " + "f(".repeat(5_000) + ")".repeat(5_000),
            "SELECT a" + "[1]".repeat(10_000),
            "SELECT a" + " + a".repeat(10_000),
            "SELECT a FROM t WHERE a" + " OR a".repeat(10_000),
            "EXPLAIN ".repeat(10_000) + "SELECT 1",
            "SELECT " + "CASE WHEN ".repeat(5_000) + "1",
            "SELECT CAST(a AS " + "ARRAY<".repeat(10_000) + "INT" + ">".repeat(10_000) + ")",
            "SELECT " + "(SELECT ".repeat(5_000) + "1" + ")".repeat(5_000),
            "SELECT * FROM t MATCH_RECOGNIZE (PATTERN ("
                + "(".repeat(10_000)
                + "A"
                + ")".repeat(10_000)
                + "))");
    for (String text : deep) {
      ParseResult result = checked(text, text.substring(0, 40));
      assertThat(result.diagnostics()).as(text.substring(0, 40)).isNotEmpty();
      assertThat(result.diagnostics().getFirst().code())
          .as(text.substring(0, 40))
          .isEqualTo(SyntaxCode.TOO_DEEP.code());
    }
  }

  @Test
  void what_people_nest_is_not_deep() {
    for (String text :
        List.of(
            "SELECT " + "(".repeat(100) + "1" + ")".repeat(100),
            "SELECT a" + " + a".repeat(900),
            "SELECT a FROM t WHERE b IN (1" + ", 1".repeat(10_000) + ")")) {
      assertThat(StatementParser.parse(text).diagnostics()).isEmpty();
    }
  }

  @Test
  void a_small_stack_is_no_crash() throws InterruptedException {
    String text = "SELECT " + "(".repeat(150) + "1" + ")".repeat(150);
    ParseResult[] result = new ParseResult[1];
    Thread thread =
        new Thread(null, () -> result[0] = StatementParser.parse(text), "small", 160 * 1024);
    thread.start();
    thread.join();
    assertThat(result[0]).isNotNull();
  }

  @Test
  void a_long_text_is_answered_in_time() {
    for (String text :
        List.of(
            "SELECT a" + ", a".repeat(20_000) + " FROM t WHRE 1",
            "SELECT f(a" + ", a".repeat(20_000) + " FROM t",
            "(".repeat(60_000),
            "'x\n".repeat(20_000),
            "/*".repeat(30_000),
            "SELECT ;".repeat(8_000),
            "= ".repeat(30_000),
            "SELECT " + "= ".repeat(30_000),
            "(a;".repeat(20_000),
            "\uD83D\uDE00".repeat(16_000))) {
      // A text of the longest kind has more time than a statement.
      long start = System.nanoTime();
      ParseResult result = StatementParser.parse(text);
      assertThat(result.diagnostics()).isNotEmpty();
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(millis).as(text.substring(0, 30)).isLessThan(5_000);
    }
  }
}
