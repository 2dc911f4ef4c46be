package io.sluice.server.cases;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.explain.Automaton;
import io.sluice.cep.explain.Automaton.Edge;
import io.sluice.cep.explain.Automaton.Group;
import io.sluice.cep.explain.Automaton.State;
import io.sluice.cep.explain.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engine's explanation of statements as text for people. */
public final class ExplanationText {
  private ExplanationText() {}

  /** All statements of a script that run on events, one after the other. */
  public static String of(CompileResult script) {
    List<String> parts = new ArrayList<>();
    for (Compiled statement : script.statements()) {
      Compiled explained = statement instanceof Compiled.Explain e ? e.of() : statement;
      if (explained instanceof Compiled.Query query) {
        parts.add(of(query.standing().name(), Explanation.of(query.standing())));
      }
    }
    return String.join("\n", parts);
  }

  private static String of(String name, Explanation explanation) {
    var text = new StringBuilder(name).append('\n');
    explanation.words().forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("  Reported: ").append(explanation.finality().words()).append(".\n");
    text.append("  State: ").append(explanation.stateBound().words()).append(".\n");
    section(text, "plan", explanation.plan());
    if (explanation.automaton() != null) {
      section(text, "automaton", automaton(explanation.automaton()));
    }
    section(text, "program", explanation.program());
    return text.toString();
  }

  private static void section(StringBuilder text, String title, String body) {
    text.append('\n').append(title).append(":\n");
    body.strip().lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private static String automaton(Automaton automaton) {
    Map<String, String> names =
        automaton.states().stream().collect(Collectors.toMap(State::id, ExplanationText::name));
    List<String> lines = new ArrayList<>();
    for (Edge edge : automaton.edges()) {
      lines.add(names.get(edge.from()) + " -> " + names.get(edge.to()) + how(edge));
    }
    for (Group group : automaton.groups()) {
      lines.add(
          group.id()
              + ": "
              + group.members().stream().map(names::get).collect(Collectors.joining(" "))
              + " "
              + times(group.min(), group.max())
              + (group.greedy() ? "" : ", as few as possible"));
    }
    for (Automaton.Variable variable : automaton.variables()) {
      String condition = variable.condition();
      lines.add(variable.name() + ": " + (condition == null ? "any row" : condition));
    }
    return String.join("\n", lines);
  }

  private static String name(State state) {
    return switch (state.kind()) {
      case START -> "start";
      case MATCH -> "match";
      case TAKE -> state.id() + "(" + state.variable() + ")";
    };
  }

  private static String how(Edge edge) {
    List<String> notes = new ArrayList<>();
    switch (edge.pass()) {
      case NONE -> {}
      case SKIP_TILL_NEXT -> notes.add("passes over rows that fit nothing here");
      case SKIP_TILL_ANY -> notes.add("may pass over any row");
    }
    if (!edge.unless().isEmpty()) {
      notes.add("ended by " + String.join(" or ", edge.unless()));
    }
    if (edge.group() != null) {
      notes.add("again, " + edge.group());
    }
    if (edge.atBound()) {
      notes.add("when the bound has passed");
    }
    return notes.isEmpty() ? "" : "  (" + String.join("; ", notes) + ")";
  }

  private static String times(int min, @Nullable Integer max) {
    if (max == null) {
      return min + " times or more";
    }
    return min == max ? min + " times" : min + " to " + max + " times";
  }
}
