package io.sluice.cep.task;

/**
 * A change of what a task runs; comes through the log, so that every replay sees it at the same
 * place.
 */
public sealed interface Control {
  /**
   * CREATE STREAM, CREATE [OR REPLACE] PATTERN, INSERT INTO ... SELECT, or a bare SELECT, as text
   * that has been accepted before.
   *
   * @param version of the object, from 1
   */
  record Deploy(String statement, int version) implements Control {}

  /** Takes a pattern away with its state. */
  record DropPattern(String name) implements Control {}

  /** Takes a stream away; nothing may read or feed it. */
  record DropStream(String name) implements Control {}

  /** A paused pattern sees no events; its partial matches end. */
  record PausePattern(String name) implements Control {}

  record ResumePattern(String name) implements Control {}
}
