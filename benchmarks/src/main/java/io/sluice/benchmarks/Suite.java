package io.sluice.benchmarks;

import java.util.List;

/** Workloads of one kind and the engines that can run them. */
public interface Suite {
  /** How its workloads are named and what they are, a line each. */
  List<String> help();

  boolean has(String workload);

  /** The engines that a workload is run on where the caller names none. */
  List<String> engines(String workload);

  /** Whether an engine can run a workload; where it can not, the cell is left out. */
  default boolean runs(String workload, String engine) {
    return true;
  }

  /** Runs one cell in this JVM; what is not in the cell goes to standard error. */
  Cell measure(String workload, String engine);

  /**
   * Whether a cell found what it should.
   *
   * @param first of the cells of this workload; the cell itself where it is the first one
   */
  default boolean agree(Cell first, Cell cell) {
    return cell.agrees(first);
  }

  /** Heap for the JVM of a cell, as an option of the JVM. */
  default String heap(String workload) {
    return "-Xmx4g";
  }
}
