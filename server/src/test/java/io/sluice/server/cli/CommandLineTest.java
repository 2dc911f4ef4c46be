package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What every command has in common, and the commands that look at scripts. */
class CommandLineTest {
  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void without_a_command_it_says_which_there_are() {
    Run run = Run.of();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("demo", "serve", "run", "percolate", "test", "check", "fmt");
  }

  @Test
  void every_command_explains_itself_with_an_example() {
    List<String> without = new ArrayList<>();
    for (CommandLine command : Main.line(Io.ofProcess()).getSubcommands().values()) {
      lookFor(command, without);
    }
    assertThat(without).isEmpty();
  }

  private static void lookFor(CommandLine command, List<String> without) {
    String help = command.getUsageMessage();
    if (!help.contains("Example")
        || !help.contains("  sluice " + command.getCommandName())
            && command.getParent().getParent() == null) {
      without.add(command.getCommandSpec().qualifiedName());
    }
    command.getSubcommands().values().forEach(c -> lookFor(c, without));
  }

  @Test
  void the_limits_of_a_server_have_their_own_place_in_the_help() {
    Run help = Run.of("serve", "--help");
    assertThat(help.out().substring(help.out().indexOf("Limits:")))
        .contains("--max-streams", "--max-patterns", "--max-queries", "--max-partial-per-key");
    Run bad = Run.of("serve", "--max-partial-per-key", "0");
    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.err()).contains("--max-partial-per-key takes 1 or more, found 0");
  }

  @Test
  void an_unknown_command_is_answered_with_the_nearest() {
    Run run = Run.of("chekc");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no command 'chekc'; did you mean 'check'?");
  }

  @Test
  void an_unknown_option_is_answered_with_the_nearest() {
    Run run = Run.of("run", "x.sql", "--skipbad");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no option '--skipbad'; did you mean '--skip-bad'?");
  }

  @Test
  void a_missing_file_is_named() {
    Run run = Run.of("check", "nowhere.sql");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("sluice check: there is no file 'nowhere.sql'\n");
  }

  @Test
  void check_shows_each_mistake_with_its_line() throws IOException {
    String script =
        file(
            "a.sql",
            "CREATE STREAM e (n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\n"
                + "CREATE PATTERN p AS SELECT m FROM e;\n"
                + "CREATE PATTERN q AS SELECT n FROM f;\n");
    Run run = Run.of("check", script);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("line 2, column 28", "line 3, column 35", "2 errors");
  }

  @Test
  void check_of_a_good_script_is_fine() throws IOException {
    Run run = Run.of("check", file("a.sql", "CREATE STREAM e (n INT);"));
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("no errors, no warnings\n");
  }

  @Test
  void fmt_is_canonical_and_keeps_comments_between_statements() {
    String script =
        "-- the stream\ncreate stream e(n int);\n/* why */ select n from e where n>1 -- end\n";
    Run once = Run.withInput(script, "fmt", "-");
    assertThat(once.err()).isEmpty();
    assertThat(once.out())
        .startsWith("-- the stream\nCREATE STREAM e")
        .contains("/* why */\nSELECT n")
        .endsWith("-- end\n");
    assertThat(Run.withInput(once.out(), "fmt", "-").out()).isEqualTo(once.out());
  }

  @Test
  void fmt_does_not_lose_a_comment_inside_a_statement() {
    Run run = Run.withInput("SELECT n -- number\nFROM e;", "fmt", "-");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("comment in line 1");
  }

  @Test
  void test_says_what_failed_and_how_many() throws IOException {
    String script =
        "CREATE STREAM e (n INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts);\nCREATE PATTERN p AS SELECT n FROM e;\n";
    String events = "-- events\ne {\"n\":1,\"ts\":\"2026-01-01T00:00:00Z\"}\n";
    file("good.case", "# Fine.\n" + script + events + "-- rows\np {\"n\":1}\n");
    file("bad.case", "# Wrong on purpose.\n" + script + events + "-- rows\np {\"n\":2}\n");
    Run run = Run.of("test", folder.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAIL", "bad.case: Wrong on purpose.", "- p {\"n\":2}", "+ p {\"n\":1}")
        .endsWith("1 passed, 1 failed\n");
    assertThat(Run.of("test", "--json", folder.toString()).out())
        .startsWith("{\"passed\":1,\"failed\":1,\"cases\":[");
    Run.of("test", "--update", folder.toString());
    assertThat(Run.of("test", folder.toString()).out()).isEqualTo("2 passed, 0 failed\n");
  }

  @Test
  void a_client_command_without_a_server_says_so() {
    Run run = Run.of("patterns", "--server", "http://127.0.0.1:1");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no server at http://127.0.0.1:1");
  }

  @Test
  void check_tells_programs_what_it_tells_people() throws IOException {
    String wrong = file("b.sql", "CREATE STREAM e (n INT);\nSELECT m FROM e;");
    Run run = Run.of("check", "--json", file("a.sql", "CREATE STREAM e (n INT);"), wrong);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("[{\"file\":\"")
        .contains("a.sql\",\"valid\":true,\"diagnostics\":[]},", "\"valid\":false")
        .contains("\"severity\":\"error\"", "\"line\":2,\"column\":8", wrong + ", line 2");
  }
}
