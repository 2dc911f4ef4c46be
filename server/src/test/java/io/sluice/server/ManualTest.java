package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cep.analyze.DiagnosticCode;
import io.sluice.server.wire.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manual says is there, and what is there the manual says. */
class ManualTest {
  private static final Path TOP = Path.of("..");

  @Test
  void the_page_of_errors_has_every_code_with_its_sentence() throws IOException {
    String page = Files.readString(TOP.resolve("docs/errors.md"));
    for (DiagnosticCode code : DiagnosticCode.values()) {
      assertThat(page).contains("| `" + code.code() + "` | " + code.sentence().replace("|", "\\|"));
    }
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(page).contains("`" + code.code() + "` | " + code.status() + " | " + code.title());
    }
  }

  @Test
  void links_between_pages_lead_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> docs = Files.list(TOP.resolve("docs"))) {
      List<Path> pages = new ArrayList<>(docs.filter(f -> f.toString().endsWith(".md")).toList());
      for (String page :
          List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md")) {
        pages.add(TOP.resolve(page));
      }
      for (Path page : pages) {
        Matcher link =
            Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(page));
        while (link.find()) {
          if (!Files.exists(page.resolveSibling(link.group(1)))) {
            broken.add(page.getFileName() + ": " + link.group(1));
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }
}
