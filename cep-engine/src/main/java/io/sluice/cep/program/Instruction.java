package io.sluice.cep.program;

import java.util.List;

/**
 * One step of a {@link PatternProgram}. Where nothing else is said, the next instruction follows.
 */
public sealed interface Instruction {
  /**
   * Takes a row that fits the variable. Rows of an exclusion are left out of ALL ROWS output.
   *
   * @param state which of the pattern's places for a variable this is, from 1 on in the order of
   *     the text; orders of a PERMUTE are instructions of their own and have the states of its
   *     elements
   */
  record Take(int variable, boolean excluded, int state) implements Instruction {}

  /** Tries the targets, the most preferred first. */
  record Split(List<Integer> targets) implements Instruction {
    public Split {
      targets = List.copyOf(targets);
    }
  }

  record Jump(int target) implements Instruction {}

  /** Before the next row is taken, others may be passed over. */
  record Pass(GapRule gap) implements Instruction {}

  /** Sets the loop's counter to 0; goes into the body (which follows) or to {@code exit}. */
  record Enter(int loop, int exit) implements Instruction {}

  /** An iteration is complete: goes to {@code again} or to {@code exit}. */
  record Again(int loop, int again, int exit) implements Instruction {}

  /** Only at the first row of the partition. */
  record PartitionStart() implements Instruction {}

  /** Only behind the last row of the partition. */
  record PartitionEnd() implements Instruction {}

  /** The rows taken so far are a match. */
  record Accept() implements Instruction {}

  /** The rows taken so far are a match if none that fits a NOT comes before the bound. */
  record AwaitBound(GapRule gap) implements Instruction {}
}
