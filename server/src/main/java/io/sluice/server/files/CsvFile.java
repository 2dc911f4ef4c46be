package io.sluice.server.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.grammar.NearestName;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.EventJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with a header row of column names; cells may be cut by other signs than commas, see
 * {@link CsvSeparator}. The stream's schema gives the types; an empty cell is NULL, whatever the
 * type.
 */
final class CsvFile implements EventFile {
  private final String name;
  private final CloseableIterator<CsvRecord> records;
  private final EventJson stream;
  private final List<String> header;

  /**
   * Where each cell goes: an index of the schema, or -1 for an undeclared field, kept by open
   * streams only.
   */
  private final int[] columns;

  private long offset;

  private CsvFile(
      String name, CloseableIterator<CsvRecord> records, EventJson stream, List<String> header) {
    this.name = name;
    this.records = records;
    this.stream = stream;
    this.header = header;
    this.columns = header.stream().mapToInt(cell -> column(name, stream, cell)).toArray();
  }

  static CsvFile open(String name, InputStream in, EventJson stream) {
    // A decoder of its own, so that bytes that are no UTF-8 are an error and not question marks.
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    try {
      char separator = CsvSeparator.of(reader, stream.stream().schema());
      var records =
          CsvReader.builder()
              .fieldSeparator(separator)
              .skipEmptyLines(true)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .ofCsvRecord(reader)
              .iterator();
      if (!records.hasNext()) {
        throw new UnreadableFile("'" + name + "' is empty; a CSV file starts with a header row");
      }
      List<String> header =
          records.next().getFields().stream().map(h -> h.replace("\uFEFF", "").strip()).toList();
      return new CsvFile(name, records, stream, header);
    } catch (UncheckedIOException e) {
      throw UnreadableFile.because(name, e.getCause());
    } catch (CsvParseException e) {
      throw notCsv(name, e);
    }
  }

  private static int column(String file, EventJson stream, String cell) {
    Schema schema = stream.stream().schema();
    int index = schema.indexOf(cell);
    index = index < 0 ? schema.indexOfIgnoreCase(cell) : index;
    if (index < 0 && !schema.open() && !stream.leavesOut(cell)) {
      String hint =
          NearestName.to(cell, schema.names())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("its columns are " + String.join(", ", schema.names()));
      throw new UnreadableFile(
          "'%s' has a column '%s', which stream '%s' does not have; %s"
              .formatted(file, cell, stream.stream().name(), hint));
    }
    return index;
  }

  @Override
  public @Nullable Event next() throws BadLine {
    CsvRecord row;
    try {
      if (!records.hasNext()) {
        return null;
      }
      row = records.next();
    } catch (UncheckedIOException e) {
      throw UnreadableFile.because(name, e.getCause());
    } catch (CsvParseException e) {
      throw notCsv(name, e);
    }
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != columns.length) {
      throw new BadLine(
          name,
          line,
          "the header has %d cells, this row has %d"
              .formatted(columns.length, row.getFieldCount()));
    }
    try {
      var values = new @Nullable Object[stream.stream().schema().size()];
      Map<String, @Nullable Object> extra = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        String cell = row.getField(i);
        if (cell.isEmpty()) {
          continue;
        }
        if (columns[i] < 0) {
          if (stream.stream().schema().open()) {
            extra.put(header.get(i), cell);
          }
        } else {
          values[columns[i]] = stream.readText(columns[i], cell);
        }
      }
      Event event = stream.event(values, extra, 0, offset);
      offset++;
      return event;
    } catch (BadEvent e) {
      throw new BadLine(name, line, e.text());
    }
  }

  private static UnreadableFile notCsv(String name, CsvParseException e) {
    return e.getCause() instanceof IOException io
        ? UnreadableFile.because(name, io)
        : new UnreadableFile(
            "'" + name + "' is not CSV: a quoted cell does not end, or is longer than 16 MB");
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw UnreadableFile.because(name, e);
    }
  }
}
