package io.sluice.percolator;

import io.sluice.percolator.index.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Why a stored query fits the document that has just been read, or why not. */
final class Explainer {
  private final Snapshot now;
  private final IntPredicate truth;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param truth of a predicate
   */
  Explainer(Snapshot now, IntPredicate truth) {
    this.now = now;
    this.truth = truth;
  }

  Explanation explain(int slot) {
    int program = now.slots().program(slot);
    Condition condition = now.index().condition(program);
    List<Explanation.Leaf> anchors = new ArrayList<>();
    boolean candidate = false;
    for (int anchor : now.index().anchorsOf(program)) {
      boolean holds = truth.test(anchor);
      candidate |= holds;
      anchors.add(
          new Explanation.Leaf(
              now.vocabulary().describe(anchor), holds, now.index().frequency(anchor)));
    }
    boolean excluded = now.index().isFree(program) && candidate;
    boolean matches = describe(condition, "");
    for (NamedParts.Part part : now.slots().named(slot).parts()) {
      lines.add("named " + part.name());
      describe(part.condition(), "  ");
    }
    return new Explanation(
        now.slots().texts().id(slot),
        matches,
        now.index().isFree(program) ? !excluded : candidate || anchors.isEmpty(),
        anchors,
        lines);
  }

  private boolean describe(Condition condition, String indent) {
    int at = lines.size();
    lines.add("");
    String inner = indent + "  ";
    boolean holds =
        switch (condition) {
          case Condition.Leaf(int predicate) -> truth.test(predicate);
          case Condition.Not(Condition part) -> !describe(part, inner);
          case Condition.All(List<Condition> parts) -> {
            boolean all = true;
            for (Condition part : parts) {
              all &= describe(part, inner);
            }
            yield all;
          }
          case Condition.AtLeast(int count, List<Condition> parts) -> {
            int held = 0;
            for (Condition part : parts) {
              held += describe(part, inner) ? 1 : 0;
            }
            yield held >= count;
          }
        };
    String what =
        switch (condition) {
          case Condition.Leaf(int predicate) -> now.vocabulary().describe(predicate);
          case Condition.Not n -> "not";
          case Condition.All(List<Condition> parts) ->
              parts.isEmpty() ? "every document" : "all of";
          case Condition.AtLeast(int count, List<Condition> parts) ->
              parts.isEmpty() ? "no document" : count == 1 ? "one of" : count + " of";
        };
    lines.set(at, indent + (holds ? "true   " : "false  ") + what);
    return holds;
  }
}
