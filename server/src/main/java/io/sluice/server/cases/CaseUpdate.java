package io.sluice.server.cases;

import io.sluice.server.cases.CaseFile.Rows;
import java.util.List;

/** Writes what came into a case file's last section, for the author to read in the diff. */
public final class CaseUpdate {
  private CaseUpdate() {}

  /** The text of the file with the expectation replaced by {@code outcome}. */
  public static String apply(String text, CaseFile file, Outcome outcome) {
    List<String> head = text.lines().limit(file.expectedLine() - 1L).toList();
    var out = new StringBuilder();
    head.forEach(line -> out.append(line).append('\n'));
    switch (outcome) {
      case Outcome.Produced produced -> {
        boolean unordered = file.expected() instanceof Rows rows && !rows.ordered();
        out.append(unordered ? "-- rows unordered\n" : "-- rows\n");
        produced.rows().forEach(row -> out.append(row).append('\n'));
      }
      case Outcome.Failed failed ->
          out.append("-- error\n").append(CaseJudge.trimmed(failed.message())).append('\n');
      case Outcome.Explained explained ->
          out.append("-- explain\n").append(CaseJudge.trimmed(explained.text())).append('\n');
    }
    return out.toString();
  }
}
