package io.sluice.cep.runtime.automaton;

import io.sluice.cep.runtime.state.PartInput;
import io.sluice.cep.runtime.state.PartOutput;
import org.jspecify.annotations.Nullable;

/** A state part for each cell of a crowd, named by its statement and its key. */
final class CellParts implements RingState.Parts {
  private final KeyTable keys;
  private final Cells cells;
  private final Starts starts;
  private final Crowd crowd;

  CellParts(KeyTable keys, Cells cells, Starts starts, Crowd crowd) {
    this.keys = keys;
    this.cells = cells;
    this.starts = starts;
    this.crowd = crowd;
  }

  @Override
  public boolean isHere(int cell) {
    return cells.statement(cell) >= 0;
  }

  @Override
  public byte[] name(int cell) {
    return new PartOutput()
        .number(cells.statement(cell))
        .values(keys.normal(cells.key(cell)))
        .toBytes();
  }

  @Override
  public void write(int cell, PartOutput out) {
    int key = cells.key(cell);
    out.number(cells.statement(cell)).number(cell).values(keys.all(key)).number(key);
    starts.write(cell, out);
  }

  /** -1 where the statement does not run any more. */
  @Override
  public int read(PartInput in) {
    int statement = in.count();
    int cell = in.count();
    @Nullable Object[] values = in.values();
    int key = in.count();
    if (!crowd.has(statement)) {
      return -1;
    }
    if (!keys.isHere(key)) {
      keys.restore(values, key);
    }
    cells.put(cell, key, statement);
    crowd.restored(statement, () -> starts.read(cell, in));
    return cell;
  }

  @Override
  public void restored() {
    keys.restored();
  }
}
