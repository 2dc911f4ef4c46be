package io.sluice.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigmaCommandTest {
  @TempDir Path folder;

  private void rule(String file, String id, String status, String detection) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        "title: t\nid: %s\nstatus: %s\ndetection:\n  s: {%s}\n  condition: s\n"
            .formatted(id, status, detection));
  }

  @Test
  void rules_that_were_given_up_are_set_aside_by_status_or_folder() throws IOException {
    rule("rules/a.yml", "a", "test", "F: 1");
    rule("rules/b.yml", "b", "deprecated", "F: 1");
    rule("deprecated/windows/c.yml", "c", "test", "F: 1");
    rule("unsupported/d.yml", "d", "experimental", "F: 1");
    assertThat(Run.of("sigma", "check", folder.toString()).out())
        .isEqualTo(
            "1 of 1 active rules translate (100.00 %)\n2 deprecated set aside\n"
                + "1 unsupported set aside\n");
    assertThat(Run.of("sigma", "convert", folder.toString()).out().lines()).hasSize(1);
    assertThat(Run.of("sigma", "convert", folder.toString(), "--inactive").out().lines())
        .hasSize(4);
    assertThat(Run.of("sigma", "convert", folder.resolve("deprecated").toString()).out().lines())
        .as("a folder that is asked for by name is read")
        .hasSize(1);
  }

  @Test
  void a_file_that_is_no_yaml_is_named_with_the_line() throws IOException {
    rule("good.yml", "a", "test", "F: 1");
    Files.writeString(folder.resolve("bad.yml"), "title: x\nid: a: b\n");
    Run run = Run.of("sigma", "check", folder.toString());
    assertThat(run.out())
        .contains("1: This is not YAML: line 2 (id: a: b): a colon stands where no key can be")
        .contains("\n  bad.yml\n");
    assertThat(run.code()).isEqualTo(Main.WRONG_INPUT);
  }

  @Test
  void a_file_that_is_not_utf_8_is_named_and_the_others_go_on() throws IOException {
    rule("good.yml", "a", "test", "F: 1");
    Files.write(folder.resolve("latin.yml"), "title: Gru\u00df\n".getBytes(ISO_8859_1));
    Run check = Run.of("sigma", "check", folder.toString());
    assertThat(check.out())
        .startsWith("1 of 2 active rules translate")
        .contains("1: This is not a text in UTF-8")
        .contains("\n  latin.yml\n");
    assertThat(check.code()).isEqualTo(Main.WRONG_INPUT);
    assertThat(Run.of("sigma", "convert", folder.toString()).out().lines()).hasSize(1);
  }
}
