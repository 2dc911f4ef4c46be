package io.sluice.server.cases;

import io.sluice.server.cases.CaseFile.Expected;
import io.sluice.server.cases.CaseFile.Row;
import io.sluice.server.cases.CaseFile.Rows;
import io.sluice.server.cases.CaseFile.Text;
import io.sluice.server.wire.BadEvent;
import io.sluice.server.wire.JsonTree;
import java.util.ArrayList;
import java.util.List;

/** Compares what came with what was expected. */
public final class CaseJudge {
  private static final String ROWS_DIFFER =
      "rows differ (- expected, did not come; + came, not expected):";

  private CaseJudge() {}

  /** Differences in words, one a line; empty where the case passes. */
  public static List<String> differences(Expected expected, Outcome outcome) {
    return switch (expected) {
      case Rows rows ->
          outcome instanceof Outcome.Produced produced
              ? rows(rows, produced.rows())
              : unlike("rows", outcome);
      case Text text -> text(text, outcome);
    };
  }

  private static List<String> unlike(String expected, Outcome outcome) {
    List<String> lines = new ArrayList<>();
    switch (outcome) {
      case Outcome.Produced produced -> {
        lines.add("expected " + expected + ", but it ran; rows: " + produced.rows().size());
        produced.rows().forEach(row -> lines.add("+ " + row));
      }
      case Outcome.Failed failed -> {
        lines.add("expected " + expected + ", but it failed:");
        failed.message().lines().forEach(line -> lines.add("+ " + line));
      }
      case Outcome.Explained explained -> {
        lines.add("expected " + expected + ", but it was explained:");
        explained.text().lines().forEach(line -> lines.add("+ " + line));
      }
    }
    return lines;
  }

  private static List<String> text(Text expected, Outcome outcome) {
    boolean error = expected.kind() == Text.Kind.ERROR;
    String actual;
    if (error && outcome instanceof Outcome.Failed failed) {
      actual = failed.message();
    } else if (!error && outcome instanceof Outcome.Explained explained) {
      actual = explained.text();
    } else {
      return unlike(error ? "an error" : "an explanation", outcome);
    }
    String found = trimmed(actual);
    List<String> lines = new ArrayList<>();
    if (!expected.exact().isEmpty() && !expected.exact().equals(found)) {
      lines.add("the text differs (- expected; + came):");
      lines.addAll(
          Diff.of(expected.exact().lines().toList(), found.lines().toList(), String::equals));
    }
    for (String part : expected.parts()) {
      if (!found.contains(part)) {
        lines.add("the text does not have: " + part);
      }
    }
    if (!lines.isEmpty() && expected.exact().isEmpty()) {
      lines.add("the text is:");
      found.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** Without blanks at the ends of lines, which editors take away. */
  static String trimmed(String text) {
    var out = new StringBuilder();
    text.lines().forEach(line -> out.append(line.stripTrailing()).append('\n'));
    return out.toString().strip();
  }

  private static List<String> rows(Rows expected, List<Row> actual) {
    List<Row> missing = new ArrayList<>();
    List<Row> left = new ArrayList<>(actual);
    for (Row row : expected.rows()) {
      int at = indexOf(row, left);
      if (at < 0) {
        missing.add(row);
      } else {
        left.remove(at);
      }
    }
    List<String> lines = new ArrayList<>();
    if (expected.ordered() && !inOrder(expected.rows(), actual)) {
      lines.add(missing.isEmpty() && left.isEmpty() ? "the order of rows differs:" : ROWS_DIFFER);
      lines.addAll(Diff.of(expected.rows(), actual, CaseJudge::same));
    } else if (!missing.isEmpty() || !left.isEmpty()) {
      lines.add(ROWS_DIFFER);
      missing.forEach(row -> lines.add("- " + row));
      left.forEach(row -> lines.add("+ " + row));
    }
    return lines;
  }

  private static int indexOf(Row row, List<Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (same(row, rows.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean inOrder(List<Row> expected, List<Row> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!same(expected.get(i), actual.get(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean same(Row expected, Row actual) {
    try {
      return expected.to().equals(actual.to())
          && JsonTree.same(JsonTree.read(expected.json()), JsonTree.read(actual.json()));
    } catch (BadEvent e) {
      return false;
    }
  }
}
