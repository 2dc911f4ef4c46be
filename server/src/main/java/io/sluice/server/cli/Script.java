package io.sluice.server.cli;

import io.sluice.server.files.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a script with the name it is called by in messages.
 *
 * @param name the file as given, or {@code stdin}
 */
record Script(String name, String text) {
  /** Reads {@code file}, or standard input for {@code -}. */
  static Script read(String file, InputStream stdin) {
    try {
      if (file.equals("-")) {
        return new Script("stdin", new String(stdin.readAllBytes(), StandardCharsets.UTF_8));
      }
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UserError("'" + file + "' is a folder; a file is expected here");
      }
      return new Script(file, Files.readString(path));
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
  }
}
