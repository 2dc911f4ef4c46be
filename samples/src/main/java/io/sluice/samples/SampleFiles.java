package io.sluice.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of a sample's folder, which the build puts into the jar. */
public final class SampleFiles {
  private SampleFiles() {}

  /**
   * @param path for example {@code card-fraud/statements.sql}
   */
  public static String read(String path) {
    try (InputStream in = SampleFiles.class.getResourceAsStream("/samples/" + path)) {
      if (in == null) {
        throw new IllegalStateException("the build left out samples/" + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
