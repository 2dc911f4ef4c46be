package io.sluice.grammar;

/** The text form of diagnostics: code, sentence, source line with underline, notes, help. */
public final class DiagnosticText {
  private DiagnosticText() {}

  /**
   * @param sourceName what the text is called, for example {@code rule vshape} or a file name
   * @param text the script that the spans point into
   */
  public static String format(Diagnostic diagnostic, String sourceName, String text) {
    throw new UnsupportedOperationException("grammar: being built");
  }
}
