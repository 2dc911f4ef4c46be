import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Formats the Java files under a folder ({@code write FOLDER}) or names those that are not formatted ({@code check FOLDER}). */
class Format {
  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    if (!Files.isDirectory(root)) {
      return;
    }
    List<Path> files;
    try (var walk = Files.walk(root)) {
      files =
          walk.filter(f -> f.toString().endsWith(".java"))
              .filter(f -> !f.toString().contains("/target/") && !f.toString().contains("/node_modules/") && !f.toString().contains("/.ci/"))
              .toList();
    }
    var off = new ConcurrentLinkedQueue<Path>();
    var broken = new ConcurrentLinkedQueue<String>();
    files.parallelStream().forEach(f -> format(f, write, off, broken));
    broken.forEach(System.err::println);
    if (!write) {
      off.stream().sorted().forEach(f -> System.err.println("not formatted: " + f));
    }
    if (!broken.isEmpty() || (!write && !off.isEmpty())) {
      System.err.println("Repair with: mvn -N -Pformat validate");
      System.exit(1);
    }
  }

  private static void format(Path f, boolean write, ConcurrentLinkedQueue<Path> off, ConcurrentLinkedQueue<String> broken) {
    try {
      String before = Files.readString(f);
      String imports = RemoveUnusedImports.removeUnusedImports(before);
      String ordered = ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.GOOGLE);
      String after = new Formatter().formatSource(ordered);
      if (!after.equals(before)) {
        off.add(f);
        if (write) {
          Files.writeString(f, after);
        }
      }
    } catch (Exception e) {
      broken.add("cannot format " + f + ": " + e.getMessage());
    }
  }
}
