package io.sluice.cep.testing;

import io.sluice.cep.CompileResult;
import io.sluice.cep.Compiled;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.ValueText;
import io.sluice.cep.function.ValueException;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.plan.Plan;
import io.sluice.cep.plan.TypedExpr;
import io.sluice.cep.program.expr.ExpressionCompiler;
import io.sluice.cep.program.expr.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expressions of the language, evaluated on one row. */
public final class Expressions {
  private Expressions() {}

  /** The value as text with its type, for example {@code 1.50 DECIMAL(3,2)}. */
  public static String typed(String expression) {
    TypedExpr expr = analyze(expression, "x STRING");
    return "%s %s".formatted(text(expr, row()), expr.type().sql());
  }

  /** The value as text. */
  public static String text(String expression) {
    return text(analyze(expression, "x STRING"), row());
  }

  /** The value of an expression over columns such as {@code a INT, b DOUBLE}. */
  public static @Nullable Object value(
      String expression, String columns, @Nullable Object... values) {
    return evaluate(analyze(expression, columns), new Event("s", 0, 0, values, Map.of()));
  }

  public static ColumnType type(String expression, String columns) {
    return analyze(expression, columns).type();
  }

  private static String text(TypedExpr expr, Event row) {
    return ValueText.of(evaluate(expr, row), expr.type());
  }

  private static @Nullable Object evaluate(TypedExpr expr, Event row) {
    return ExpressionCompiler.compile(expr).evaluate(new RowScope(row));
  }

  private static Event row() {
    return new Event("s", 0, 0, new Object[] {"x"}, Map.of());
  }

  private static TypedExpr analyze(String expression, String columns) {
    String script =
        "CREATE STREAM s (%s); SELECT %s AS value FROM s;".formatted(columns, expression);
    CompileResult result = StatementCompiler.compile(script, Catalog.EMPTY);
    if (!result.isValid() && result.diagnostics().getFirst().code().matches("P2208|P2214")) {
      throw new ValueException(result.diagnostics().getFirst().message());
    }
    if (!result.isValid()) {
      throw new IllegalArgumentException(expression + ": " + result.diagnostics());
    }
    var query = (Compiled.Query) result.statements().getLast();
    return ((Plan.Project) query.standing().plan()).columns().getFirst().expr();
  }

  private record RowScope(Event row) implements Scope {
    @Override
    public @Nullable Object parameter(int index) {
      throw new UnsupportedOperationException("no parameters here");
    }

    @Override
    public @Nullable Event navigate(Navigation target) {
      throw new UnsupportedOperationException("no match here");
    }

    @Override
    public @Nullable String classifier(Navigation target) {
      throw new UnsupportedOperationException("no match here");
    }

    @Override
    public @Nullable String label() {
      throw new UnsupportedOperationException("no match here");
    }

    @Override
    public List<Event> rows(RowSet rows, boolean running) {
      throw new UnsupportedOperationException("no match here");
    }

    @Override
    public @Nullable Object property(MatchProperty property) {
      throw new UnsupportedOperationException("no match here");
    }

    @Override
    public Scope at(Event row) {
      return new RowScope(row);
    }
  }
}
