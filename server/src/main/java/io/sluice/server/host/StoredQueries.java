package io.sluice.server.host;

import io.sluice.cep.event.ColumnType;
import io.sluice.cep.event.Event;
import io.sluice.cep.event.Schema;
import io.sluice.cep.event.StreamDef;
import io.sluice.grammar.NearestName;
import io.sluice.percolator.Field;
import io.sluice.percolator.FieldType;
import io.sluice.percolator.Fields;
import io.sluice.percolator.MatchResult;
import io.sluice.percolator.Percolator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The stored queries of one stream. What a bare word searches belongs to a percolator's fields, so
 * there is one percolator for each default field in use; almost always one.
 */
final class StoredQueries {
  /** Stands for: no default field named, a bare word searches all TEXT columns. */
  private static final String ALL_TEXT = "";

  private final StreamDef stream;
  private final Map<String, Percolator> percolators = new ConcurrentHashMap<>();
  private final Map<String, String> defaultFieldOf = new ConcurrentHashMap<>();

  StoredQueries(StreamDef stream) {
    this.stream = stream;
  }

  boolean isEmpty() {
    return defaultFieldOf.isEmpty();
  }

  /** Throws where the text is no query over the stream's columns. */
  void check(QueryEntry query) {
    percolator(query).parse(query.query());
  }

  void put(QueryEntry query) {
    Percolator into = percolator(query);
    String field = defaultField(query);
    String earlier = defaultFieldOf.get(query.id());
    into.put(query.id(), query.query());
    defaultFieldOf.put(query.id(), field);
    if (earlier != null && !earlier.equals(field)) {
      percolators.get(earlier).remove(query.id());
    }
  }

  void remove(String id) {
    String field = defaultFieldOf.remove(id);
    if (field != null) {
      percolators.get(field).remove(id);
    }
  }

  MatchResult match(Event event) {
    var document = EventDocument.of(event, stream.schema());
    var ids = new ArrayList<String>();
    int candidates = 0;
    int programRuns = 0;
    int leafChecks = 0;
    int luceneRuns = 0;
    for (Percolator percolator : percolators.values()) {
      if (percolator.size() > 0) {
        MatchResult part = percolator.match(document);
        ids.addAll(part.ids());
        candidates += part.work().candidates();
        programRuns += part.work().programRuns();
        leafChecks += part.work().leafChecks();
        luceneRuns += part.work().luceneRuns();
      }
    }
    Collections.sort(ids);
    return new MatchResult(
        ids, true, new MatchResult.Work(candidates, programRuns, leafChecks, luceneRuns));
  }

  private static String defaultField(QueryEntry query) {
    return query.defaultField() == null ? ALL_TEXT : query.defaultField();
  }

  private Percolator percolator(QueryEntry query) {
    return percolators.computeIfAbsent(defaultField(query), this::create);
  }

  private Percolator create(String defaultField) {
    Fields.Builder fields = Fields.builder().open(stream.schema().open());
    var text = new ArrayList<String>();
    for (var column : stream.schema().columns()) {
      FieldType type = fieldType(column.type());
      if (type == null) {
        continue;
      }
      if (elementType(column.type()) instanceof ColumnType.Text analysed) {
        text.add(column.name());
        if (analysed.analyzer() != null) {
          fields.add(new Field(column.name(), type, analysed.analyzer()));
          continue;
        }
      }
      fields.field(column.name(), type);
    }
    checkDefault(defaultField);
    List<String> bare = defaultField.isEmpty() ? text : List.of(defaultField);
    return new Percolator(fields.defaultFields(bare.toArray(String[]::new)).build());
  }

  /** Undeclared fields of an open stream can be searched too. */
  private void checkDefault(String field) {
    if (field.isEmpty() || stream.schema().open()) {
      return;
    }
    int column = stream.schema().indexOf(field);
    if (column >= 0 && fieldType(stream.schema().column(column).type()) != null) {
      return;
    }
    List<String> fields =
        stream.schema().columns().stream()
            .filter(c -> fieldType(c.type()) != null)
            .map(Schema.Column::name)
            .toList();
    String found =
        column < 0
            ? "`%s` is no column of `%s`".formatted(field, stream.name())
            : "`%s` is %s, which can not be searched"
                .formatted(field, stream.schema().column(column).type().sql());
    String help =
        NearestName.to(field, fields)
            .map(near -> "Did you mean `" + near + "`?")
            .orElse("It has " + String.join(", ", fields) + ".");
    throw new Refusal(
        Refusal.Reason.BAD_QUERY,
        "The default field must be a column: %s. %s".formatted(found, help));
  }

  private static ColumnType elementType(ColumnType type) {
    return type instanceof ColumnType.ArrayOf array ? elementType(array.element()) : type;
  }

  /** Null where the values of a type can not be searched. */
  private static @Nullable FieldType fieldType(ColumnType type) {
    return switch (elementType(type)) {
      case ColumnType.Text _ -> FieldType.TEXT;
      case ColumnType.Str _ -> FieldType.STRING;
      case ColumnType.Int _ -> FieldType.INT;
      case ColumnType.BigInt _, ColumnType.Interval _ -> FieldType.LONG;
      case ColumnType.DoublePrecision _, ColumnType.Decimal _ -> FieldType.DOUBLE;
      case ColumnType.Timestamp _ -> FieldType.DATE;
      case ColumnType.Bool _ -> FieldType.BOOLEAN;
      case ColumnType.MapOf _, ColumnType.ArrayOf _, ColumnType.Null _ -> null;
    };
  }
}
