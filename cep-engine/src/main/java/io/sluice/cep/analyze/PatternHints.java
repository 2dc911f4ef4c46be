package io.sluice.cep.analyze;

import io.sluice.grammar.Diagnostic;
import io.sluice.grammar.ast.PatternNode;
import io.sluice.grammar.ast.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Warnings of patterns that can be read another way than they are meant. */
final class PatternHints {
  private final Context ctx;
  private final Variables variables;

  PatternHints(Context ctx, Variables variables) {
    this.ctx = ctx;
    this.variables = variables;
  }

  void askForBrackets(PatternNode part) {
    if (!(part instanceof PatternNode.Concatenation)) {
      return;
    }
    Span span = part.span();
    String own = ctx.excerpt(span);
    Diagnostic warning =
        DiagnosticCode.ARROW_BRACKETS
            .at(
                span,
                "neighbours bind tighter than an arrow: this reads as '(%s)'".formatted(own),
                "these follow each other directly")
            .withHelp("write the brackets: (%s)".formatted(own));
    ctx.report(
        span.end() <= ctx.text().length() ? warning.withEdit(span, "(" + own + ")") : warning);
  }

  /** At the end of a pattern {@code R | R B} always takes R: nothing can be preferred to it. */
  void branchesThatNeverWin(PatternNode root) {
    if (!(root instanceof PatternNode.Alternation choice)) {
      return;
    }
    List<@Nullable List<String>> words = choice.branches().stream().map(this::word).toList();
    for (int j = 1; j < words.size(); j++) {
      List<String> later = words.get(j);
      for (int i = 0; i < j && later != null; i++) {
        List<String> earlier = words.get(i);
        if (earlier != null
            && later.size() >= earlier.size()
            && later.subList(0, earlier.size()).equals(earlier)) {
          ctx.report(
              DiagnosticCode.BRANCH_NEVER_WINS,
              choice.branches().get(j).span(),
              "'%s' never wins: '%s' before it has matched by then"
                  .formatted(
                      ctx.excerpt(choice.branches().get(j).span()),
                      ctx.excerpt(choice.branches().get(i).span())),
              "never reached",
              "put the longer branch first");
          break;
        }
      }
    }
  }

  private @Nullable List<String> word(PatternNode node) {
    List<PatternNode> parts =
        node instanceof PatternNode.Concatenation c ? c.parts() : List.of(node);
    var word = new ArrayList<String>();
    for (PatternNode part : parts) {
      if (!(part instanceof PatternNode.Variable v)) {
        return null;
      }
      word.add(variables.names().get(variables.indexOf(v.name())));
    }
    return word;
  }
}
