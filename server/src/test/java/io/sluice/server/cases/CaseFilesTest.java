package io.sluice.server.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case file of the project, on the engine in memory. */
class CaseFilesTest {
  static final Path ROOT = Path.of("..", "cases");

  static List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(ROOT)) {
      return walk.filter(f -> f.toString().endsWith(".case")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_case_gives_what_it_says() throws IOException {
    return files().stream()
        .map(
            file ->
                dynamicTest(
                    ROOT.relativize(file).toString(),
                    () -> {
                      CaseFile read = CaseReader.read(Files.readString(file));
                      assertThat(CaseJudge.differences(read.expected(), CaseRun.run(read)))
                          .as(read.title())
                          .isEmpty();
                    }));
  }

  @Test
  void there_are_cases_and_each_says_what_it_shows() throws Exception {
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      assertThat(CaseReader.read(Files.readString(file)).title()).as(file.toString()).isNotEmpty();
    }
  }
}
