package io.sluice.cep.analyze;

import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.NearestName;
import io.sluice.grammar.ast.Span;
import io.sluice.percolator.Analyzers;

/** The analyzers of texts, as they are written in quotes. */
final class AnalyzerNames {
  private AnalyzerNames() {}

  /** Whether there is such an analyzer; says why not. */
  static boolean check(Context ctx, String written, Span span) {
    String problem = Analyzers.problem(written);
    if (problem == null) {
      return true;
    }
    if (written.contains(",") && Analyzers.names().contains(name(written))) {
      ctx.report(DiagnosticCode.BAD_SEARCH.at(span, lowerFirst(problem), "no analyzer"));
      return false;
    }
    Diagnostic error =
        DiagnosticCode.BAD_SEARCH
            .at(span, "there is no analyzer '%s'".formatted(name(written)), "no such analyzer")
            .withNotes("analyzers: " + String.join(", ", Analyzers.names()));
    var nearest = NearestName.to(name(written), Analyzers.names());
    if (nearest.isEmpty()) {
      ctx.report(error);
    } else {
      Diagnostic helped = error.withHelp("did you mean '%s'?".formatted(nearest.get()));
      ctx.report(
          written.contains(",") || !ctx.excerpt(span).equals("'" + written + "'")
              ? helped
              : helped.withEdit(span, "'" + nearest.get() + "'"));
    }
    return false;
  }

  private static String name(String written) {
    return written.split(",", 2)[0].strip();
  }

  /** The percolator speaks in sentences, this language without capital and full stop. */
  private static String lowerFirst(String sentence) {
    String said = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return Character.toLowerCase(said.charAt(0)) + said.substring(1);
  }
}
