package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Wrong statements, written as people mistype them, with the whole text of the answer. The file is
 * for reading; {@code -Dgoldens.update=true} writes what is said today, and the diff is the review.
 */
class SyntaxErrorGoldensTest {
  private static final Path FILE =
      Path.of("src/test/resources/io/sluice/grammar/syntax-errors.txt");
  private static final String RULER = "=".repeat(100);

  record Golden(String title, String statement, String answer) {
    String text() {
      return RULER + "\n" + title + "\n\n" + statement + "\n\n" + answer + "\n";
    }
  }

  @TestFactory
  Stream<DynamicTest> each_wrong_statement_gets_its_answer() {
    if (Boolean.getBoolean("goldens.update")) {
      update();
    }
    return read().stream()
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.title(),
                    () -> assertThat(answer(golden.statement())).isEqualTo(golden.answer())));
  }

  @Test
  void the_table_is_long_enough_to_mean_something() {
    assertThat(read()).hasSizeGreaterThanOrEqualTo(120);
  }

  private static String answer(String statement) {
    ParseResult result = StatementParser.parse(statement);
    String errors =
        result.diagnostics().stream()
            .map(d -> DiagnosticText.format(d, "script.sql", statement))
            .collect(Collectors.joining("\n"));
    int read = result.script().statements().size();
    return errors + "\nstatements read: " + read;
  }

  /** A block is a title, the statement and the answer, which begins at the first error line. */
  private static List<Golden> read() {
    try {
      List<Golden> goldens = new ArrayList<>();
      for (String block : Files.readString(FILE, StandardCharsets.UTF_8).split(RULER + "\n")) {
        if (block.isBlank()) {
          continue;
        }
        int title = block.indexOf("\n\n");
        int answer = answerStart(block);
        goldens.add(
            new Golden(
                block.substring(0, title).strip(),
                block.substring(title + 2, answer).stripTrailing(),
                block.substring(answer).strip()));
      }
      return goldens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int answerStart(String block) {
    var start =
        java.util.regex.Pattern.compile("(?m)^(error|warning|note)\\[|^statements read:")
            .matcher(block);
    return start.find() ? start.start() : block.length();
  }

  private static void update() {
    String text =
        read().stream()
            .map(g -> new Golden(g.title(), g.statement(), answer(g.statement())).text())
            .collect(Collectors.joining());
    try {
      Files.writeString(FILE, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
