package io.sluice.benchmarks.percolator;

import io.sluice.percolator.FieldType;
import io.sluice.percolator.Fields;
import java.util.List;
import java.util.Map;

/** One document of the corpus. */
record Story(
    String title, String body, List<String> topics, List<String> places, long day, int length) {
  static final Fields FIELDS =
      Fields.builder()
          .text("body")
          .text("title")
          .field("topic", FieldType.STRING)
          .field("place", FieldType.STRING)
          .field("day", FieldType.LONG)
          .field("length", FieldType.INT)
          .defaultFields("body")
          .build();

  Map<String, Object> values() {
    return Map.of(
        "body", body, "title", title, "topic", topics, "place", places, "day", day, "length",
        length);
  }
}
