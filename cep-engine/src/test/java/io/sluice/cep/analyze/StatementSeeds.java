package io.sluice.cep.analyze;

import io.sluice.cep.testing.Goldens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All statements that the project knows: of the goldens, the case files, the tour and the manual.
 * {@code main} writes them where a fuzzer begins, one file each, with a dictionary of their words.
 */
final class StatementSeeds {
  private static final Pattern IN_MANUAL = Pattern.compile("(?ms)^```sql\\n(.*?)^```");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]+|[-+*/<>=|{}?:^$]{1,3}");

  private StatementSeeds() {}

  static Set<String> all() {
    var all = new LinkedHashSet<String>();
    for (String folder : List.of("errors", "plans")) {
      all.addAll(Goldens.inputs("io/sluice/cep/analyze/" + folder));
    }
    for (String file : texts("../cases", ".case")) {
      all.add(file.replaceAll("(?m)^#.*\\n", "").split("(?m)^-- (events|rows|error|explain)")[0]);
    }
    for (String tour : texts("../cep-grammar/src/test/resources", ".sql")) {
      all.addAll(List.of(tour.split(";\n")));
    }
    for (String page : texts("../docs", ".md")) {
      IN_MANUAL.matcher(page).results().forEach(r -> all.add(r.group(1)));
    }
    return all;
  }

  private static List<String> texts(String folder, String ending) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      var texts = new ArrayList<String>();
      for (Path file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param args the folder for the seeds, the file for the dictionary, and a folder for what the
   *     fuzzer learns
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Files.createDirectories(Path.of(args[2]));
    Set<String> seeds = all();
    int n = 0;
    for (String seed : seeds) {
      Files.writeString(folder.resolve("seed-%04d.sql".formatted(n++)), seed);
    }
    String words =
        seeds.stream()
            .flatMap(s -> WORD.matcher(s).results().map(r -> r.group()))
            .distinct()
            .sorted()
            .map(word -> "\" %s \"".formatted(word))
            .collect(Collectors.joining("\n"));
    Files.writeString(Path.of(args[1]), words + "\n");
    System.out.printf("%d statements to begin with%n", n);
  }
}
