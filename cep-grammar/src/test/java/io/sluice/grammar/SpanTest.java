package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.grammar.ast.Name;
import io.sluice.grammar.ast.Span;
import io.sluice.grammar.ast.Statement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places are counted in UTF-16 units, whatever stands before them. */
class SpanTest {
  @Test
  void names_stand_where_their_spans_say_behind_emoji_too() {
    String text =
        "-- 😀 first\nSELECT '😀😀' AS \"größe😀\", price\r\n  FROM ticker AS 名前 WHERE price > 1;"
            + " SELECT '👩‍👩‍👧' AS fam, b2 FROM s";
    ParseResult result = StatementParser.parse(text);
    assertThat(result.diagnostics()).isEmpty();

    List<Name> names = new ArrayList<>();
    result.script().statements().forEach(statement -> collect(statement, names));

    assertThat(names).extracting(Name::text).contains("größe😀", "price", "名前", "fam", "b2", "s");
    for (Name name : names) {
      Span span = name.span();
      String written = text.substring(span.start(), span.end());
      assertThat(written).isEqualTo(name.quoted() ? "\"" + name.text() + "\"" : name.text());
      String[] lines = text.split("\r?\n", -1);
      assertThat(lines[span.line() - 1].substring(span.column() - 1)).startsWith(written);
    }
  }

  @Test
  void statements_cover_their_text() {
    String text = "  SELECT 'a😀' ;\n\nDROP PATTERN p ;";
    List<Statement> statements = StatementParser.parse(text).script().statements();

    assertThat(statements).hasSize(2);
    assertThat(cut(text, statements.get(0).span())).isEqualTo("SELECT 'a😀'");
    assertThat(cut(text, statements.get(1).span())).isEqualTo("DROP PATTERN p");
    assertThat(statements.get(1).span().line()).isEqualTo(3);
  }

  @Test
  void an_error_behind_an_emoji_underlines_the_right_word() {
    String text = "SELECT '😀' AS a FROM t WHRE a = 1";
    Diagnostic error = StatementParser.parse(text).diagnostics().getFirst();

    assertThat(cut(text, error.span())).isEqualTo("WHRE");
    assertThat(error.span().column()).isEqualTo(text.indexOf("WHRE") + 1);
    assertThat(apply(text, error)).isEqualTo("SELECT '😀' AS a FROM t WHERE a = 1");
  }

  @Test
  void every_edit_of_an_error_can_be_applied() {
    for (String text :
        List.of(
            "SELECT a FORM t",
            "SELECT '😀' AS x, a b c FROM t",
            "SELECT COUNT(a FROM t",
            "SELECT a, FROM t",
            "SELECT a == 1 FROM t",
            "SELECT `a` FROM t",
            "SELECT a FROM t WHERE b = ‘x’",
            "SELECT a FROM t SELECT b FROM u",
            "CREATE STREAM s (order INT)",
            "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts PATTERN (A) WITHIN 10 MINUTES)",
            "SELECT CASE WHEN a THEN b ELSE c FROM t",
            "SELECT a FROM t GROUP a")) {
      Diagnostic error = StatementParser.parse(text).diagnostics().getFirst();
      String repaired = apply(text, error);
      assertThat(StatementParser.parse(repaired).diagnostics()).as(repaired).isEmpty();
    }
  }

  private static String apply(String text, Diagnostic error) {
    assertThat(error.edits()).as(error.message()).hasSize(1);
    Diagnostic.Edit edit = error.edits().getFirst();
    return text.substring(0, edit.range().start())
        + edit.newText()
        + text.substring(edit.range().end());
  }

  private static String cut(String text, Span span) {
    return text.substring(span.start(), span.end());
  }

  private static void collect(Object node, List<Name> names) {
    if (node instanceof Name name) {
      names.add(name);
    } else if (node instanceof List<?> list) {
      list.forEach(member -> collect(member, names));
    } else if (node instanceof Record record) {
      for (Method part : Outline.parts(record.getClass())) {
        Object value = Outline.value(record, part);
        if (value != null) {
          collect(value, names);
        }
      }
    }
  }
}
