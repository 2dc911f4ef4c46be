package io.sluice.server.cli;

import io.sluice.percolator.BulkResult;
import io.sluice.percolator.NewQuery;
import io.sluice.percolator.Percolator;
import io.sluice.percolator.QuerySyntaxException;
import io.sluice.server.files.Inputs;
import io.sluice.server.files.Lines;
import io.sluice.server.files.UnreadableFile;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file with a query on each line, as {@code percolate} takes it. */
final class QueryFile {
  private static final int CHUNK = 10_000;

  /** Takes what is wrong with a line. */
  interface Complaints {
    void of(String file, long line, @Nullable String what);
  }

  private final Io io;
  private final String file;

  QueryFile(Io io, String file) {
    this.io = io;
    this.file = file;
  }

  /** Stores the queries by the thousand; what is wrong is named in the order of the lines. */
  void load(Percolator percolator, Complaints complaints) {
    List<NewQuery> some = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    try (InputStream in = Inputs.open(file, io.in(), _ -> {})) {
      var lines = new Lines(in);
      while (lines.advance()) {
        if (lines.isBlank()) {
          continue;
        }
        try {
          some.add(query(JsonTree.readObject(lines.text())));
          places.add(lines.number());
        } catch (BadEvent e) {
          store(percolator, some, places, complaints);
          complaints.of(file, lines.number(), e.text());
        }
        if (some.size() == CHUNK) {
          store(percolator, some, places, complaints);
        }
      }
      store(percolator, some, places, complaints);
    } catch (IOException e) {
      throw UnreadableFile.because(file, e);
    }
  }

  private static NewQuery query(Map<String, @Nullable Object> entry) throws BadEvent {
    Object id = entry.get("id");
    if (id == null || !(entry.get("query") instanceof String query)) {
      throw new BadEvent("missing-field", null, "a query needs \"id\" and \"query\"");
    }
    return new NewQuery(id.toString(), query, tags(entry.get("tags")));
  }

  /** A list of words, or a single one, as a server takes them. */
  private static Set<String> tags(@Nullable Object written) throws BadEvent {
    List<?> some = written instanceof List<?> list ? list : Stream.ofNullable(written).toList();
    Set<String> tags = new LinkedHashSet<>();
    for (Object tag : some) {
      if (!(tag instanceof String word)) {
        throw new BadEvent(
            "bad-type", null, "`tags` must be a list of strings, found " + JsonTree.write(written));
      }
      tags.add(word);
    }
    return tags;
  }

  private void store(
      Percolator percolator, List<NewQuery> some, List<Long> places, Complaints complaints) {
    for (BulkResult.Refused refused : percolator.putAll(some).refused()) {
      QuerySyntaxException e = refused.because();
      String hint = e.hint() == null ? "" : " " + e.hint();
      complaints.of(
          file,
          places.get(refused.index()),
          "in the query, column " + e.column() + ": " + e.getMessage() + hint);
    }
    some.clear();
    places.clear();
  }
}
