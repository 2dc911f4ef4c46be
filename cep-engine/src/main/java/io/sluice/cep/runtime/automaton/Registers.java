package io.sluice.cep.runtime.automaton;

import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.program.Condition;
import io.sluice.cep.program.MatchProgram;
import io.sluice.cep.program.expr.Join;
import io.sluice.cep.program.expr.JoinedCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of its rows a thread has to remember for the conditions that are still to come: for {@code
 * B.price > A.price} the last row of A. A register is the number of a row, or {@link Nodes#NONE}.
 * Threads at one place with equal registers have one future.
 */
final class Registers {
  /** {@code LAST(x, 0)} up to an offset, or {@code FIRST(x, 0)} up to one, side by side. */
  private static final class Group {
    final RowSet rows;
    final boolean fromFirst;
    int size;
    int base;

    Group(RowSet rows, boolean fromFirst) {
      this.rows = rows;
      this.fromFirst = fromFirst;
    }
  }

  private final List<Group> groups = new ArrayList<>();
  private final int count;

  Registers(MatchProgram program) {
    for (int variable = 0; variable < program.variables().size(); variable++) {
      Condition condition = program.variables().get(variable);
      if (condition.evaluator() instanceof JoinedCondition joined) {
        for (Join join : joined.joins()) {
          Group group = group(join.target());
          group.size = Math.max(group.size, offset(join.target(), variable) + 1);
        }
      }
    }
    int next = 0;
    for (Group group : groups) {
      group.base = next;
      next += group.size;
    }
    this.count = next;
  }

  int count() {
    return count;
  }

  /** The register of a join in the condition of {@code variable}. */
  int of(Navigation target, int variable) {
    return group(target).base + offset(target, variable);
  }

  /** The current row is the last one already where it belongs to those that are counted. */
  private static int offset(Navigation target, int variable) {
    boolean counted = !target.fromFirst() && target.rows().contains(variable);
    return target.logicalOffset() - (counted ? 1 : 0);
  }

  private Group group(Navigation target) {
    for (Group group : groups) {
      if (group.fromFirst == target.fromFirst()
          && group.rows.variables().equals(target.rows().variables())) {
        return group;
      }
    }
    var group = new Group(target.rows(), target.fromFirst());
    groups.add(group);
    return group;
  }

  /** No row has been taken. */
  void begin(int[] registers, int at) {
    Arrays.fill(registers, at, at + count, Nodes.NONE);
  }

  /** A row has been taken. */
  void take(int[] registers, int at, int variable, int row) {
    for (Group group : groups) {
      if (!group.rows.contains(variable)) {
        continue;
      }
      int first = at + group.base;
      if (group.fromFirst) {
        int free = first;
        while (free < first + group.size && registers[free] != Nodes.NONE) {
          free++;
        }
        if (free < first + group.size) {
          registers[free] = row;
        }
      } else {
        for (int i = first + group.size - 1; i > first; i--) {
          registers[i] = registers[i - 1];
        }
        registers[first] = row;
      }
    }
  }
}
