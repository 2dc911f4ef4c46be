package io.sluice.cep;

import io.sluice.cep.plan.Catalog;

/** From text to analysed statements; pure. */
public final class StatementCompiler {
  private StatementCompiler() {}

  /**
   * Parses and analyses {@code text} against {@code catalog}; statements see what those before them
   * declare. Never throws for user input.
   */
  public static CompileResult compile(String text, Catalog catalog) {
    throw new UnsupportedOperationException("engine: being built");
  }
}
