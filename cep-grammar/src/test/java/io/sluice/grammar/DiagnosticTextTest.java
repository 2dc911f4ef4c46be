package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.grammar.ast.Span;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
  private static final String TEXT =
      "SELECT *\nFROM ticker MATCH_RECOGNIZE (\n  PATTERN (A B)\n  DEFINE B AS B.prise < A.price)";

  private static Span span(String text, String word) {
    int at = text.indexOf(word);
    return new SourceText(text).span(at, at + word.length());
  }

  @Test
  void it_has_code_place_line_underline_notes_and_help() {
    Diagnostic error =
        Diagnostic.error(
                "P2104",
                "unknown column 'prise' in variable B of stream 'ticker'",
                span(TEXT, "prise"),
                "no such column")
            .withNotes("columns: symbol, price, volume, ts")
            .withHelp("did you mean 'price'?");

    assertThat(DiagnosticText.format(error, "pattern vshape", TEXT))
        .isEqualTo(
            """
            error[P2104]: unknown column 'prise' in variable B of stream 'ticker'
              --> pattern vshape, line 4, column 17
               |
             4 |   DEFINE B AS B.prise < A.price)
               |                 ^^^^^ no such column
               = columns: symbol, price, volume, ts
               = help: did you mean 'price'?""");
  }

  @Test
  void tabs_and_wide_characters_keep_the_underline_in_place() {
    String text = "\tSELECT '名前' AS n, prise FROM t";
    Diagnostic warning = Diagnostic.warning("W2001", "odd", span(text, "prise"), "");

    assertThat(DiagnosticText.format(warning, "x.sql", text))
        .isEqualTo(
            """
            warning[W2001]: odd
              --> x.sql, line 1, column 20
               |
             1 |  SELECT '名前' AS n, prise FROM t
               |                      ^^^^^""");
  }

  @Test
  void a_long_line_is_cut_around_the_cause() {
    String text = "x".repeat(500) + " here " + "y".repeat(500);
    String shown =
        DiagnosticText.format(Diagnostic.error("P1", "m", span(text, "here"), "l"), "s", text);

    String[] lines = shown.split("\n");
    assertThat(lines[3]).startsWith(" 1 | ...x").endsWith("y...").contains(" here ");
    assertThat(lines[3].length()).isLessThan(180);
    assertThat(lines[4].indexOf('^')).isEqualTo(lines[3].indexOf("here"));
  }

  @Test
  void the_end_of_the_text_has_a_mark_of_its_own() {
    String text = "SELECT";
    Diagnostic error = Diagnostic.error("P1", "m", new Span(6, 6, 1, 7), "expected more");

    assertThat(DiagnosticText.format(error, "s", text)).endsWith("   |       ^ expected more");
  }

  @Test
  void a_span_over_lines_is_marked_to_the_end_of_its_first() {
    String text = "SELECT 'a\nb' FROM";
    Diagnostic error = Diagnostic.error("P1", "m", span(text, "'a\nb'"), "");

    assertThat(DiagnosticText.format(error, "s", text)).endsWith("   |        ^^");
  }

  @Test
  void what_nobody_sees_is_named_and_has_one_sign_in_the_line() {
    String text = "SELECT a\u202Eb, \u200Dc\u0001 FROM t";
    Diagnostic error = Diagnostic.error("P1", "no '\u202E' here", span(text, "c"), "\u200D");

    assertThat(DiagnosticText.format(error, "s", text))
        .isEqualTo(
            """
            error[P1]: no 'U+202E' here
              --> s, line 1, column 14
               |
             1 | SELECT a\uFFFDb, \uFFFDc\uFFFD FROM t
               |              ^ U+200D""");
  }

  @Test
  void a_hidden_character_of_a_statement_has_a_name() {
    ParseResult result = StatementParser.parse("SELECT a\u202Eb FROM t");

    assertThat(result.diagnostics()).hasSize(1);
    assertThat(result.diagnostics().getFirst().message()).contains("U+202E (right-to-left overr");
  }

  @Test
  void long_names_and_strings_are_cut_in_messages_and_keep_their_quotes() {
    String name = "x".repeat(1_000_000);
    String words = "many words ".repeat(100);
    Diagnostic error =
        Diagnostic.error("P1", "no '" + name + "' in stream's end", span(TEXT, "prise"), name)
            .withNotes("columns: a, " + name + ", b")
            .withHelp("the string '" + words + "' is too long, as is '" + words + "'")
            .withEdit(span(TEXT, "prise"), name);

    assertThat(error.message()).isEqualTo("no '" + "x".repeat(40) + "...' in stream's end");
    assertThat(error.notes().getFirst()).isEqualTo("columns: a, " + "x".repeat(40) + "..., b");
    assertThat(error.help()).contains("...' is too long, as is 'many").hasSizeLessThan(150);
    assertThat(error.edits()).isEmpty();
    assertThat(DiagnosticText.format(error, "s", TEXT)).hasSizeLessThan(600);
  }

  @Test
  void what_people_write_is_not_cut() {
    String message = "write CASE WHEN REGEXP_LIKE(k, '^-?[0-9]{1,9}$') THEN CAST(k AS INT) END";

    assertThat(Diagnostic.error("P1", message, span(TEXT, "prise"), "").message())
        .isEqualTo(message);
  }
}
