package io.sluice.server.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;

/** A file as a whole cannot be used; the message is for the person who named it. */
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableFile(String message) {
    super(message, null, false, false);
  }

  public static UnreadableFile because(String file, IOException e) {
    return new UnreadableFile(
        switch (e) {
          case NoSuchFileException _ -> "there is no file '" + file + "'";
          case AccessDeniedException _ -> "'" + file + "' cannot be read: access denied";
          case CharacterCodingException _ -> "'" + file + "' is not a text in UTF-8";
          case ZipException _ -> "'" + file + "' is damaged: it is no complete gzip file";
          case java.io.EOFException _ -> "'" + file + "' is damaged: it ends too early";
          default ->
              "'"
                  + file
                  + "' cannot be read"
                  + (e.getMessage() == null ? "" : ": " + e.getMessage());
        });
  }
}
