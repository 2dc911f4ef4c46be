package io.sluice.server.cases;

import io.sluice.server.cases.CaseFile.Row;
import java.util.List;

/** What came of running a case. */
public sealed interface Outcome {
  /** In the order of the output; without the rows that a case need not name. */
  record Produced(List<Row> rows) implements Outcome {}

  record Failed(String message) implements Outcome {}

  record Explained(String text) implements Outcome {}
}
