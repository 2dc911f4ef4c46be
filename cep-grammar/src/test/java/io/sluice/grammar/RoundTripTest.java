package io.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.grammar.ast.Script;
import io.sluice.grammar.ast.Statement;
import io.sluice.grammar.print.AstPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is printed parses back to the same tree, whatever the tree. {@code -Dseed=n} repeats a run.
 */
class RoundTripTest {
  private static final int TREES = 600 * Integer.getInteger("times", 1);

  @Test
  void every_tree_survives_printing_and_parsing() {
    long seed = Long.getLong("seed", 1);
    System.out.println("RoundTripTest seed " + seed);
    for (int i = 0; i < TREES; i++) {
      Statement tree = new RandomTrees(seed + i).statement();
      String printed = AstPrinter.print(tree);
      ParseResult result = StatementParser.parse(printed);
      assertThat(result.isValid())
          .as("-Dseed=%d%n%s%n%s", seed + i, printed, result.diagnostics())
          .isTrue();
      assertThat(result.script().statements()).as("-Dseed=%d%n%s", seed + i, printed).hasSize(1);
      Statement read = result.script().statements().getFirst();
      assertThat(Outline.of(read))
          .as("-Dseed=%d%n%s", seed + i, printed)
          .isEqualTo(Outline.of(tree));
      assertThat(AstPrinter.print(read)).isEqualTo(printed);
    }
  }

  @Test
  void a_script_keeps_its_statements_apart() {
    RandomTrees trees = new RandomTrees(7);
    List<Statement> statements = List.of(trees.statement(), trees.statement(), trees.statement());
    String printed = AstPrinter.print(new Script("", statements));

    ParseResult result = StatementParser.parse(printed);

    assertThat(Outline.of(result.script().statements())).isEqualTo(Outline.of(statements));
    assertThat(AstPrinter.print(result.script())).isEqualTo(printed);
  }
}
