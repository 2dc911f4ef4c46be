package io.sluice.server.host;

import io.sluice.percolator.Fields;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.Restored;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled queries in files, so that a start need not compile them again. The registry has the last
 * word: a file may be old, of another version, damaged or missing, and then costs time only.
 */
final class QueryFiles {
  private static final Logger LOG = LoggerFactory.getLogger(QueryFiles.class);
  private static final String END = ".queries";

  private final Path folder;

  QueryFiles(Path folder) {
    this.folder = folder;
  }

  /** The name for the queries of a stream with one default field. */
  static String name(int stream, String defaultField) {
    return stream + "-" + Integer.toHexString(defaultField.hashCode()) + END;
  }

  /** What is in a file, as far as it can be used; else an empty percolator. */
  Percolator restore(String name, Fields fields) {
    try (var in = new BufferedInputStream(Files.newInputStream(folder.resolve(name)), 1 << 16)) {
      Restored restored = Percolator.restore(fields, in);
      if (restored.why() != null) {
        LOG.info(
            "The saved queries in {} do not fit: {}. {} queries were compiled anew.",
            name,
            restored.why(),
            restored.compiled());
      }
      return restored.percolator();
    } catch (NoSuchFileException e) {
      return new Percolator(fields);
    } catch (IOException e) {
      LOG.warn(
          "The saved queries in {} can not be used: {}. They are compiled anew.",
          name,
          e.getMessage());
      return new Percolator(fields);
    }
  }

  /** Writes these, whole or not at all, and takes others away. */
  void save(Map<String, Percolator> changed, Set<String> all) {
    try {
      Files.createDirectories(folder);
      for (var entry : changed.entrySet()) {
        Path file = folder.resolve(entry.getKey());
        Path fresh = folder.resolve(entry.getKey() + ".new");
        try (var out = Files.newOutputStream(fresh)) {
          entry.getValue().save(out);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
      List<Path> others;
      try (var files = Files.list(folder)) {
        others = files.filter(file -> !all.contains(nameOf(file))).toList();
      }
      for (Path file : others) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.warn(
          "Compiled queries could not be saved: {}. The next start compiles them.", e.getMessage());
    }
  }

  private static @Nullable String nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? null : name.toString();
  }
}
