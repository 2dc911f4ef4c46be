package io.sluice.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One engine on one workload.
 *
 * @param perSecond documents or events a second
 * @param micros further columns between rate and matches, such as percentiles; may be empty
 * @param matches found on the same input by every engine
 * @param digest of what was found, so that equal numbers of different matches are told apart; 0
 *     where an engine only counts
 */
public record Cell(
    String workload,
    String engine,
    double perSecond,
    List<Double> micros,
    long matches,
    long digest) {
  public Cell {
    micros = List.copyOf(micros);
  }

  /** The line for readers: workload, engine, rate, further columns, matches. */
  public String line() {
    List<String> columns = new ArrayList<>(List.of(workload, engine, number(perSecond)));
    micros.forEach(value -> columns.add(number(value)));
    columns.add(Long.toString(matches));
    return String.join("\t", columns);
  }

  /** Whether both found the same. */
  boolean agrees(Cell other) {
    return matches == other.matches && (digest == other.digest || digest == 0 || other.digest == 0);
  }

  String write() {
    return line() + "\t" + digest;
  }

  /** Reads a {@link #line}. */
  static Cell told(String line) {
    return read(line + "\t0");
  }

  static Cell read(String written) {
    String[] columns = written.split("\t");
    int last = columns.length - 1;
    List<Double> micros = Arrays.stream(columns, 3, last - 1).map(Double::valueOf).toList();
    return new Cell(
        columns[0],
        columns[1],
        Double.parseDouble(columns[2]),
        micros,
        Long.parseLong(columns[last - 1]),
        Long.parseLong(columns[last]));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }
}
