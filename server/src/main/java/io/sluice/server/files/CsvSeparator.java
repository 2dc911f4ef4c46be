package io.sluice.server.files;

import io.sluice.cep.event.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What stands between the cells of a file: a comma, unless another sign cuts the header into more
 * names of the stream's columns. Spreadsheets in half of the world write semicolons.
 */
final class CsvSeparator {
  private static final char[] SIGNS = {',', ';', '\t', '|'};
  private static final int LONGEST_HEADER = 64 * 1024;

  private CsvSeparator() {}

  /** Leaves the reader where it was. */
  static char of(BufferedReader reader, Schema schema) {
    String header = firstLine(reader);
    char best = SIGNS[0];
    long most = names(header, best, schema);
    for (char sign : SIGNS) {
      long found = names(header, sign, schema);
      if (found > most) {
        most = found;
        best = sign;
      }
    }
    return best;
  }

  private static long names(String header, char sign, Schema schema) {
    return Arrays.stream(header.split(Pattern.quote(String.valueOf(sign)), -1))
        .map(cell -> cell.replace("\uFEFF", "").strip().replaceAll("^\"|\"$", ""))
        .filter(cell -> schema.indexOfIgnoreCase(cell) >= 0)
        .count();
  }

  private static String firstLine(Reader reader) {
    try {
      reader.mark(LONGEST_HEADER);
      var line = new StringBuilder();
      for (int c = reader.read(); c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
        if (line.length() == LONGEST_HEADER - 1) {
          break;
        }
        line.append((char) c);
      }
      reader.reset();
      return line.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
