package io.sluice.server.cli;

import io.sluice.percolator.Analyzers;
import io.sluice.server.files.Inputs;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The file of {@code percolate --analyzers}: one JSON object, an analyzer for each field. */
final class AnalyzerFile {
  private AnalyzerFile() {}

  /** By name of field; empty without a file. */
  static Map<String, String> read(Io io, @Nullable String file) {
    if (file == null) {
      return Map.of();
    }
    Map<String, String> analyzers = new LinkedHashMap<>();
    try (InputStream in = Inputs.open(file, io.in(), _ -> {})) {
      JsonTree.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .forEach((field, value) -> analyzers.put(field, analyzer(file, field, value)));
    } catch (BadEvent e) {
      throw new UserError(file + ": " + e.text());
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
    return analyzers;
  }

  private static String analyzer(String file, String field, @Nullable Object value) {
    if (!(value instanceof String written)) {
      throw new UserError(
          "%s: the analyzer of %s is a text such as \"english\"".formatted(file, field));
    }
    String problem = Analyzers.problem(written);
    if (problem != null) {
      throw new UserError("%s: %s: %s".formatted(file, field, problem));
    }
    return written;
  }
}
