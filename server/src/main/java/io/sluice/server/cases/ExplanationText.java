package io.sluice.server.cases;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.explain.Automaton;
import io.sluice.cep.explain.Automaton.Edge;
import io.sluice.cep.explain.Automaton.Group;
import io.sluice.cep.explain.Automaton.State;
import io.sluice.cep.explain.Explanation;
import io.sluice.grammar.ast.Statement;
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
        parts.add(of(query.standing().name(), Explanation.of(query.standing()), asked(statement)));
      }
    }
    return String.join("\n", parts);
  }

  /** Which part EXPLAIN asks for; null for all. */
  private static Statement.@Nullable ExplainKind asked(Compiled statement) {
    return statement.ast() instanceof Statement.Explain explain ? explain.kind() : null;
  }

  private static String of(
      String name, Explanation explanation, Statement.@Nullable ExplainKind kind) {
    var text = new StringBuilder(name).append('\n');
    if (kind == null || kind == Statement.ExplainKind.LOGICAL) {
      explanation.words().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    if (kind == null || kind == Statement.ExplainKind.STATE) {
      line(text, "Reported", explanation.finality().label(), explanation.reported());
      line(
          text,
          "State",
          explanation.stateBound().kind().letter(),
          explanation.stateBound().words());
    }
    if (kind == null || kind == Statement.ExplainKind.LOGICAL) {
      section(text, "plan", explanation.plan());
    }
    Automaton automaton = explanation.automaton();
    if (automaton != null && (kind == null || kind == Statement.ExplainKind.AUTOMATON)) {
      section(text, "automaton", automaton(automaton, explanation.waiting()));
    }
    if (kind == null || kind == Statement.ExplainKind.PHYSICAL) {
      section(text, "program", explanation.program());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String title, String kind, String words) {
    text.append("  ").append(title).append(" (").append(kind).append("): ").append(words);
    text.append(".\n");
  }

  private static void section(StringBuilder text, String title, String body) {
    text.append('\n').append(title).append(":\n");
    body.strip().lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private static String automaton(Automaton automaton, Map<String, String> waiting) {
    Map<String, String> names =
        automaton.states().stream().collect(Collectors.toMap(State::id, ExplanationText::name));
    List<String> lines = new ArrayList<>();
    for (Edge edge : automaton.edges()) {
      lines.add(names.get(edge.from()) + " -> " + names.get(edge.to()) + how(edge));
    }
    for (Group group : automaton.groups()) {
      lines.add(group.id() + ": " + members(group, names) + quantifier(group));
    }
    for (Automaton.Variable variable : automaton.variables()) {
      String condition = variable.condition();
      lines.add(variable.name() + ": " + (condition == null ? "any row" : condition));
    }
    waiting.forEach((variable, how) -> lines.add("waiting for " + variable + ": " + how));
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

  private static String members(Group group, Map<String, String> names) {
    String members = group.members().stream().map(names::get).collect(Collectors.joining(" "));
    return group.members().size() == 1 ? members : "(" + members + ")";
  }

  private static String quantifier(Group group) {
    Integer max = group.max();
    String count =
        max == null
            ? group.min() == 0 ? "*" : group.min() == 1 ? "+" : "{" + group.min() + ",}"
            : max == group.min() ? "{" + max + "}" : "{" + group.min() + "," + max + "}";
    return count + (group.greedy() ? "" : "?");
  }
}
