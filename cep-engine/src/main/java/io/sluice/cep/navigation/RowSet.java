package io.sluice.cep.navigation;

import java.util.List;

/**
 * Which rows of a match a name stands for: one variable, the members of a SUBSET, or all.
 *
 * @param name as written; empty for all rows
 * @param variables indexes into the variables of the pattern, sorted; empty for all rows
 */
public record RowSet(String name, List<Integer> variables) {
  public static final RowSet ALL = new RowSet("", List.of());

  public RowSet {
    variables = List.copyOf(variables);
  }

  public boolean isAll() {
    return variables.isEmpty();
  }

  public boolean contains(int variable) {
    return variables.isEmpty() || variables.contains(variable);
  }
}
