package io.sluice.cep;

import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.ast.Statement;

/** A statement of a script after analysis. {@code text} is its canonical text. */
public sealed interface Compiled {
  Statement ast();

  String text();

  record Stream(StreamDef def, Statement ast, String text) implements Compiled {}

  /** CREATE PATTERN, INSERT INTO ... SELECT, or a bare SELECT. */
  record Query(Standing standing, Statement ast, String text) implements Compiled {}

  record DropObject(Statement.Drop drop, Statement ast, String text) implements Compiled {}

  record Pause(String pattern, boolean paused, Statement ast, String text) implements Compiled {}

  /** {@code of} is the statement that is explained. */
  record Explain(Compiled of, Statement ast, String text) implements Compiled {}
}
