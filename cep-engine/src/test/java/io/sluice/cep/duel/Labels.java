package io.sluice.cep.duel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one partition, and which of them are labelled with what: all that expressions see. */
final class Labels {
  /** A row of the stream {@code e}; {@code n} numbers them in the order of ORDER BY. */
  record Row(int n, @Nullable String k, String l, @Nullable Integer v, long ts) {}

  /**
   * @param position among the rows of the partition
   */
  record Label(int position, char variable, boolean excluded) {}

  private Labels() {}

  /**
   * The rows of a partition, the labels up to the current row, and all labels of the match.
   *
   * @param sets the letters that a name stands for: SUBSET
   * @param start position of the first row of the match, or of the row before which it is empty
   */
  record View(
      List<Row> rows,
      List<Label> running,
      List<Label> whole,
      Map<String, String> sets,
      int start,
      int number) {

    /** Labels of the rows of {@code name}; the empty name is every row's. */
    List<Label> of(String name, boolean isFinal) {
      var found = new ArrayList<Label>();
      String letters = sets.getOrDefault(name, name);
      for (Label label : isFinal ? whole : running) {
        if (name.isEmpty() || letters.indexOf(label.variable) >= 0) {
          found.add(label);
        }
      }
      return found;
    }

    @Nullable Row row(int position) {
      return position < 0 || position >= rows.size() ? null : rows.get(position);
    }

    /** The variable of a row, if it is labelled. */
    @Nullable String variableAt(int position) {
      for (Label label : whole) {
        if (label.position == position) {
          return String.valueOf(label.variable);
        }
      }
      return null;
    }
  }
}
