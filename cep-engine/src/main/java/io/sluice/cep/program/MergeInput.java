package io.sluice.cep.program;

import java.util.List;

/**
 * A stream of MERGE.
 *
 * @param name what the last column of the merged rows says
 * @param columns one for each other column: its index in the stream, or -1 for NULL
 */
public record MergeInput(String name, String stream, List<Integer> columns) {
  public MergeInput {
    columns = List.copyOf(columns);
  }
}
