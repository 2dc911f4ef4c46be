package io.sluice.cep.testing;

import io.sluice.cep.CompileResult;
import io.sluice.cep.StatementCompiler;
import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.Timestamps;
import io.sluice.cep.plan.Catalog;
import io.sluice.cep.task.OutputRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A duel that failed, made small and written as a case file: to be read, run and kept. */
public final class DuelCase {
  private DuelCase() {}

  /** As few of the members as still fail, in their order. */
  public static <T> List<T> shrunk(List<T> members, Predicate<List<T>> fails) {
    List<T> best = members;
    for (int i = 0; i < best.size(); ) {
      var fewer = new ArrayList<>(best);
      fewer.remove(i);
      if (fails.test(fewer)) {
        best = fewer;
        i = 0;
      } else {
        i++;
      }
    }
    return best;
  }

  /**
   * @param expected what the judge says; null where it expects an error
   */
  public static String text(
      String prose,
      List<String> statements,
      List<Event> events,
      @Nullable List<OutputRow> expected) {
    var script = new StringBuilder();
    statements.forEach(s -> script.append(s.endsWith(";") ? s : s + ";").append("\n"));
    CompileResult compiled = StatementCompiler.compile(script.toString(), Catalog.EMPTY);
    var out = new StringBuilder("# ").append(prose).append("\n").append(script);
    out.append("-- events\n");
    for (Event event : events) {
      Schema schema =
          Objects.requireNonNull(compiled.catalog().stream(event.stream()), event.stream())
              .schema();
      out.append(event.stream()).append(" ").append(row(schema, event.values())).append("\n");
    }
    out.append(expected == null ? "-- error\n" : "-- rows unordered\n");
    if (expected != null) {
      expected.forEach(
          r -> out.append(r.to()).append(" ").append(row(r.schema(), r.values())).append("\n"));
    }
    return out.toString();
  }

  private static String row(Schema schema, @Nullable Object[] values) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < values.length; i++) {
      Schema.Column column = schema.columns().get(i);
      fields.add("\"%s\":%s".formatted(column.name(), json(column.type(), values[i])));
    }
    return fields.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(ColumnType type, @Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Long time when type instanceof ColumnType.Timestamp ->
          "\"" + Timestamps.format(time) + "\"";
      case Number n -> new BigDecimal(n.toString()).toPlainString();
      case Boolean b -> b.toString();
      case Object[] array -> json(type, Arrays.asList(array));
      case List<?> list -> {
        ColumnType element = type instanceof ColumnType.ArrayOf a ? a.element() : type;
        yield list.stream().map(v -> json(element, v)).collect(Collectors.joining(",", "[", "]"));
      }
      default -> "\"" + value + "\"";
    };
  }
}
