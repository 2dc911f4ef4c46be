package io.sluice.cep.plan;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.event.ValueText;
import io.sluice.cep.navigation.MatchProperty;
import io.sluice.cep.navigation.Navigation;
import io.sluice.cep.navigation.RowSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed expressions as text in the manner of the language, with everything said that a reader of
 * the plan may want to see: conversions, and which row each value is of.
 */
public final class ExprPrinter {
  private static final Pattern PLAIN =
      Pattern.compile("[^\\W\\d]\\w*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Set<String> LITERALS = Set.of("NULL", "TRUE", "FALSE", "NaN", "Infinity");

  private ExprPrinter() {}

  public static String print(TypedExpr expr) {
    return print(expr, "");
  }

  /** {@code prefix} stands before columns: the variable whose row is looked at. */
  private static String print(TypedExpr expr, String prefix) {
    return switch (expr) {
      case TypedExpr.Constant e -> literal(e.value(), e.type());
      case TypedExpr.Parameter e -> ":" + e.name();
      case TypedExpr.Column e -> prefix + name(e.name());
      case TypedExpr.OpenField e ->
          "FIELD(%s'%s')".formatted(prefix.isEmpty() ? "" : prefix.replace(".", ", "), e.name());
      case TypedExpr.Navigate e -> navigate(e.target(), e.operand());
      case TypedExpr.Classifier e ->
          (e.target().running() ? "" : "FINAL ")
              + "CLASSIFIER(%s)".formatted(e.target().rows().name());
      case TypedExpr.RowLabel _ -> "CLASSIFIER()";
      case TypedExpr.MatchAggregate e -> aggregate(e);
      case TypedExpr.OfMatch e -> property(e.property()) + "()";
      case TypedExpr.And e -> join(e.operands(), " AND ", prefix);
      case TypedExpr.Or e -> join(e.operands(), " OR ", prefix);
      case TypedExpr.Not e -> "NOT " + print(e.operand(), prefix);
      case TypedExpr.Compare e ->
          "(%s %s %s)".formatted(print(e.left(), prefix), sign(e.op()), print(e.right(), prefix));
      case TypedExpr.Arithmetic e ->
          "(%s %s %s)".formatted(print(e.left(), prefix), sign(e.op()), print(e.right(), prefix));
      case TypedExpr.Negate e -> "-" + print(e.operand(), prefix);
      case TypedExpr.Concatenate e ->
          "(%s || %s)".formatted(print(e.left(), prefix), print(e.right(), prefix));
      case TypedExpr.InList e ->
          "(%s IN %s)".formatted(print(e.value(), prefix), join(e.list(), ", ", prefix));
      case TypedExpr.Like e ->
          "(%s LIKE %s%s)"
              .formatted(
                  print(e.value(), prefix),
                  print(e.pattern(), prefix),
                  e.escape() == null ? "" : " ESCAPE '" + e.escape() + "'");
      case TypedExpr.IsNull e -> "(%s IS NULL)".formatted(print(e.operand(), prefix));
      case TypedExpr.IsTruth e ->
          "(%s IS %s)".formatted(print(e.operand(), prefix), truth(e.truth()));
      case TypedExpr.IsDistinct e ->
          "(%s IS DISTINCT FROM %s)".formatted(print(e.left(), prefix), print(e.right(), prefix));
      case TypedExpr.Case e -> caseOf(e, prefix);
      case TypedExpr.Convert e ->
          "%s(%s AS %s)"
              .formatted(
                  e.orNull() ? "TRY_CAST" : "CAST", print(e.operand(), prefix), e.type().sql());
      case TypedExpr.ArrayOf e ->
          e.elements().stream()
              .map(x -> print(x, prefix))
              .collect(Collectors.joining(", ", "ARRAY[", "]"));
      case TypedExpr.Element e ->
          "%s[%s]".formatted(print(e.base(), prefix), print(e.index(), prefix));
      case TypedExpr.Call e -> e.function().name() + join(e.arguments(), ", ", prefix);
      case TypedExpr.Search e ->
          e.target().names().stream()
              .map(name -> prefix + name)
              .collect(
                  Collectors.joining(
                      ", ",
                      e.question() + (e.target().names().size() == 1 ? "(" : "(("),
                      (e.target().names().size() == 1 ? ", " : "), ") + print(e.query()) + ")"));
    };
  }

  private static String join(List<TypedExpr> exprs, String with, String prefix) {
    return exprs.stream().map(e -> print(e, prefix)).collect(Collectors.joining(with, "(", ")"));
  }

  /** In quotes where it could be read as something else: expressions of one text are one. */
  private static String name(String column) {
    return PLAIN.matcher(column).matches() && !LITERALS.contains(column)
        ? column
        : '"' + column.replace("\"", "\"\"") + '"';
  }

  private static String prefix(RowSet rows) {
    return rows.isAll() ? "" : rows.name() + ".";
  }

  private static String navigate(Navigation target, TypedExpr operand) {
    String text = print(operand, prefix(target.rows()));
    boolean plain =
        target.running()
            && !target.fromFirst()
            && target.logicalOffset() == 0
            && !target.rows().isAll()
            && operand instanceof TypedExpr.Column;
    boolean physical = target.physicalOffset() != 0;
    boolean lastOfAll = target.rows().isAll() && physical && target.running();
    boolean bare = (plain || lastOfAll) && !target.fromFirst() && target.logicalOffset() == 0;
    if (!bare) {
      text =
          "%s%s(%s%s)"
              .formatted(
                  target.running() ? "" : "FINAL ",
                  target.fromFirst() ? "FIRST" : "LAST",
                  text,
                  target.logicalOffset() == 0 ? "" : ", " + target.logicalOffset());
    }
    if (!physical) {
      return text;
    }
    int steps = target.physicalOffset();
    return "%s(%s, %d)".formatted(steps < 0 ? "PREV" : "NEXT", text, Math.abs(steps));
  }

  private static String aggregate(TypedExpr.MatchAggregate e) {
    String prefix = prefix(e.rows());
    String arguments =
        e.arguments().isEmpty()
            ? prefix + "*"
            : e.arguments().stream().map(a -> print(a, prefix)).collect(Collectors.joining(", "));
    TypedExpr filter = e.filter();
    return "%s%s(%s%s)%s"
        .formatted(
            e.running() ? "" : "FINAL ",
            e.function().name(),
            e.distinct() ? "DISTINCT " : "",
            arguments,
            filter == null ? "" : " FILTER (WHERE %s)".formatted(print(filter, prefix)));
  }

  private static String caseOf(TypedExpr.Case e, String prefix) {
    var out = new StringBuilder("CASE");
    for (TypedExpr.When when : e.whens()) {
      out.append(" WHEN ")
          .append(print(when.condition(), prefix))
          .append(" THEN ")
          .append(print(when.result(), prefix));
    }
    TypedExpr otherwise = e.otherwise();
    if (otherwise != null) {
      out.append(" ELSE ").append(print(otherwise, prefix));
    }
    return out.append(" END").toString();
  }

  static String literal(@Nullable Object value, ColumnType type) {
    return switch (value) {
      case null -> "NULL";
      case String text -> "'" + text.replace("'", "''") + "'";
      case Boolean truth -> truth(truth);
      case Long millis when type instanceof ColumnType.Timestamp ->
          "TIMESTAMP '" + Timestamps.format(millis) + "'";
      case Long millis when type instanceof ColumnType.Interval -> interval(millis);
      default -> ValueText.of(value, type);
    };
  }

  static String interval(long millis) {
    String text = ValueText.of(millis, ColumnType.INTERVAL);
    return "INTERVAL '" + text.replace(" ", "' ");
  }

  private static String property(MatchProperty property) {
    return property == MatchProperty.PATTERN_VERSION ? property.name() : "MATCH_" + property;
  }

  private static String truth(@Nullable Boolean truth) {
    return truth == null ? "UNKNOWN" : truth ? "TRUE" : "FALSE";
  }

  private static String sign(TypedExpr.Compare.Comparison op) {
    return switch (op) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  private static String sign(TypedExpr.Arithmetic.Operation op) {
    return switch (op) {
      case ADD -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case MODULO -> "%";
    };
  }
}
