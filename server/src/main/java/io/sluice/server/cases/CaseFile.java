package io.sluice.server.cases;

import java.time.Instant;
import java.util.List;

/**
 * A case file, read.
 *
 * @param prose the leading {@code #} lines without their sign
 * @param script the statements; starts with as many line breaks as it takes for lines to count as
 *     in the file
 * @param steps what happens, in order
 * @param expected what must come of it
 * @param expectedLine the line of the section with the expectation, from 1
 */
public record CaseFile(
    String prose, String script, List<Step> steps, Expected expected, int expectedLine) {

  public CaseFile {
    steps = List.copyOf(steps);
  }

  /** The first line of prose, for lists of results. */
  public String title() {
    return prose.lines().findFirst().orElse("");
  }

  /** One line of the events section. */
  public sealed interface Step {
    int line();
  }

  public record Publish(String stream, String json, int line) implements Step {}

  public record Advance(Instant time, int line) implements Step {}

  public record End(int line) implements Step {}

  public sealed interface Expected {}

  public record Rows(boolean ordered, List<Row> rows) implements Expected {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param to the pattern, stream or {@code result}
   */
  public record Row(String to, String json) {
    @Override
    public String toString() {
      return to + " " + json;
    }
  }

  /**
   * The text of an error or of an explanation.
   *
   * @param exact the whole text, or empty
   * @param parts what must occur in it
   */
  public record Text(Kind kind, String exact, List<String> parts) implements Expected {
    public Text {
      parts = List.copyOf(parts);
    }

    public enum Kind {
      ERROR,
      EXPLAIN
    }
  }
}
