package io.sluice.server.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.server.cases.CaseFile.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseJudgeTest {
  private static final String SCRIPT =
      "CREATE STREAM e (n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\n"
          + "CREATE PATTERN p AS SELECT n FROM e;\n";

  private static List<String> differences(String expectation, Row... came) throws BadCase {
    CaseFile file = CaseReader.read("# prose\n" + SCRIPT + expectation);
    return CaseJudge.differences(file.expected(), new Outcome.Produced(List.of(came)));
  }

  @Test
  void numbers_compare_by_value_and_objects_by_key() throws BadCase {
    assertThat(
            differences(
                "-- rows\np {\"a\":1.50,\"b\":{\"x\":1,\"y\":[2.0]}}",
                new Row("p", "{\"b\":{\"y\":[2],\"x\":1.0},\"a\":1.5}")))
        .isEmpty();
  }

  @Test
  void a_missing_column_is_a_difference_even_if_it_is_null() throws BadCase {
    assertThat(differences("-- rows\np {\"a\":1}", new Row("p", "{\"a\":1,\"b\":null}")))
        .isNotEmpty();
  }

  @Test
  void the_order_of_rows_counts_unless_the_section_says_unordered() throws BadCase {
    Row one = new Row("p", "{\"n\":1}");
    Row two = new Row("p", "{\"n\":2}");
    assertThat(differences("-- rows\np {\"n\":1}\np {\"n\":2}", two, one)).isNotEmpty();
    assertThat(differences("-- rows unordered\np {\"n\":1}\np {\"n\":2}", two, one)).isEmpty();
    assertThat(differences("-- rows unordered\np {\"n\":1}\np {\"n\":1}", one, two)).isNotEmpty();
  }

  @Test
  void the_difference_shows_what_is_missing_and_what_is_too_much() throws BadCase {
    assertThat(
            differences(
                "-- rows\np {\"n\":1}\np {\"n\":2}",
                new Row("p", "{\"n\":1}"),
                new Row("p", "{\"n\":3}")))
        .containsExactly(
            "rows differ (- expected, did not come; + came, not expected):",
            "  p {\"n\":1}",
            "- p {\"n\":2}",
            "+ p {\"n\":3}");
  }

  @Test
  void an_error_is_expected_whole_or_in_parts_or_at_all() throws BadCase {
    var failed = new Outcome.Failed("error: no such column\n  in line 3");
    assertThat(judge("-- error\nerror: no such column\n  in line 3", failed)).isEmpty();
    assertThat(judge("-- error\n~ such column\n~ line 3", failed)).isEmpty();
    assertThat(judge("-- error", failed)).isEmpty();
    assertThat(judge("-- error\nerror: no such column", failed)).isNotEmpty();
    assertThat(judge("-- error\n~ line 4", failed)).isNotEmpty();
    assertThat(judge("-- rows", failed)).isNotEmpty();
  }

  private static List<String> judge(String expectation, Outcome outcome) throws BadCase {
    return CaseJudge.differences(CaseReader.read(SCRIPT + expectation).expected(), outcome);
  }

  @Test
  void an_update_keeps_all_but_the_expectation() throws BadCase {
    String text =
        "# prose\n"
            + SCRIPT
            + "-- events\ne {\"n\":1,\"ts\":\"2026-01-01T00:00:00Z\"}\n-- rows\np {\"n\":7}\n";
    CaseFile file = CaseReader.read(text);
    assertThat(CaseUpdate.apply(text, file, CaseRun.run(file)))
        .isEqualTo(text.replace("{\"n\":7}", "{\"n\":1}"));
  }

  @Test
  void a_malformed_file_is_refused_with_its_line() {
    assertThatThrownBy(() -> CaseReader.read(SCRIPT + "-- events\ne\n-- rows"))
        .hasMessage("line 4: expected 'stream {json}', found 'e'");
    assertThatThrownBy(() -> CaseReader.read(SCRIPT + "-- events\n@ tomorrow\n-- rows"))
        .hasMessageContaining("line 4")
        .hasMessageContaining("@ end");
    assertThatThrownBy(() -> CaseReader.read(SCRIPT)).hasMessageContaining("'-- rows'");
    assertThatThrownBy(() -> CaseReader.read(SCRIPT + "-- rows\n-- error"))
        .hasMessageContaining("must be last");
  }
}
