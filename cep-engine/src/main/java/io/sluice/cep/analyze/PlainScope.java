package io.sluice.cep.analyze;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Schema;
import io.sluice.cep.navigation.RowSet;
import io.sluice.grammar.ast.Expr;
import io.sluice.grammar.ast.Name;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names over the rows of one relation.
 *
 * @param alias what its columns may be prefixed with, or null
 * @param schema null where an earlier error hides the columns
 * @param rows how messages call the rows, for example {@code stream 'ticker'}
 */
record PlainScope(
    Context ctx, Place place, @Nullable String alias, @Nullable Schema schema, String rows)
    implements RowScope {

  /** Nothing can be named: defaults of parameters and the like. */
  static PlainScope constants(Context ctx) {
    return new PlainScope(ctx, Place.CONSTANT, null, new Schema(List.of(), false), "a constant");
  }

  @Override
  public @Nullable Found resolve(Expr.ColumnRef ref) {
    Schema columns = schema;
    if (columns == null) {
      return null;
    }
    List<Name> path = ref.path();
    if (path.size() > 1 && alias != null && path.getFirst().means(alias)) {
      return column(columns, path.get(1), 2);
    }
    if (path.size() == 1) {
      return column(columns, path.getFirst(), 1);
    }
    int map = Columns.find(columns, path.getFirst());
    if (map >= 0 && columns.column(map).type() instanceof ColumnType.MapOf) {
      return new Found(null, columns.column(map), map, 1);
    }
    unknownPrefix(path.getFirst());
    return null;
  }

  private @Nullable Found column(Schema columns, Name name, int used) {
    int index = Columns.require(ctx, columns, name, "of " + rows);
    return index < 0 ? null : new Found(null, columns.column(index), index, used);
  }

  private void unknownPrefix(Name prefix) {
    List<String> candidates = alias == null ? List.of() : List.of(alias);
    if (rows.equals(MatchAnalyzer.ROWS) && place == Place.SELECT) {
      ctx.report(
          DiagnosticCode.UNKNOWN_RELATION,
          prefix.span(),
          "'%s' is no name of FROM".formatted(prefix.text()),
          "unknown here",
          "variables are looked at in MEASURES; select a measure by its name");
    } else if (place == Place.WHERE || place == Place.SELECT) {
      ctx.reportName(
          DiagnosticCode.UNKNOWN_RELATION,
          prefix,
          "'%s' is no name of FROM".formatted(prefix.text()),
          "unknown here",
          "names of FROM",
          candidates);
    } else {
      ctx.report(
          DiagnosticCode.UNKNOWN_RELATION,
          prefix.span(),
          "%s looks at one row and knows no '%s'".formatted(place.words(), prefix.text()),
          "unknown here",
          "write the column without a prefix");
    }
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
