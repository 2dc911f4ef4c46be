package io.sluice.cep.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Files of cases: a line {@code ### name}, the input, a line {@code ---}, the expected text. {@code
 * -Dgoldens.update=true} writes what came out; the difference is for people to read.
 */
public final class Goldens {
  private static final boolean UPDATE = Boolean.getBoolean("goldens.update");
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  private record Case(String name, String input, String expected) {}

  private Goldens() {}

  /** One test for each case of the files below {@code folder} of the test resources. */
  public static List<DynamicTest> tests(String folder, UnaryOperator<String> run) {
    var tests = new ArrayList<DynamicTest>();
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".golden")).sorted().toList()) {
        List<Case> cases = read(file);
        if (UPDATE) {
          write(file, cases, run);
          cases = read(file);
        }
        for (Case each : cases) {
          tests.add(
              DynamicTest.dynamicTest(
                  file.getFileName() + ": " + each.name(),
                  () -> assertThat(run.apply(each.input())).isEqualTo(each.expected())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tests;
  }

  /** The inputs of all cases below {@code folder}. */
  public static List<String> inputs(String folder) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files
          .filter(f -> f.toString().endsWith(".golden"))
          .sorted()
          .flatMap(f -> read(f).stream())
          .map(Case::input)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> read(Path file) {
    try {
      var cases = new ArrayList<Case>();
      for (String block : Files.readString(file).split("(?m)^### ")) {
        if (block.isBlank()) {
          continue;
        }
        int nameEnd = block.indexOf('\n');
        String name = block.substring(0, nameEnd).strip();
        String body = block.substring(nameEnd + 1);
        String[] halves = body.split("(?m)^---$", 2);
        String expected = halves.length < 2 ? "" : halves[1].strip();
        cases.add(new Case(name, halves[0].strip(), expected));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, List<Case> cases, UnaryOperator<String> run)
      throws IOException {
    var out = new StringBuilder();
    for (Case each : cases) {
      out.append("### ").append(each.name()).append('\n');
      out.append(each.input()).append("\n---\n");
      out.append(run.apply(each.input())).append("\n\n");
    }
    Files.writeString(file, out.toString());
  }
}
