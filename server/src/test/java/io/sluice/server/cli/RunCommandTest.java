package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  @TempDir Path folder;
  private String script = "";

  @BeforeEach
  void script() throws IOException {
    script =
        file(
            "s.sql",
            "CREATE STREAM ticks (k STRING, n INT, price DECIMAL(10,2), ok BOOLEAN, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\n"
                + "CREATE PATTERN seen AS SELECT k, n, price, ok FROM ticks;\n");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void each_row_is_one_json_object() throws IOException {
    String in = file("a.ndjson", "{\"k\":\"x\",\"n\":1,\"ts\":\"2026-01-01T00:00:00Z\"}\n");
    assertThat(Run.of("run", script, "--in", "ticks=" + in).out())
        .isEqualTo(
            "{\"to\":\"seen\",\"time\":\"2026-01-01T00:00:00.000Z\",\"row\":{\"k\":\"x\",\"n\":1,\"price\":null,\"ok\":null}}\n");
    assertThat(Run.of("run", script, "--in", "ticks=" + in, "--rows").out())
        .isEqualTo("{\"k\":\"x\",\"n\":1,\"price\":null,\"ok\":null}\n");
  }

  @Test
  void csv_is_typed_by_the_stream_and_an_empty_cell_is_null() throws IOException {
    String in =
        file(
            "a.csv",
            "\uFEFFts,K,n,price,ok\r\n"
                + "2026-01-01T00:00:00Z,\"a, \"\"b\"\"\",1,2.50,true\r\n"
                + "1767225601000,,,,\r\n");
    Run run = Run.of("run", script, "--in", "ticks=" + in, "--rows");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "{\"k\":\"a, \\\"b\\\"\",\"n\":1,\"price\":2.50,\"ok\":true}\n"
                + "{\"k\":null,\"n\":null,\"price\":null,\"ok\":null}\n");
  }

  @Test
  void csv_may_be_cut_by_semicolons_and_say_yes() throws IOException {
    String in = file("a.csv", "\"ts\";k;ok\n2026-01-01T00:00:00Z;a,b;TRUE\n1767225601000;c;0\n");
    Run run = Run.of("run", script, "--in", "ticks=" + in, "--rows");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            "{\"k\":\"a,b\",\"n\":null,\"price\":null,\"ok\":true}\n"
                + "{\"k\":\"c\",\"n\":null,\"price\":null,\"ok\":false}\n");
  }

  @Test
  void a_run_without_input_says_what_is_missing() {
    assertThat(Run.of("run", script).err()).contains("--in ticks=FILE");
  }

  @Test
  void packed_files_and_standard_input_are_read_too() throws IOException {
    Path packed = folder.resolve("a.ndjson.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("{\"k\":\"x\",\"ts\":\"2026-01-01T00:00:00Z\"}\n".getBytes(StandardCharsets.UTF_8));
    }
    Run run =
        Run.withInput(
            "{\"k\":\"y\",\"ts\":\"2026-01-01T00:00:01Z\"}",
            "run",
            script,
            "--in",
            "ticks=" + packed,
            "--in",
            "ticks=-",
            "--rows");
    assertThat(run.out().lines().map(l -> l.substring(0, 9)))
        .containsExactly("{\"k\":\"x\",", "{\"k\":\"y\",");
  }

  @Test
  void files_are_merged_by_time() throws IOException {
    String a = file("a.ndjson", "{\"n\":1,\"ts\":1000}\n{\"n\":4,\"ts\":4000}\n");
    String b =
        file("b.ndjson", "{\"n\":2,\"ts\":2000}\n{\"n\":3,\"ts\":3000}\n{\"n\":5,\"ts\":5000}\n");
    String out = Run.of("run", script, "--in", "ticks=" + a, "--in", "ticks=" + b, "--rows").out();
    assertThat(out.lines().map(l -> l.replaceAll(".*\"n\":(\\d).*", "$1")))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void a_bad_line_is_named_left_out_and_makes_the_exit_code_1() throws IOException {
    String in =
        file(
            "a.ndjson",
            "{\"n\":1,\"ts\":1000}\n\n{\"n\":\"one\",\"ts\":2000}\n{\"n\":2,\n{\"n\":3,\"ts\":3000}\n");
    Run run = Run.of("run", script, "--in", "ticks=" + in, "--rows");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err())
        .contains("a.ndjson:3: `n` must be INT", "a.ndjson:4: The event is not JSON");
    assertThat(Run.of("run", script, "--in", "ticks=" + in, "--skip-bad").code()).isZero();
  }

  @Test
  void many_bad_lines_are_not_all_named() throws IOException {
    Run run = Run.of("run", script, "--in", "ticks=" + file("a.ndjson", "x\n".repeat(50)));
    assertThat(run.err().lines()).hasSize(21);
    assertThat(run.err()).endsWith("30 more lines are no events\n");
  }

  @Test
  void figures_come_as_one_line() throws IOException {
    String in = file("a.ndjson", "{\"n\":1,\"ts\":1000}\n{\"n\":1,\"ts\":900}\n");
    Run run = Run.of("run", script, "--in", "ticks=" + in, "--stats");
    assertThat(run.err())
        .contains("\"events\":2", "\"rows\":1", "\"late\":1", "\"eventsPerSecond\":");
  }

  @Test
  void a_row_that_a_pattern_can_not_compute_is_told() throws IOException {
    String divided =
        file(
            "d.sql",
            "CREATE STREAM e (n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\n"
                + "CREATE PATTERN p AS SELECT 10 / n AS x FROM e;\n");
    String in =
        file(
            "e.ndjson",
            "{\"n\":5,\"ts\":\"2026-01-01T00:00:00Z\"}\n{\"n\":0,\"ts\":\"2026-01-01T00:00:01Z\"}\n");
    Run run = Run.of("run", divided, "--in", "e=" + in, "--rows");
    assertThat(run.out()).isEqualTo("{\"x\":2}\n");
    assertThat(run.err())
        .contains(
            "note: 'p' left out 1 row that could not be computed", "division by zero: 10 / 0");
  }

  @Test
  void an_unknown_stream_is_answered_with_the_nearest() throws IOException {
    String in = file("a.ndjson", "");
    assertThat(Run.of("run", script, "--in", "tick=" + in).err())
        .contains("the script declares no stream 'tick'; did you mean 'ticks'?");
    assertThat(Run.of("run", script, "--in", in).err()).contains("STREAM=FILE");
    assertThat(Run.of("run", script, "--in", "ticks=nowhere.csv").err())
        .contains("there is no file 'nowhere.csv'");
  }

  @Test
  void a_script_with_a_mistake_is_not_run() throws IOException {
    Run run = Run.of("run", file("b.sql", "SELCT 1;"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("line 1, column 1", "SELECT");
  }

  @Test
  void a_damaged_gzip_file_is_said_to_be_one() throws IOException {
    Run run = Run.of("run", script, "--in", "ticks=" + file("a.ndjson.gz", "no gzip"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("damaged");
  }
}
