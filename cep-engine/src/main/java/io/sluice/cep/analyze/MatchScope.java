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
 * Names in DEFINE and MEASURES.
 *
 * @param schema columns of the input, null where an earlier error hides them
 * @param input how messages call the input, for example {@code stream 'ticker'}
 * @param defined index of the variable whose condition this is, or -1
 * @param totals for the MEASURES of ONE ROW PER LAST ROW; else null
 */
record MatchScope(
    Context ctx,
    Place place,
    @Nullable Schema schema,
    String input,
    Variables variables,
    int defined,
    @Nullable Totals totals)
    implements RowScope {

  /** Numbers aggregates. */
  static final class Totals {
    private int made;
  }

  MatchScope(
      Context ctx,
      Place place,
      @Nullable Schema schema,
      String input,
      Variables variables,
      int defined) {
    this(ctx, place, schema, input, variables, defined, null);
  }

  @Override
  public int newTotal() {
    return totals == null ? -1 : totals.made++;
  }

  @Override
  public @Nullable Found resolve(Expr.ColumnRef ref) {
    Schema columns = schema;
    Name first = ref.path().getFirst();
    if (ref.path().size() == 1) {
      return unprefixed(columns, first);
    }
    if (variables.find(first) != null) {
      RowSet set = requireVariable(first);
      if (set == null || columns == null) {
        return null;
      }
      Name name = ref.path().get(1);
      Variables.On on = variables.on(set);
      int index =
          Columns.require(
              ctx,
              on == null ? columns : on.schema(),
              name,
              "in variable %s of %s".formatted(set.name(), on == null ? input : on.words()));
      if (on != null && index >= 0) {
        index = columns.indexOfIgnoreCase(on.schema().column(index).name());
      }
      return index < 0 ? null : new Found(set, columns.column(index), index, 2);
    }
    if (columns == null) {
      return null;
    }
    int map = Columns.find(columns, first);
    if (map >= 0 && columns.column(map).type() instanceof ColumnType.MapOf) {
      return new Found(RowSet.ALL, columns.column(map), map, 1);
    }
    return unknownVariable(first);
  }

  private @Nullable Found unprefixed(@Nullable Schema columns, Name name) {
    if (columns == null) {
      return null;
    }
    int index = Columns.find(columns, name);
    if (index < 0 && variables.find(name) != null) {
      ctx.report(
          DiagnosticCode.VARIABLE_AS_VALUE,
          name.span(),
          "'%s' is a variable, not a column".formatted(name.text()),
          "a variable",
          "write one of its columns: %s.%s"
              .formatted(name.text(), columns.size() == 0 ? "x" : columns.column(0).name()));
      return null;
    }
    index = Columns.require(ctx, columns, name, "of " + input);
    return index < 0 ? null : new Found(RowSet.ALL, columns.column(index), index, 1);
  }

  private @Nullable Found unknownVariable(Name name) {
    ctx.reportName(
        DiagnosticCode.UNKNOWN_VARIABLE,
        name,
        "unknown variable '%s'".formatted(name.text()),
        "not in PATTERN",
        "variables",
        variables.all());
    return null;
  }

  @Override
  public @Nullable RowSet variable(Name name) {
    return variables.find(name);
  }

  @Override
  public @Nullable RowSet requireVariable(Name name) {
    RowSet set = variables.find(name);
    if (set == null) {
      var _ = unknownVariable(name);
      return null;
    }
    List<Integer> members = set.variables();
    boolean own = members.size() == 1 && members.getFirst() == defined;
    if (!own && members.stream().noneMatch(variables::hasRows)) {
      ctx.report(
          DiagnosticCode.NEVER_A_ROW,
          name.span(),
          "'%s' stands behind NOT, so a match has no row of it".formatted(name.text()),
          "never has a row",
          "only the condition of '%s' itself may look at it".formatted(set.name()));
      return null;
    }
    return set;
  }

  @Override
  public Collection<String> variableNames() {
    return variables.all();
  }
}
