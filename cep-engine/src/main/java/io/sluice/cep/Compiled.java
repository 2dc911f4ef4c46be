package io.sluice.cep;

import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Standing;
import io.sluice.grammar.ast.Statement;
import org.jspecify.annotations.Nullable;

/** A statement of a script after analysis. {@code text} is its canonical text. */
public sealed interface Compiled {
  Statement ast();

  String text();

  record Stream(StreamDef def, Statement ast, String text) implements Compiled {}

  /** CREATE PATTERN, INSERT INTO ... SELECT, or a bare SELECT. */
  record Query(Standing standing, Statement ast, String text) implements Compiled {}

  /**
   * {@code name} is spelled as declared; null where there is nothing to drop and IF EXISTS allows
   * that.
   */
  record DropObject(Statement.Drop drop, @Nullable String name, Statement ast, String text)
      implements Compiled {}

  record Pause(String pattern, boolean paused, Statement ast, String text) implements Compiled {}

  /** {@code of} is the statement that is explained. */
  record Explain(Compiled of, Statement ast, String text) implements Compiled {}
}
