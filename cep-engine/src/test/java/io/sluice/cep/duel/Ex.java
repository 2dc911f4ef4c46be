package io.sluice.cep.duel;

import io.sluice.cep.duel.Labels.Label;
import io.sluice.cep.duel.Labels.Row;
import io.sluice.cep.duel.Labels.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value or condition of DEFINE or MEASURES: how it is written, and what it is by definition. */
sealed interface Ex {
  String text();

  /** A Long, Double, String, List or Boolean; null for NULL and UNKNOWN. */
  @Nullable Object of(View view);

  /** What is read of a row: {@code A.v}, {@code v}, {@code A.l} or CLASSIFIER(). */
  record Operand(String variable, String column) {
    String text() {
      if (column.isEmpty()) {
        return "CLASSIFIER(%s)".formatted(variable);
      }
      return variable.isEmpty() ? column : variable + "." + column;
    }

    @Nullable Object of(View view, int position) {
      Row row = view.row(position);
      if (row == null) {
        return null;
      }
      return switch (column) {
        case "" -> view.variableAt(position);
        case "v" -> row.v() == null ? null : (Long) (long) row.v();
        case "l" -> row.l();
        default -> throw new IllegalStateException(column);
      };
    }
  }

  record Constant(long value) implements Ex {
    @Override
    public String text() {
      return String.valueOf(value);
    }

    @Override
    public Object of(View view) {
      return value;
    }
  }

  record Word(String value) implements Ex {
    @Override
    public String text() {
      return "'" + value + "'";
    }

    @Override
    public Object of(View view) {
      return value;
    }
  }

  /**
   * {@code PREV(FINAL FIRST(A.v, 1), 2)} and less.
   *
   * @param logical FIRST, LAST or empty
   * @param semantics RUNNING, FINAL or empty
   * @param physical rows to go from there; 0 writes neither PREV nor NEXT
   */
  record Navigate(Operand operand, String semantics, String logical, int offset, int physical)
      implements Ex {
    @Override
    public String text() {
      String text = operand.text();
      if (!logical.isEmpty()) {
        text = call(logical, text, offset, 0);
        text = semantics.isEmpty() ? text : semantics + " " + text;
      }
      if (physical == 0) {
        return text;
      }
      return call(physical < 0 ? "PREV" : "NEXT", text, Math.abs(physical), 1);
    }

    private static String call(String name, String text, int offset, int usual) {
      return offset == usual
          ? "%s(%s)".formatted(name, text)
          : "%s(%s, %d)".formatted(name, text, offset);
    }

    @Override
    public @Nullable Object of(View view) {
      List<Label> rows = view.of(operand.variable, semantics.equals("FINAL"));
      int index = logical.equals("FIRST") ? offset : rows.size() - 1 - offset;
      if (index < 0 || index >= rows.size()) {
        return null;
      }
      return operand.of(view, rows.get(index).position() + physical);
    }
  }

  /**
   * {@code FINAL COUNT(DISTINCT A.v) FILTER (WHERE A.v >= 2)}.
   *
   * @param operand of the column {@code *} for {@code COUNT(*)} and {@code COUNT(A.*)}
   * @param least null for no FILTER
   */
  record Aggregate(
      String name, String semantics, boolean distinct, Operand operand, @Nullable Integer least)
      implements Ex {
    @Override
    public String text() {
      String filter =
          least == null
              ? ""
              : " FILTER (WHERE %s >= %d)"
                  .formatted(new Operand(operand.variable, "v").text(), least);
      return "%s%s(%s%s)%s"
          .formatted(
              semantics.isEmpty() ? "" : semantics + " ",
              name,
              distinct ? "DISTINCT " : "",
              operand.text(),
              filter);
    }

    @Override
    public @Nullable Object of(View view) {
      Collection<@Nullable Object> values = distinct ? new LinkedHashSet<>() : new ArrayList<>();
      for (Label label : view.of(operand.variable, semantics.equals("FINAL"))) {
        Row row = Objects.requireNonNull(view.row(label.position()));
        if (least == null || row.v() != null && row.v() >= least) {
          values.add(operand.column.equals("*") ? (Long) 1L : operand.of(view, label.position()));
        }
      }
      if (name.equals("ARRAY_AGG")) {
        return values.isEmpty() ? null : new ArrayList<>(values);
      }
      values.removeIf(Objects::isNull);
      if (name.equals("COUNT")) {
        return (long) values.size();
      }
      if (values.isEmpty()) {
        return null;
      }
      var numbers = values.stream().mapToLong(v -> (Long) Objects.requireNonNull(v));
      return switch (name) {
        case "SUM" -> numbers.sum();
        case "MIN" -> numbers.min().getAsLong();
        case "MAX" -> numbers.max().getAsLong();
        case "AVG" -> (double) numbers.sum() / values.size();
        default -> throw new IllegalStateException(name);
      };
    }
  }

  /** MATCH_NUMBER(), MATCH_START() and MATCH_END(); times in milliseconds. */
  record Property(String name) implements Ex {
    @Override
    public String text() {
      return name + "()";
    }

    @Override
    public Object of(View view) {
      List<Label> labels = view.whole();
      int last = labels.isEmpty() ? view.start() : labels.getLast().position();
      return switch (name) {
        case "MATCH_NUMBER" -> (long) view.number();
        case "MATCH_START" -> view.rows().get(view.start()).ts();
        case "MATCH_END" -> view.rows().get(last).ts();
        default -> throw new IllegalStateException(name);
      };
    }
  }

  /** {@code l} is among letters. */
  record In(Operand operand, String letters) implements Ex {
    @Override
    public String text() {
      String list =
          letters.chars().mapToObj(c -> "'" + (char) c + "'").collect(Collectors.joining(", "));
      return letters.isEmpty() ? "FALSE" : "%s IN (%s)".formatted(operand.text(), list);
    }

    @Override
    public @Nullable Object of(View view) {
      if (letters.isEmpty()) {
        return false;
      }
      Object value = new Navigate(operand, "", "", 0, 0).of(view);
      return value == null ? null : (Boolean) letters.contains((String) value);
    }
  }

  record Compare(Ex left, String operator, Ex right) implements Ex {
    @Override
    public String text() {
      return "%s %s %s".formatted(left.text(), operator, right.text());
    }

    @Override
    public @Nullable Object of(View view) {
      Object a = left.of(view);
      Object b = right.of(view);
      if (a == null || b == null) {
        return null;
      }
      int order =
          a instanceof String text
              ? text.compareTo((String) b)
              : Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue());
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case "=" -> order == 0;
        case "<>" -> order != 0;
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        default -> throw new IllegalStateException(operator);
      };
    }
  }

  record IsNull(Ex of, boolean not) implements Ex {
    @Override
    public String text() {
      return "%s IS %sNULL".formatted(of.text(), not ? "NOT " : "");
    }

    @Override
    public Object of(View view) {
      return (of.of(view) == null) != not;
    }
  }

  record Not(Ex of) implements Ex {
    @Override
    public String text() {
      return "NOT (" + of.text() + ")";
    }

    @Override
    public @Nullable Object of(View view) {
      return of.of(view) instanceof Boolean b ? (Boolean) !b : null;
    }
  }

  /** AND, or OR. */
  record Both(Ex left, boolean and, Ex right) implements Ex {
    @Override
    public String text() {
      return "(%s) %s (%s)".formatted(left.text(), and ? "AND" : "OR", right.text());
    }

    @Override
    public @Nullable Object of(View view) {
      Object a = left.of(view);
      Object b = right.of(view);
      Boolean decides = !and;
      if (decides.equals(a) || decides.equals(b)) {
        return decides;
      }
      return a == null || b == null ? null : (Boolean) and;
    }
  }
}
