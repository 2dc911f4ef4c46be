package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names over the rows of a stream, each with a row of a table: the columns of the stream first. A
 * column that both have needs its prefix.
 */
record JoinScope(Context ctx, Place place, Source.Joined joined) implements RowScope {
  @Override
  public @Nullable Found resolve(Expr.ColumnRef ref) {
    List<Name> path = ref.path();
    Name first = path.getFirst();
    if (path.size() > 1) {
      for (Source side : joined.sides()) {
        if (first.means(alias(side))) {
          int at = Columns.require(ctx, schema(side), path.get(1), "of " + side.words());
          return at < 0 ? null : found(side, at, 2);
        }
      }
      int map = Columns.find(schema(), first);
      if (map >= 0 && schema().column(map).type() instanceof ColumnType.MapOf) {
        return new Found(null, schema().column(map), map, 1);
      }
      ctx.reportName(
          DiagnosticCode.UNKNOWN_RELATION,
          first,
          "'%s' is no name of FROM".formatted(first.text()),
          "unknown here",
          "names of FROM",
          joined.sides().stream().map(JoinScope::alias).toList());
      return null;
    }
    int left = Columns.find(schema(joined.stream()), first);
    int right = Columns.find(schema(joined.table()), first);
    if (left >= 0 && right >= 0) {
      ctx.report(
          DiagnosticCode.AMBIGUOUS_COLUMN,
          first.span(),
          "both %s and %s have a column '%s'"
              .formatted(joined.stream().words(), joined.table().words(), first.text()),
          "which one?",
          "write %s.%s or %s.%s"
              .formatted(
                  alias(joined.stream()), first.text(), alias(joined.table()), first.text()));
      return null;
    }
    if (right >= 0) {
      return found(joined.table(), right, 1);
    }
    if (left >= 0) {
      return found(joined.stream(), left, 1);
    }
    var _ = Columns.require(ctx, schema(), first, "of the stream and the table");
    return null;
  }

  private Found found(Source side, int at, int used) {
    int before = side.equals(joined.table()) ? schema(joined.stream()).size() : 0;
    return new Found(null, schema(side).column(at), before + at, used);
  }

  private static Schema schema(Source side) {
    return Objects.requireNonNull(side.schema());
  }

  static String alias(Source side) {
    return Objects.requireNonNull(side.alias());
  }

  @Override
  public Schema schema() {
    return joined.schema();
  }

  @Override
  public @Nullable Schema searched() {
    return joined.stream().schema();
  }

  @Override
  public boolean isOfTable(int column) {
    return column >= schema(joined.stream()).size();
  }

  @Override
  public @Nullable RowSet variable(Name name) {
    return null;
  }

  @Override
  public @Nullable RowSet requireVariable(Name name) {
    return null;
  }

  @Override
  public Collection<String> variableNames() {
    return List.of();
  }
}
