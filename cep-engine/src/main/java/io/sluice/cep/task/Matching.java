package io.sluice.cep.task;

/**
 * Which matcher runs the patterns of a task. They find the same; the state of one is not the
 * other's.
 */
public enum Matching {
  /** For each statement the fastest that can run it. */
  FASTEST,
  /** The clear matcher for all, which judges the others. */
  CLEAR
}
