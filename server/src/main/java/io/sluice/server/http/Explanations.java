package io.sluice.server.http;

import io.sluice.cep.Compiled;
import io.sluice.cep.explain.Automaton;
import io.sluice.cep.explain.Explanation;
import io.sluice.server.wire.DiagnosticJson;
import io.sluice.server.wire.Documents;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine's explanation of a statement as a document. */
final class Explanations {
  private Explanations() {}

  /**
   * @param runs what the statement has in flight, where it stands
   */
  static Documents.ExplanationDoc document(
      Compiled.Query query, List<DiagnosticJson> warnings, Documents.@Nullable RunsDoc runs) {
    Explanation explanation = Explanation.of(query.standing());
    return new Documents.ExplanationDoc(
        query.text(),
        explanation.words(),
        explanation.plan(),
        explanation.program(),
        automaton(explanation.automaton()),
        new Documents.BoundsDoc(
            explanation.stateBound().kind().letter(), explanation.stateBound().words()),
        explanation.reported(),
        warnings,
        runs);
  }

  private static Documents.@Nullable AutomatonDoc automaton(@Nullable Automaton automaton) {
    if (automaton == null) {
      return null;
    }
    var conditions = new HashMap<String, @Nullable String>();
    automaton.variables().forEach(v -> conditions.put(v.name(), v.condition()));
    return new Documents.AutomatonDoc(
        automaton.states().stream()
            .map(
                s ->
                    new Documents.StateDoc(
                        s.id(), kind(s.kind()), s.variable(), conditions.get(s.variable())))
            .toList(),
        automaton.groups().stream()
            .map(g -> new Documents.GroupDoc(g.id(), g.members(), g.min(), g.max(), g.greedy()))
            .toList(),
        automaton.edges().stream()
            .map(e -> new Documents.EdgeDoc(e.from(), e.to(), gap(e.pass()), e.unless(), e.group()))
            .toList());
  }

  private static String kind(Automaton.Kind kind) {
    return switch (kind) {
      case START -> "start";
      case TAKE -> "take";
      case MATCH -> "accept";
    };
  }

  private static String gap(Automaton.Pass pass) {
    return switch (pass) {
      case NONE -> "none";
      case SKIP_TILL_NEXT -> "next";
      case SKIP_TILL_ANY -> "any";
    };
  }
}
