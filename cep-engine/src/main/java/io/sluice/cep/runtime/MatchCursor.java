package io.sluice.cep.runtime;

import io.sluice.cep.runtime.automaton.FoundSeries;
import io.sluice.cep.task.KeptRows;
import io.sluice.cep.task.OutputRow;
import io.sluice.cep.task.RowCursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Matches whose rows are plain ones, read where the automaton has left them. */
final class MatchCursor implements RowCursor {
  private final FoundSource.Statement statement;
  private final PlainRow row;
  private @Nullable FoundSeries matches;
  private OutputRow.@Nullable Origin origin;
  private Runnable later = () -> {};

  MatchCursor(FoundSource.Statement statement, PlainRow row) {
    this.statement = statement;
    this.row = row;
  }

  MatchCursor of(FoundSeries series) {
    matches = series;
    return this;
  }

  /**
   * @param whenLater told of each row that is read after the call
   */
  MatchCursor under(OutputRow.Origin of, Runnable whenLater) {
    origin = of;
    later = whenLater;
    return this;
  }

  private FoundSeries matches() {
    return Objects.requireNonNull(matches);
  }

  @Override
  public OutputRow.Origin origin() {
    return Objects.requireNonNull(origin);
  }

  @Override
  public boolean next() {
    FoundSeries series = matches();
    if (!series.next()) {
      return false;
    }
    if (!series.isAlike()) {
      row.labels(statement.variables(series));
    }
    return true;
  }

  @Override
  public long time() {
    return matches().time();
  }

  @Override
  public @Nullable Object value(int column) {
    return row.value(matches(), column);
  }

  @Override
  public OutputRow row() {
    FoundSource source = statement.source(matches());
    @Nullable Object[] values = row.values(source.rows(), source.key());
    return new OutputRow(origin(), source.time(), 0, values, source);
  }

  @Override
  public KeptRows keep() {
    FoundSeries.Kept kept = matches().keep();
    PlainRow own = Objects.requireNonNull(PlainRow.of(statement.program()));
    var cursor = new MatchCursor(statement, own).of(kept.matches()).under(origin(), later);
    return new KeptCursor(cursor, kept.pin(), later);
  }
}
